{{/* Whether there is somebody to read monitors and alerts: not empty if so. */}}
{{- define "poet-common.monitors" -}}
{{- $when := .Values.monitoring.enabled }}
{{- if or (eq $when "always") (and (eq $when "auto") (.Capabilities.APIVersions.Has "monitoring.coreos.com/v1")) }}yes{{ end }}
{{- end }}

{{- define "poet-common.podMonitor" -}}
apiVersion: monitoring.coreos.com/v1
kind: PodMonitor
metadata:
  {{- include "poet-common.metadata" . | nindent 2 }}
spec:
  selector:
    matchLabels:
      {{- include "poet-common.selector" . | nindent 6 }}
  podTargetLabels:
    - app.kubernetes.io/instance
    - app.kubernetes.io/component
  podMetricsEndpoints:
    - port: {{ .port | default "management" }}
      path: {{ .path | default "/metrics" }}
      interval: {{ .root.Values.monitoring.interval }}
{{- end }}
