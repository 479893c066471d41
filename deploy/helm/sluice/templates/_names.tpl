{{/* Names and labels. A StatefulSet's name has 52 characters at most, since a label of its pods ends with a digest. */}}

{{- define "sluice.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 32 | trimSuffix "-" -}}
{{- else -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- ternary .Release.Name (printf "%s-%s" .Release.Name $name) (contains $name .Release.Name) | trunc 32 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "sluice.selector" -}}
app.kubernetes.io/name: {{ default .root.Chart.Name .root.Values.nameOverride }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .service.name }}
{{- end -}}

{{- define "sluice.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
app.kubernetes.io/name: {{ default .Chart.Name .Values.nameOverride }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* Metadata of what belongs to one service. */}}
{{- define "sluice.metadata" -}}
name: {{ .service.fullname }}
namespace: {{ .root.Release.Namespace }}
labels:
  {{- include "sluice.labels" .root | nindent 2 }}
  app.kubernetes.io/component: {{ .service.name }}
{{- end -}}

{{/*
The services that are enabled, as JSON, by name: the facts of files/services.yaml over the operator's values over the
defaults, with their full name.
*/}}
{{- define "sluice.services" -}}
{{- $services := dict -}}
{{- range $name, $facts := .Files.Get "files/services.yaml" | fromYaml -}}
{{- $own := index $.Values.services $name | default dict -}}
{{- if $own.enabled -}}
{{- $names := dict "name" $name "fullname" (printf "%s-%s" (include "sluice.fullname" $) $name) -}}
{{- $_ := set $services $name (mergeOverwrite (deepCopy $.Values.defaults) (deepCopy $own) $facts $names) -}}
{{- end -}}
{{- end -}}
{{- toJson $services -}}
{{- end -}}

{{/* Where this release, or another one, has connection-service. */}}
{{- define "sluice.connectionServiceUrl" -}}
{{- $services := include "sluice.services" . | fromJson -}}
{{- $own := index $services "connection-service" -}}
{{- if and $own (not .Values.connectionService.url) -}}
http://{{ $own.fullname }}:{{ int $own.http }}
{{- else -}}
{{- .Values.connectionService.url -}}
{{- end -}}
{{- end -}}

{{/* Where analysts reach evidence. */}}
{{- define "sluice.evidenceUrl" -}}
{{- if .Values.evidence.publicUrl -}}
{{- .Values.evidence.publicUrl -}}
{{- else if and (ne .Values.exposure.kind "none") .Values.exposure.evidence.host -}}
https://{{ .Values.exposure.evidence.host }}
{{- end -}}
{{- end -}}

{{/* The secret with a service's own login or certificate for Kafka. */}}
{{- define "sluice.kafkaSecret" -}}
{{- if .service.kafkaSecret -}}
{{- .service.kafkaSecret -}}
{{- else if .root.Values.strimzi.users.create -}}
{{- .service.fullname -}}
{{- end -}}
{{- end -}}

{{/* The port of a URL. */}}
{{- define "sluice.port" -}}
{{- $url := urlParse . -}}
{{- $port := regexFind ":[0-9]+$" $url.host | trimPrefix ":" -}}
{{- $port | default (ternary "80" "443" (eq $url.scheme "http")) -}}
{{- end -}}
