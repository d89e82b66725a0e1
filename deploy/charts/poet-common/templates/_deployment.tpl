{{- define "poet-common.deployment" -}}
{{- $values := .root.Values }}
{{- $w := .w }}
apiVersion: apps/v1
kind: Deployment
metadata:
  {{- include "poet-common.metadata" . | nindent 2 }}
  {{- if $values.reloader }}
  annotations:
    reloader.stakater.com/auto: "true"
  {{- end }}
spec:
  {{- if not $w.autoscaling.enabled }}
  replicas: {{ int $w.replicas }}
  {{- end }}
  strategy:
    {{- if $w.alone }}
    # Two at once are not meant.
    type: Recreate
    {{- else }}
    type: RollingUpdate
    rollingUpdate:
      maxUnavailable: 0
      maxSurge: 25%
    {{- end }}
  minReadySeconds: 5
  progressDeadlineSeconds: 600
  revisionHistoryLimit: 5
  selector:
    matchLabels:
      {{- include "poet-common.selector" . | nindent 6 }}
  template:
    {{- include "poet-common.podTemplate" . | trim | nindent 4 }}
{{- end }}

{{- define "poet-common.serviceAccount" -}}
apiVersion: v1
kind: ServiceAccount
metadata:
  {{- include "poet-common.metadata" . | nindent 2 }}
  {{- if .early }}
  annotations:
    {{- include "poet-common.early" (dict "root" .root "weight" .early) | nindent 4 }}
  {{- end }}
automountServiceAccountToken: false
{{- end }}
