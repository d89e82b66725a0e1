{{- define "poet-frost-api.workload" -}}
{{- $values := .Values }}
{{- $fixed := dict "FROST_PROFILE" "production" "FROST_HOST" "0.0.0.0" "FROST_PORT" "3000" "FROST_MANAGEMENT_PORT" "9001" }}
{{- $ingress := list (dict "peer" "monitoring" "port" 9001) (dict "peer" "clients" "port" 3000) }}
{{- if $values.route.enabled }}{{ $ingress = append $ingress (dict "peer" "gateway" "port" 3000) }}{{ end }}
{{- dict
  "component" "api"
  "name" .Release.Name
  "env" (include "poet-common.env" (dict "settings" $values.settings "secrets" $values.secrets "fixed" $fixed) | fromYamlArray)
  "secretFiles" (include "poet-common.secretFiles" $values.secrets | fromYamlArray)
  "port" 3000
  "managementPort" 9001
  "replicas" $values.replicas
  "autoscaling" $values.autoscaling
  "resources" $values.resources
  "connections" (get $values.settings "FROST_DATABASE_CONNECTIONS" | default "16" | int)
  "ingress" $ingress
  "ingressOf" (list (dict "component" "smoke" "port" 3000))
  "egress" (list "dns" "postgresql" "vault" "nodes" "smtp" "webhooks")
  | toYaml }}
{{- end }}

{{/* A one-off command of Frost. Takes root, component, and the names of peers that it needs. */}}
{{- define "poet-frost-api.job" -}}
{{- $values := .root.Values }}
{{- $name := printf "%s-%s" .root.Release.Name .component }}
{{- dict
  "job" true
  "component" .component
  "name" $name
  "serviceAccount" (ternary $name .root.Release.Name (eq .component "migrate"))
  "arguments" (list .component)
  "env" (include "poet-common.env" (dict "settings" $values.settings "secrets" .secrets "fixed" dict) | fromYamlArray)
  "secretFiles" (include "poet-common.secretFiles" .secrets | fromYamlArray)
  "resources" $values.migration.resources
  "ingress" list
  "egress" .egress
  | toYaml }}
{{- end }}
