{{/* Brings the database up to date before any new pod starts. It needs nothing that the release itself brings. */}}
{{- define "poet-common.migration" -}}
{{- $root := .root }}
{{- $w := .w }}
{{ include "poet-common.serviceAccount" (dict "root" $root "w" $w "early" "-20") }}
{{- if $root.Values.networkPolicy.enabled }}
---
{{ include "poet-common.networkPolicy" (dict "root" $root "w" $w "early" "-20") }}
{{- end }}
---
apiVersion: batch/v1
kind: Job
metadata:
  {{- include "poet-common.metadata" . | nindent 2 }}
  annotations:
    {{- if eq $root.Values.deploymentMethod "argocd" }}
    argocd.argoproj.io/hook: Sync
    argocd.argoproj.io/hook-delete-policy: BeforeHookCreation
    argocd.argoproj.io/sync-wave: "-10"
    {{- else }}
    {{- include "poet-common.early" (dict "root" $root "weight" "-10") | nindent 4 }}
    {{- end }}
spec:
  backoffLimit: 2
  activeDeadlineSeconds: {{ int $root.Values.migration.deadlineSeconds }}
  template:
    {{- include "poet-common.podTemplate" . | trim | nindent 4 }}
{{- end }}

{{/* A command for an operator, kept as a CronJob that never runs by itself: `kubectl create job --from=cronjob/…`. */}}
{{- define "poet-common.command" -}}
{{- if .root.Values.networkPolicy.enabled }}
{{ include "poet-common.networkPolicy" . }}
---
{{- end }}
apiVersion: batch/v1
kind: CronJob
metadata:
  {{- include "poet-common.metadata" . | nindent 2 }}
spec:
  suspend: true
  schedule: "0 0 1 1 *"
  concurrencyPolicy: Forbid
  jobTemplate:
    spec:
      backoffLimit: 2
      template:
        {{- include "poet-common.podTemplate" . | trim | nindent 8 }}
{{- end }}

{{/* What `helm test` runs, as often as it is asked. */}}
{{- define "poet-common.test" -}}
{{- if .root.Values.networkPolicy.enabled }}
{{ include "poet-common.networkPolicy" . }}
---
{{- end }}
apiVersion: batch/v1
kind: Job
metadata:
  {{- include "poet-common.metadata" . | nindent 2 }}
  annotations:
    helm.sh/hook: test
    helm.sh/hook-delete-policy: before-hook-creation
spec:
  backoffLimit: 0
  activeDeadlineSeconds: {{ int .root.Values.smoke.deadlineSeconds }}
  template:
    {{- include "poet-common.podTemplate" . | trim | nindent 4 }}
{{- end }}
