{{/*
Every template here takes a dict: root (the chart's context) and w, one workload. A workload says

  name, component    what its objects are called, and the label app.kubernetes.io/component
  image              with its parts, as in values
  arguments          of the program; none to serve
  env                a list, from poet-common.env
  port               where it serves HTTP, if it does; managementPort where health and metrics are
  replicas, autoscaling, resources     as in values
  drainSeconds       how long the program takes at most to stop
  ingress, egress    lists of {peer, port}: names of networkPolicy.peers, with the own port for ingress
*/}}

{{- define "poet-common.labels" -}}
{{ include "poet-common.podLabels" . }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" }}
{{- end }}

{{- define "poet-common.podLabels" -}}
{{ include "poet-common.selector" . }}
app.kubernetes.io/part-of: poet
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
{{- end }}

{{/* Never the version: a selector cannot change. */}}
{{- define "poet-common.selector" -}}
app.kubernetes.io/name: {{ .root.Chart.Name }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .w.component }}
{{- end }}

{{- define "poet-common.metadata" -}}
name: {{ .w.name }}
namespace: {{ .root.Release.Namespace }}
labels:
  {{- include "poet-common.labels" . | nindent 2 }}
{{- end }}

{{/* Under Helm a hook, under Argo CD a wave before everything else: see docs/decisions/0030. */}}
{{- define "poet-common.early" -}}
{{- if eq .root.Values.deploymentMethod "argocd" -}}
argocd.argoproj.io/sync-wave: {{ .weight | quote }}
{{- else -}}
helm.sh/hook: pre-install,pre-upgrade
helm.sh/hook-weight: {{ .weight | quote }}
helm.sh/hook-delete-policy: before-hook-creation
{{- end }}
{{- end }}

{{/* MiB of a quantity in Mi or Gi, the only units that the schema takes. */}}
{{- define "poet-common.mebibytes" -}}
{{- if hasSuffix "Gi" . }}{{ mul 1024 (trimSuffix "Gi" . | int) }}{{ else }}{{ trimSuffix "Mi" . | int }}{{ end -}}
{{- end }}

{{- define "poet-common.maxReplicas" -}}
{{- if .autoscaling.enabled }}{{ int .autoscaling.maxReplicas }}{{ else }}{{ int .replicas }}{{ end -}}
{{- end }}

{{- define "poet-common.minReplicas" -}}
{{- if .autoscaling.enabled }}{{ int .autoscaling.minReplicas }}{{ else }}{{ int .replicas }}{{ end -}}
{{- end }}
