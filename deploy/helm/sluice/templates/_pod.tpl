{{/* The pod of a service. What Pod Security calls restricted is no choice. */}}
{{- define "sluice.pod" -}}
{{- $values := .root.Values -}}
{{- $service := .service -}}
metadata:
  labels:
    {{- include "sluice.labels" .root | nindent 4 }}
    app.kubernetes.io/component: {{ $service.name }}
  {{- with $service.podAnnotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
spec:
  serviceAccountName: {{ $service.fullname }}
  automountServiceAccountToken: false
  # Variables of Kubernetes' own, such as KAFKA_PORT of a Service "kafka", would be taken for settings.
  enableServiceLinks: false
  {{- with $values.image.pullSecrets }}
  imagePullSecrets:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with $service.priorityClassName }}
  priorityClassName: {{ . }}
  {{- end }}
  securityContext:
    {{- include "sluice.podSecurity" .root | nindent 4 }}
  # Until callers know, what has begun, and Kafka Streams' last commit.
  terminationGracePeriodSeconds: {{ add (include "sluice.preStop" $service | int) $service.shutdown 30 }}
  containers:
    - name: {{ $service.name }}
      image: {{ include "sluice.image" . }}
      imagePullPolicy: {{ $values.image.pullPolicy }}
      securityContext:
        {{- include "sluice.containerSecurity" . | nindent 8 }}
      env:
        {{- include "sluice.environment" . | nindent 8 }}
      ports:
        - {name: management, containerPort: {{ int $service.management }}}
        {{- if $service.http }}
        - {name: http, containerPort: {{ int $service.http }}}
        {{- end }}
      startupProbe:
        # Kafka Streams is not alive until the topics are there, which can take a while on the first day.
        httpGet: {path: /q/health/{{ ternary "live" "started" (not (not $service.streams)) }}, port: management}
        periodSeconds: 3
        timeoutSeconds: 3
        failureThreshold: {{ div (int $service.startup.seconds) 3 }}
      livenessProbe:
        httpGet: {path: /q/health/live, port: management}
        periodSeconds: 10
        timeoutSeconds: 5
        failureThreshold: 6
      readinessProbe:
        httpGet: {path: /q/health/ready, port: management}
        periodSeconds: 5
        timeoutSeconds: 5
        failureThreshold: 3
      {{- if $service.http }}
      lifecycle:
        # Callers are told only now that this pod goes.
        preStop: {sleep: {seconds: {{ include "sluice.preStop" $service }}}}
      {{- end }}
      resources:
        {{- toYaml $service.resources | nindent 8 }}
      volumeMounts:
        - {name: tmp, mountPath: /tmp}
        {{- if $service.streams }}
        - {name: state, mountPath: /var/lib/sluice/state}
        {{- end }}
        {{- range include "sluice.files" . | fromJsonArray }}
        - {{ toJson .mount }}
        {{- end }}
  volumes:
    - name: tmp
      emptyDir: {sizeLimit: {{ $service.tmp }}}
    {{- if and $service.streams (not $service.state.persistent) }}
    - name: state
      emptyDir: {sizeLimit: {{ $service.state.size }}}
    {{- end }}
    {{- range include "sluice.files" . | fromJsonArray }}
    - {{ toJson .volume }}
    {{- end }}
  topologySpreadConstraints:
    - maxSkew: 1
      topologyKey: topology.kubernetes.io/zone
      whenUnsatisfiable: {{ $values.topologySpread.zones }}
      labelSelector:
        matchLabels:
          {{- include "sluice.selector" . | nindent 10 }}
    - maxSkew: 1
      topologyKey: kubernetes.io/hostname
      whenUnsatisfiable: {{ $values.topologySpread.nodes }}
      labelSelector:
        matchLabels:
          {{- include "sluice.selector" . | nindent 10 }}
  {{- with $service.nodeSelector }}
  nodeSelector:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with $service.tolerations }}
  tolerations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with $service.affinity }}
  affinity:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end -}}

