{{/* The environment of a service: each variable is a setting of it, as a test of the chart knows. */}}
{{- define "sluice.environment" -}}
{{- $values := .root.Values -}}
{{- $service := .service -}}
{{- $kafka := $values.kafka -}}
- name: JDK_JAVA_OPTIONS
  value: {{ include "sluice.javaOptions" (dict "root" .root "javaOptions" $service.javaOptions) | quote }}
# Glibc keeps memory for each thread otherwise.
- name: MALLOC_ARENA_MAX
  value: "2"
{{ include "sluice.kafkaEnvironment" (dict "root" .root "secret" (include "sluice.kafkaSecret" .)) }}
{{- if $service.http }}
- name: QUARKUS_OIDC_AUTH_SERVER_URL
  value: {{ $values.identityProvider.issuer | quote }}
- name: QUARKUS_OIDC_TOKEN_AUDIENCE
  value: {{ $values.identityProvider.audience | quote }}
{{- with $values.exposure.trustedProxies }}
- name: QUARKUS_HTTP_PROXY_PROXY_ADDRESS_FORWARDING
  value: "true"
- name: QUARKUS_HTTP_PROXY_TRUSTED_PROXIES
  value: {{ join "," . | quote }}
{{- end }}
{{- end }}
{{- if and $values.agent $service.agents }}
- name: SLUICE_AGENT
  value: {{ $values.agent | quote }}
{{- end }}
{{- if $service.tokens }}
{{- $client := $values.identityProvider.client }}
{{- $secret := default $client.secret $service.clientSecret }}
- name: {{ $service.prefix }}_CONNECTION_SERVICE_URL
  value: {{ include "sluice.connectionServiceUrl" .root | quote }}
- name: QUARKUS_OIDC_CLIENT_AUTH_SERVER_URL
  value: {{ $values.identityProvider.issuer | quote }}
- name: QUARKUS_OIDC_CLIENT_CLIENT_ID
  valueFrom: {secretKeyRef: {name: {{ $secret }}, key: {{ $client.idKey }}}}
- name: QUARKUS_OIDC_CLIENT_CREDENTIALS_SECRET
  valueFrom: {secretKeyRef: {name: {{ $secret }}, key: {{ $client.secretKey }}}}
{{- with $client.scope }}
- name: QUARKUS_OIDC_CLIENT_SCOPES
  value: {{ . | quote }}
{{- end }}
{{- end }}
{{- if $service.streams }}
- name: {{ $service.prefix }}_STATE_DIRECTORY
  value: /var/lib/sluice/state
- name: {{ $service.prefix }}_STATE_REPLICAS
  value: {{ $kafka.stateReplicas | quote }}
{{- end }}
{{- if eq $service.name "connection-service" }}
{{- $postgresql := $values.postgresql }}
- name: QUARKUS_DATASOURCE_JDBC_URL
  value: {{ include "sluice.jdbcUrl" $postgresql | quote }}
- name: QUARKUS_DATASOURCE_USERNAME
  valueFrom: {secretKeyRef: {name: {{ $postgresql.credentials.secret }}, key: {{ $postgresql.credentials.usernameKey }}}}
- name: QUARKUS_DATASOURCE_PASSWORD
  valueFrom: {secretKeyRef: {name: {{ $postgresql.credentials.secret }}, key: {{ $postgresql.credentials.passwordKey }}}}
- name: SLUICE_CONNECTIONS_KEYSET_FILE
  value: {{ default "/etc/sluice/keyset/keyset.json" $values.keysets.connections.file | quote }}
{{- with $values.connectionService.allowedBaseUrls }}
- name: SLUICE_CONNECTIONS_ALLOWED_BASE_URLS
  value: {{ join "," . | quote }}
{{- end }}
{{- end }}
{{- if eq $service.name "quarantine-fetcher" }}
{{- $s3 := $values.evidence.s3 }}
- name: SLUICE_QUARANTINE_EVIDENCE_STORE
  value: {{ $values.evidence.store }}
- name: SLUICE_QUARANTINE_EVIDENCE_RETENTION
  value: {{ $values.evidence.retention | quote }}
- name: SLUICE_QUARANTINE_EVIDENCE_PUBLIC_URL
  value: {{ include "sluice.evidenceUrl" .root | quote }}
- name: SLUICE_QUARANTINE_EVIDENCE_KEYSET_FILE
  value: {{ default "/etc/sluice/keyset/keyset.json" $values.keysets.evidence.file | quote }}
{{- if eq $values.evidence.store "folder" }}
- name: SLUICE_QUARANTINE_EVIDENCE_FOLDER
  value: /var/lib/sluice/evidence
{{- else }}
- name: SLUICE_QUARANTINE_EVIDENCE_S3_REGION
  value: {{ $s3.region | quote }}
