{{/*
What each role is: whether it serves HTTP, and what it talks to. Only who spends
or reads coins is told how to reach the Bitcoin node, and only who reads or writes blocks the IPFS nodes.
*/}}
{{- define "poet-node.roles" -}}
api: {serves: true, uses: [ipfs]}
batch-reader: {uses: [ipfs, ipfsGateways]}
batch-writer: {uses: [ipfs]}
blockchain-reader: {uses: [bitcoin]}
blockchain-writer: {uses: [bitcoin]}
health: {uses: [ipfs, bitcoin]}
storage-reader: {uses: [ipfs, ipfsGateways]}
storage-writer: {uses: [ipfs]}
view: {uses: []}
all: {serves: true, uses: [ipfs, ipfsGateways, bitcoin]}
{{- end }}

{{/* The workload of a role, as poet-common takes it. Takes root, role. */}}
{{- define "poet-node.workload" -}}
{{- $values := .root.Values }}
{{- $fact := get (include "poet-node.roles" . | fromYaml) .role }}
{{- $role := get $values.roles .role }}
{{- $secrets := merge (dict) $role.secrets $values.secrets }}
{{- if not (has "bitcoin" $fact.uses) }}{{ $secrets = omit $secrets "NODE_BITCOIN_URL" }}{{ end }}
{{- if not (has "ipfs" $fact.uses) }}{{ $secrets = omit $secrets "NODE_IPFS_URLS" }}{{ end }}
{{- $settings := merge (dict) $role.settings $values.settings }}
{{- $fixed := dict "NODE_HOST" "0.0.0.0" "NODE_PORT" "18080" "NODE_MANAGEMENT_PORT" "9000" }}
{{- if ne .role "all" }}{{ $_ := set $fixed "NODE_ROLES" .role }}{{ end }}
{{- $shared := hasKey $values.secrets "NODE_RABBITMQ_URL" }}
{{- $ingress := list (dict "peer" "monitoring" "port" 9000) }}
{{- if $fact.serves }}
{{- $ingress = concat $ingress (list (dict "peer" "clients" "port" 18080)) }}
{{- if $values.route.enabled }}{{ $ingress = concat $ingress (list (dict "peer" "gateway" "port" 18080)) }}{{ end }}
{{- end }}
{{- $w := dict
  "component" .role
  "name" (printf "%s-%s" .root.Release.Name .role)
  "env" (include "poet-common.env" (dict "settings" $settings "secrets" $secrets "fixed" $fixed) | fromYamlArray)
  "managementPort" 9000
  "replicas" $role.replicas
  "autoscaling" ($role.autoscaling | default (dict "enabled" false))
  "resources" $role.resources
  "alone" (not $shared)
  "connections" (get $settings "NODE_DATABASE_CONNECTIONS" | default "16" | int)
  "ingress" $ingress
  "egress" (concat (list "dns" "postgresql") (ternary (list "rabbitmq") list $shared) $fact.uses)
}}
{{- if $fact.serves }}{{ $_ := set $w "port" 18080 }}{{ end }}
{{- $w | toYaml }}
{{- end }}

{{/* The workloads that are on, as a list. */}}
{{- define "poet-node.workloads" -}}
{{- range $role, $fact := include "poet-node.roles" . | fromYaml }}
{{- if (get $.Values.roles $role).enabled }}
- {{- include "poet-node.workload" (dict "root" $ "role" $role) | nindent 2 }}
{{- end }}
{{- end }}
{{- end }}

{{/* The role whose pods serve the API. */}}
{{- define "poet-node.server" -}}
{{- if .Values.roles.all.enabled }}all{{ else }}api{{ end }}
{{- end }}

{{/* A one-off command of the node. Takes root, component (the command), and broker: whether it needs one. */}}
{{- define "poet-node.job" -}}
{{- $values := .root.Values }}
{{- $secrets := pick $values.secrets "NODE_DATABASE_PASSWORD" }}
{{- if .broker }}{{ $secrets = pick $values.secrets "NODE_DATABASE_PASSWORD" "NODE_RABBITMQ_URL" }}{{ end }}
{{- $name := printf "%s-%s" .root.Release.Name .component }}
{{- dict
  "job" true
  "component" .component
  "name" $name
  "serviceAccount" (ternary $name .root.Release.Name (eq .component "migrate"))
  "arguments" (list .component)
  "env" (include "poet-common.env" (dict "settings" $values.settings "secrets" $secrets "fixed" dict) | fromYamlArray)
  "resources" $values.migration.resources
  "ingress" list
  "egress" (concat (list "dns" "postgresql") (ternary (list "rabbitmq") list (hasKey $secrets "NODE_RABBITMQ_URL")))
  | toYaml }}
{{- end }}
