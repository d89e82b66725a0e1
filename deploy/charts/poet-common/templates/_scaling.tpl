{{- define "poet-common.autoscaler" -}}
{{- $w := .w }}
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  {{- include "poet-common.metadata" . | nindent 2 }}
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: {{ $w.name }}
  minReplicas: {{ int $w.autoscaling.minReplicas }}
  maxReplicas: {{ int $w.autoscaling.maxReplicas }}
  metrics:
    {{- range $resource, $percent := dict "cpu" $w.autoscaling.cpuPercent "memory" $w.autoscaling.memoryPercent }}
    - type: ContainerResource
      containerResource:
        name: {{ $resource }}
        container: {{ $w.component }}
        target:
          type: Utilization
          averageUtilization: {{ int $percent }}
    {{- end }}
  behavior:
    scaleUp:
      # A JVM that starts is busy: half a minute must pass before that counts.
      stabilizationWindowSeconds: 30
      selectPolicy: Max
      policies:
        - type: Pods
          value: 2
          periodSeconds: 30
        - type: Percent
          value: 100
          periodSeconds: 60
    scaleDown:
      stabilizationWindowSeconds: 300
      selectPolicy: Max
      policies:
        - type: Pods
          value: 1
          periodSeconds: 60
{{- end }}

{{/* Only where two pods are always wanted: over one it would keep its node for ever. */}}
{{- define "poet-common.disruptionBudget" -}}
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  {{- include "poet-common.metadata" . | nindent 2 }}
spec:
  maxUnavailable: 1
  unhealthyPodEvictionPolicy: AlwaysAllow
  selector:
    matchLabels:
      {{- include "poet-common.selector" . | nindent 6 }}
{{- end }}

{{/* All that a workload is, but for its Service. */}}
{{- define "poet-common.workload" -}}
{{ include "poet-common.deployment" . }}
{{- if .w.autoscaling.enabled }}
---
{{ include "poet-common.autoscaler" . }}
{{- end }}
{{- if ge (include "poet-common.minReplicas" .w | int) 2 }}
---
{{ include "poet-common.disruptionBudget" . }}
{{- end }}
{{- if .root.Values.networkPolicy.enabled }}
---
{{ include "poet-common.networkPolicy" . }}
{{- end }}
{{- if include "poet-common.monitors" .root }}
---
{{ include "poet-common.podMonitor" . }}
{{- end }}
{{- end }}