- name: SLUICE_QUARANTINE_EVIDENCE_S3_BUCKET
  value: {{ $s3.bucket | quote }}
{{- with $s3.endpoint }}
- name: SLUICE_QUARANTINE_EVIDENCE_S3_ENDPOINT
  value: {{ . | quote }}
{{- end }}
{{- with $s3.prefix }}
- name: SLUICE_QUARANTINE_EVIDENCE_S3_PREFIX
  value: {{ . | quote }}
{{- end }}
{{- if $s3.credentials.secret }}
- name: SLUICE_QUARANTINE_EVIDENCE_S3_ACCESS_KEY
  valueFrom: {secretKeyRef: {name: {{ $s3.credentials.secret }}, key: {{ $s3.credentials.accessKeyKey }}}}
- name: SLUICE_QUARANTINE_EVIDENCE_S3_SECRET_KEY
  valueFrom: {secretKeyRef: {name: {{ $s3.credentials.secret }}, key: {{ $s3.credentials.secretKeyKey }}}}
{{- end }}
{{- end }}
{{- end }}
{{- with $values.monitoring.tracing }}
{{- if .endpoint }}
- name: QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT
  value: {{ .endpoint | quote }}
- name: QUARKUS_OTEL_TRACES_SAMPLER_ARG
  value: {{ .ratio | quote }}
{{- end }}
{{- end }}
{{- range $name, $value := $service.settings }}
- name: {{ $name }}
  value: {{ $value | quote }}
{{- end }}
{{- end -}}

{{/* What any client of Kafka is told; "secret" has its login or certificate. */}}
{{- define "sluice.kafkaEnvironment" -}}
{{- $kafka := .root.Values.kafka -}}
- name: KAFKA_BOOTSTRAP_SERVERS
  value: {{ $kafka.bootstrapServers | quote }}
{{- if ne $kafka.protocol "PLAINTEXT" }}
- name: KAFKA_SECURITY_PROTOCOL
  value: {{ $kafka.protocol }}
{{- end }}
{{- if $kafka.authority.secret }}
- name: KAFKA_SSL_TRUSTSTORE_TYPE
  value: PEM
- name: KAFKA_SSL_TRUSTSTORE_LOCATION
  value: /etc/sluice/kafka/ca.crt
{{- end }}
{{- if $kafka.clientCertificates }}
- name: KAFKA_SSL_KEYSTORE_TYPE
  value: PEM
- name: KAFKA_SSL_KEYSTORE_CERTIFICATE_CHAIN
  valueFrom: {secretKeyRef: {name: {{ .secret }}, key: {{ $kafka.secretKeys.certificate }}}}
- name: KAFKA_SSL_KEYSTORE_KEY
  valueFrom: {secretKeyRef: {name: {{ .secret }}, key: {{ $kafka.secretKeys.privateKey }}}}
{{- end }}
{{- if $kafka.mechanism }}
- name: KAFKA_SASL_MECHANISM
  value: {{ $kafka.mechanism }}
- name: KAFKA_SASL_JAAS_CONFIG
  valueFrom: {secretKeyRef: {name: {{ .secret }}, key: {{ $kafka.secretKeys.login }}}}
{{- end }}
{{- if eq $kafka.mechanism "OAUTHBEARER" }}
- name: KAFKA_SASL_LOGIN_CALLBACK_HANDLER_CLASS
  value: org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginCallbackHandler
- name: KAFKA_SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL
  value: {{ $kafka.oauth.tokenUrl | quote }}
{{- end }}
{{- range $name, $value := $kafka.settings }}
- name: KAFKA_{{ $name | replace "." "_" | upper }}
  value: {{ $value | quote }}
{{- end }}
{{- end -}}

{{- define "sluice.jdbcUrl" -}}
jdbc:postgresql://{{ .host }}:{{ int .port }}/{{ .database }}?sslmode={{ .sslMode }}
{{- if .authority.secret }}&sslrootcert=/etc/sluice/postgresql/ca.crt
{{- else if hasPrefix "verify" .sslMode }}&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory
{{- end -}}
{{- end -}}

{{- define "sluice.javaOptions" -}}
{{- .javaOptions -}}
{{- with .root.Values.kafka.oauth.tokenUrl }} -Dorg.apache.kafka.sasl.oauthbearer.allowed.urls={{ . }}{{ end -}}
{{- end -}}