{{- define "sluice.preStop" -}}
{{- ternary 10 0 (not (not .http)) -}}
{{- end -}}

{{- define "sluice.image" -}}
{{- $image := .root.Values.image -}}
{{- $own := .service.image -}}
{{- $name := printf "%s/%s" $image.repository .service.name -}}
{{- with $image.registry -}}{{- $name = printf "%s/%s" . $name -}}{{- end -}}
{{- with $own.name -}}{{- $name = . -}}{{- end -}}
{{- $tag := coalesce $own.tag $image.tag .root.Chart.AppVersion -}}
{{- with $own.digest -}}
{{- printf "%s@%s" $name . | quote -}}
{{- else -}}
{{- printf "%s:%s" $name $tag | quote -}}
{{- end -}}
{{- end -}}

{{/* Files that a pod is given: a list, as JSON, of volumes with their mounts. */}}
{{- define "sluice.files" -}}
{{- $values := .root.Values -}}
{{- $service := .service -}}
{{- $files := list -}}
{{- if $values.kafka.authority.secret -}}
{{- $files = append $files (include "sluice.secretFile" (dict "name" "kafka" "secret" $values.kafka.authority.secret "key" $values.kafka.authority.key "file" "ca.crt") | fromJson) -}}
{{- end -}}
{{- if eq $service.name "connection-service" -}}
{{- with $values.postgresql.authority -}}
{{- if .secret -}}
{{- $files = append $files (include "sluice.secretFile" (dict "name" "postgresql" "secret" .secret "key" .key "file" "ca.crt") | fromJson) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- $keyset := dict "connection-service" $values.keysets.connections "quarantine-fetcher" $values.keysets.evidence | dig $service.name dict -}}
{{- if and $keyset (not $keyset.file) -}}
{{- $files = append $files (include "sluice.secretFile" (dict "name" "keyset" "secret" $keyset.secret "key" $keyset.key "file" "keyset.json") | fromJson) -}}
{{- end -}}
{{- if and (eq $service.name "quarantine-fetcher") (eq $values.evidence.store "folder") -}}
{{- $claim := default (printf "%s-evidence" $service.fullname) $values.evidence.folder.existingClaim -}}
{{- $files = append $files (dict "mount" (dict "name" "evidence" "mountPath" "/var/lib/sluice/evidence") "volume" (dict "name" "evidence" "persistentVolumeClaim" (dict "claimName" $claim))) -}}
{{- end -}}
{{- with $service.secretProviderClass -}}
{{- $csi := dict "driver" "secrets-store.csi.k8s.io" "readOnly" true "volumeAttributes" (dict "secretProviderClass" .) -}}
{{- $files = append $files (dict "mount" (dict "name" "secrets-store" "mountPath" "/mnt/secrets-store" "readOnly" true) "volume" (dict "name" "secrets-store" "csi" $csi)) -}}
{{- end -}}
{{- toJson $files -}}
{{- end -}}

{{- define "sluice.secretFile" -}}
{{- $mount := dict "name" .name "mountPath" (printf "/etc/sluice/%s" .name) "readOnly" true -}}
{{- $items := list (dict "key" .key "path" .file) -}}
{{- $secret := dict "secretName" .secret "defaultMode" 288 "items" $items -}}
{{- dict "mount" $mount "volume" (dict "name" .name "secret" $secret) | toJson -}}
{{- end -}}

{{/* What Pod Security calls restricted. */}}
{{- define "sluice.podSecurity" -}}
runAsNonRoot: true
{{- range $key := list "runAsUser" "runAsGroup" "fsGroup" }}
{{- with index $.Values.podSecurity $key }}
{{ $key }}: {{ int . }}
{{- end }}
{{- end }}
fsGroupChangePolicy: OnRootMismatch
seccompProfile: {type: RuntimeDefault}
{{- end -}}

{{- define "sluice.containerSecurity" -}}
allowPrivilegeEscalation: false
privileged: false
readOnlyRootFilesystem: true
capabilities: {drop: [ALL]}
{{- end -}}
