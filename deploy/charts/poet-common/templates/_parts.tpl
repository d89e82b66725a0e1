{{/* What pods of our programs and of servers have in common. */}}

{{- define "poet-common.podMetadata" -}}
labels:
  {{- include "poet-common.podLabels" . | nindent 2 }}
annotations:
  checksum/config: {{ .w.env | toJson | sha256sum }}
  {{- with .root.Values.secretsRevision }}
  po.et/secrets-revision: {{ . | quote }}
  {{- end }}
  # Temporary files are no reason to keep a node that could be removed.
  cluster-autoscaler.kubernetes.io/safe-to-evict-local-volumes: tmp
{{- end }}

{{- define "poet-common.identity" -}}
serviceAccountName: {{ .w.serviceAccount | default .root.Release.Name }}
# Nothing asks the API server.
automountServiceAccountToken: false
# A Service called frost would become a setting FROST_PORT.
enableServiceLinks: false
{{- with .root.Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
securityContext:
  runAsNonRoot: true
  runAsUser: 65532
  runAsGroup: 65532
  fsGroup: 65532
  fsGroupChangePolicy: OnRootMismatch
  seccompProfile:
    type: RuntimeDefault
{{- end }}

{{- define "poet-common.image" -}}
image: {{ printf "%s@%s" .root.Values.image.repository .root.Values.image.digest | quote }}
imagePullPolicy: IfNotPresent
{{- end }}

{{- define "poet-common.bounds" -}}
resources:
  requests:
    cpu: {{ .w.resources.cpu }}
    memory: {{ .w.resources.memory }}
  # No limit on the processor: it would slow the start and each burst, and protect nobody whom the requests do not.
  limits:
    memory: {{ .w.resources.memory }}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  runAsNonRoot: true
  capabilities:
    drop:
      - ALL
{{- end }}

{{/* Where its pods may be: one of the groups of docs/decisions/0030, or anywhere. */}}
{{- define "poet-common.instanceGroup" -}}
{{- with .root.Values.instanceGroup -}}
affinity:
  nodeAffinity:
    requiredDuringSchedulingIgnoredDuringExecution:
      nodeSelectorTerms:
        - matchExpressions:
            - key: po.et/instance-group
              operator: In
              values:
                - {{ . }}
{{- if ne . "core" }}
tolerations:
  - key: dedicated
    operator: Equal
    value: {{ . }}
    effect: NoSchedule
{{- end }}
{{- end }}
{{- end }}
