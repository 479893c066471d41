{{/* What a schema cannot say: values that do not go together. */}}
{{- define "sluice.checks" -}}
{{- $services := include "sluice.services" . | fromJson -}}
{{- if not $services -}}
{{- fail "No service is enabled: set services.<name>.enabled." -}}
{{- end -}}
{{- if not .Values.kafka.bootstrapServers -}}
{{- fail "kafka.bootstrapServers is not set: name the brokers, such as kafka-1.example.com:9093,kafka-2.example.com:9093." -}}
{{- end -}}
{{- if not .Values.identityProvider.issuer -}}
{{- fail "identityProvider.issuer is not set: the address of the identity provider, such as https://login.microsoftonline.com/<tenant>/v2.0." -}}
{{- end -}}
{{- if .Values.agent -}}
{{- range $name, $service := $services -}}
{{- if not $service.agents -}}
{{- fail (printf "agent is %s, and no agent runs %s: set services.%s.enabled to false." $.Values.agent $name $name) -}}
{{- end -}}
{{- if eq $service.autoscaling.kind "keda" -}}
{{- fail (printf "agent is %s: services.%s.autoscaling.kind keda follows the main services; use hpa or none." $.Values.agent $name) -}}
{{- end -}}
{{- end -}}
{{- if or .Values.strimzi.users.create .Values.strimzi.topics.create .Values.topicsJob.enabled -}}
{{- fail (printf "agent is %s: topics and users are made beside the Kafka, not where an agent runs." .Values.agent) -}}
{{- end -}}
{{- end -}}
{{- $sasl := hasPrefix "SASL" .Values.kafka.protocol -}}
{{- if and $sasl (not .Values.kafka.mechanism) -}}
{{- fail (printf "kafka.protocol is %s: kafka.mechanism must say how, such as SCRAM-SHA-512." .Values.kafka.protocol) -}}
{{- end -}}
{{- if and (not $sasl) .Values.kafka.mechanism -}}
{{- fail (printf "kafka.mechanism is %s, but kafka.protocol is %s, which knows no logins." .Values.kafka.mechanism .Values.kafka.protocol) -}}
{{- end -}}
{{- if and .Values.kafka.clientCertificates (not (hasSuffix "SSL" .Values.kafka.protocol)) -}}
{{- fail (printf "kafka.clientCertificates needs TLS, and kafka.protocol is %s." .Values.kafka.protocol) -}}
{{- end -}}
{{- if and (eq .Values.kafka.mechanism "OAUTHBEARER") (not .Values.kafka.oauth.tokenUrl) -}}
{{- fail "kafka.mechanism is OAUTHBEARER: kafka.oauth.tokenUrl must say where tokens are issued." -}}
{{- end -}}
{{- range $name, $service := $services -}}
{{- if and (or $sasl $.Values.kafka.clientCertificates) (not (include "sluice.kafkaSecret" (dict "root" $ "service" $service))) -}}
{{- fail (printf "services.%s.kafkaSecret is not set: name the Secret with its login or certificate for Kafka, or let Strimzi make it (strimzi.users.create)." $name) -}}
{{- end -}}
{{- if and (ne $service.autoscaling.kind "none") (gt (int $service.autoscaling.max) 12) (ne $name "connection-service") -}}
{{- fail (printf "services.%s.autoscaling.max is over 12: the topics have twelve partitions, further pods would have nothing to do." $name) -}}
{{- end -}}
{{- if and $service.tokens (not (include "sluice.connectionServiceUrl" $)) -}}
{{- fail (printf "%s needs connection-service: enable services.connection-service, or set connectionService.url." $name) -}}
{{- end -}}
{{- end -}}
{{- if and .Values.topicsJob.enabled (or $sasl .Values.kafka.clientCertificates) (not .Values.topicsJob.kafkaSecret) -}}
{{- fail "topicsJob.kafkaSecret is not set: name the Secret of a principal that may describe and create topics." -}}
{{- end -}}
{{- if and .Values.topicsJob.enabled .Values.strimzi.topics.create -}}
{{- fail "Either topicsJob.enabled or strimzi.topics.create: with Strimzi its operator makes the topics." -}}
{{- end -}}
{{- if and (index $services "connection-service") (not .Values.postgresql.host) -}}
{{- fail "postgresql.host is not set: connection-service keeps connections in PostgreSQL." -}}
{{- end -}}
{{- with index $services "quarantine-fetcher" -}}
{{- if eq $.Values.evidence.store "s3" -}}
{{- if not $.Values.evidence.s3.bucket -}}
{{- fail "evidence.store is s3: evidence.s3.bucket must be set." -}}
{{- end -}}
{{- else if and (eq $.Values.evidence.folder.accessMode "ReadWriteOnce") (or (gt (int .replicas) 1) (ne .autoscaling.kind "none")) -}}
{{- fail "Several pods of quarantine-fetcher need evidence.store s3, or evidence.folder.accessMode ReadWriteMany; or set services.quarantine-fetcher.replicas to 1." -}}
{{- end -}}
{{- if not (include "sluice.evidenceUrl" $) -}}
{{- fail "evidence.publicUrl is not set: results say with it where analysts download evidence (exposure.evidence.host does as well)." -}}
{{- end -}}
{{- end -}}
{{- if and (or .Values.strimzi.topics.create .Values.strimzi.users.create) (not .Values.strimzi.cluster) -}}
{{- fail "strimzi.cluster is not set: the name of the Kafka resource that topics and users belong to." -}}
{{- end -}}
{{- if and (eq .Values.exposure.kind "gateway") (not .Values.exposure.gateway.parentRefs) -}}
{{- fail "exposure.gateway.parentRefs is not set: name the Gateway and its listener with TLS." -}}
{{- end -}}
{{- if eq .Values.exposure.kind "ingress" -}}
{{- range $what := list "connectionService" "evidence" -}}
{{- $exposed := index $.Values.exposure $what -}}
{{- if and $exposed.host (not $exposed.tlsSecret) -}}
{{- fail (printf "exposure.%s.tlsSecret is not set: tokens and evidence do not travel without TLS." $what) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
