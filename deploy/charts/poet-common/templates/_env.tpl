{{/*
The environment of a program, as a list: settings and secrets by the names that the program knows them by, and what the
chart itself decides (fixed). A secret whose name ends with _FILE is a file that the program reads again and again.
*/}}
{{- define "poet-common.env" -}}
{{- range $name, $value := merge (dict) .fixed .settings }}
- name: {{ $name }}
  value: {{ $value | quote }}
{{- end }}
{{- range $name, $reference := .secrets }}
- name: {{ $name }}
  {{- if hasSuffix "_FILE" $name }}
  value: /run/secrets/poet/{{ $name }}
  {{- else }}
  valueFrom:
    secretKeyRef:
      name: {{ $reference.existingSecret }}
      key: {{ $reference.key | default $name }}
  {{- end }}
{{- end }}
{{- end }}

{{/* Secrets that are mounted: the list of names. */}}
{{- define "poet-common.secretFiles" -}}
{{- range $name, $reference := . }}
{{- if hasSuffix "_FILE" $name }}
- secret:
    name: {{ $reference.existingSecret }}
    items:
      - key: {{ $reference.key | default $name }}
        path: {{ $name }}
{{- end }}
{{- end }}
{{- end }}
