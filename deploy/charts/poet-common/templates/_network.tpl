{{- define "poet-common.service" -}}
apiVersion: v1
kind: Service
metadata:
  {{- include "poet-common.metadata" . | nindent 2 }}
spec:
  type: ClusterIP
  selector:
    {{- include "poet-common.selector" . | nindent 4 }}
  ports:
    - name: http
      port: {{ int .w.port }}
      targetPort: http
      appProtocol: http
{{- end }}

{{- define "poet-common.route" -}}
{{- $route := .root.Values.route }}
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata:
  {{- include "poet-common.metadata" . | nindent 2 }}
spec:
  parentRefs:
    - name: {{ $route.gateway.name }}
      {{- with $route.gateway.namespace }}
      namespace: {{ . }}
      {{- end }}
      {{- with $route.gateway.section }}
      sectionName: {{ . }}
      {{- end }}
  hostnames:
    {{- toYaml $route.hostnames | nindent 4 }}
  rules:
    - backendRefs:
        - name: {{ .w.name }}
          port: {{ int .w.port }}
{{- end }}

{{/* Nothing goes in or out that no peer of the workload's names. */}}
{{- define "poet-common.networkPolicy" -}}
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  {{- include "poet-common.metadata" . | nindent 2 }}
  {{- if .early }}
  annotations:
    {{- include "poet-common.early" (dict "root" .root "weight" .early) | nindent 4 }}
  {{- end }}
spec:
  podSelector:
    matchLabels:
      {{- include "poet-common.selector" . | nindent 6 }}
  policyTypes:
    - Ingress
    - Egress
  {{- range $name := list "ingress" "egress" }}
  {{- with include (printf "poet-common.%s" $name) $ | trim }}
  {{ $name }}:
    {{- . | nindent 4 }}
  {{- end }}
  {{- end }}
{{- end }}

{{- define "poet-common.ingress" -}}
{{- $peers := .root.Values.networkPolicy.peers }}
{{- $w := .w }}
{{- range $in := $w.ingress }}
{{- range $peer := get $peers $in.peer }}
# {{ $in.peer }}
- from:
    - {{ include "poet-common.peer" $peer | trim | indent 6 | trim }}
  ports:
    - port: {{ $in.port }}
      protocol: TCP
{{- end }}
{{- end }}
{{- range $w.ingressOf }}
# {{ .component }} of this release
- from:
    - podSelector:
        matchLabels:
          app.kubernetes.io/instance: {{ $.root.Release.Name }}
          app.kubernetes.io/component: {{ .component }}
  ports:
    - port: {{ .port }}
      protocol: TCP
{{- end }}
{{- end }}

{{- define "poet-common.egress" -}}
{{- $peers := .root.Values.networkPolicy.peers }}
{{- $w := .w }}
{{- range $name := $w.egress }}
{{- range $peer := get $peers $name }}
# {{ $name }}
- to:
    - {{ include "poet-common.peer" $peer | trim | indent 6 | trim }}
  {{- with $peer.ports }}
  ports:
    {{- range . }}
    - port: {{ int . }}
      protocol: TCP
    {{- if eq $name "dns" }}
    - port: {{ int . }}
      protocol: UDP
    {{- end }}
    {{- end }}
  {{- end }}
{{- end }}
{{- end }}
{{- range $w.egressTo }}
# {{ .component }} of this release
- to:
    - podSelector:
        matchLabels:
          app.kubernetes.io/instance: {{ $.root.Release.Name }}
          app.kubernetes.io/component: {{ .component }}
  ports:
    - port: {{ .port }}
      protocol: TCP
{{- end }}
{{- end }}

{{- define "poet-common.peer" -}}
{{- if .cidr -}}
ipBlock:
  cidr: {{ .cidr }}
  {{- with .except }}
  except:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- else -}}
{{- with .namespace }}
namespaceSelector:
  matchLabels:
    kubernetes.io/metadata.name: {{ . }}
{{- end }}
podSelector:{{ if not .podLabels }} {}{{ end }}
  {{- with .podLabels }}
  matchLabels:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end }}
{{- end }}

{{/* What has no policy of its own, such as a test's pod, has this. */}}
{{- define "poet-common.denyAll" -}}
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  {{- include "poet-common.metadata" . | nindent 2 }}
spec:
  podSelector:
    matchLabels:
      app.kubernetes.io/name: {{ .root.Chart.Name }}
      app.kubernetes.io/instance: {{ .root.Release.Name }}
  policyTypes:
    - Ingress
    - Egress
{{- end }}
