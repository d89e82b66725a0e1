{{/*
Makes the repository where there is none yet, brings one of an older Kubo up to date, and writes into its configuration
what these values say, each time: a pod that starts again has what the chart has. It is made beside its place and moved
there, so that none stands there half made.
*/}}
{{- define "poet-ipfs.prepare" -}}
if [ ! -e "$IPFS_PATH" ]; then
  rm -rf "$IPFS_PATH.new"
  IPFS_PATH="$IPFS_PATH.new" ipfs init --profile={{ join "," .Values.profiles }}
  mv "$IPFS_PATH.new" "$IPFS_PATH"
fi
ipfs repo migrate
ipfs config Addresses.API /ip4/0.0.0.0/tcp/5001
ipfs config Addresses.Gateway /ip4/0.0.0.0/tcp/8080
ipfs config --json Addresses.Swarm '["/ip4/0.0.0.0/tcp/4001"]'
ipfs config Routing.Type {{ .Values.routing }}
{{- if eq .Values.routing "none" }}
ipfs config --json AutoConf.Enabled false
ipfs config --json Bootstrap '[]'
{{- else }}
ipfs config --json AutoConf.Enabled true
ipfs config --json Bootstrap '["auto"]'
{{- end }}
# Both would else be of the machine, or of nobody: room on the disk, and memory for connections.
ipfs config Datastore.StorageMax {{ .Values.storage.size }}B
ipfs config Swarm.ResourceMgr.MaxMemory {{ div (include "poet-common.mebibytes" .Values.resources.memory | int) 2 }}MiB
# Its gateway gives what it has, and fetches nothing for strangers.
ipfs config --json Gateway.NoFetch true
{{- if .Values.api.existingSecret }}
ipfs config --json API.Authorizations "$(cat /run/secrets/ipfs/authorizations.json)"
{{- else }}
ipfs config --json API.Authorizations null
{{- end }}
{{- end }}

{{- define "poet-ipfs.workload" -}}
{{- $values := .Values }}
{{- $memory := include "poet-common.mebibytes" $values.resources.memory | int }}
{{- $env := list
  (dict "name" "IPFS_PATH" "value" "/data/repository")
  (dict "name" "HOME" "value" "/tmp")
  (dict "name" "IPFS_TELEMETRY" "value" "off")
  (dict "name" "GOMEMLIMIT" "value" (printf "%dMiB" (div (mul $memory 8) 10))) }}
{{- /* The empty file, which is in its own name: no disk is asked, nor anybody else. */}}
{{- $get := dict "path" "/ipfs/bafkqaaa" "port" "gateway" }}
{{- $probes := dict
  "startupProbe" (dict "httpGet" $get "periodSeconds" 5 "timeoutSeconds" 5 "failureThreshold" (div (add (int $values.probes.startupSeconds) 4) 5))
  "readinessProbe" (dict "httpGet" $get "periodSeconds" 5 "timeoutSeconds" 5 "failureThreshold" 3)
  "livenessProbe" (dict "httpGet" $get "periodSeconds" 20 "timeoutSeconds" 10 "failureThreshold" 6) }}
{{- $mounts := list }}
{{- with $values.api }}
{{- if .existingSecret }}
{{- $mounts = list (dict "name" "api" "secret" .existingSecret "key" .key "path" "/run/secrets/ipfs/authorizations.json") }}
{{- end }}
{{- end }}
{{- dict
  "component" "ipfs"
  "name" .Release.Name
  "replicas" $values.replicas
  "prepare" (include "poet-ipfs.prepare" .)
  "command" (list "ipfs" "daemon" "--enable-gc")
  "env" $env
  "ports" (dict "api" 5001 "gateway" 8080 "swarm" 4001)
  "probes" $probes
  "data" "/data"
  "mounts" $mounts
  "resources" $values.resources
  "graceSeconds" $values.shutdown.graceSeconds
  "ingress" (list (dict "peer" "nodes" "port" 5001) (dict "peer" "monitoring" "port" 5001) (dict "peer" "readers" "port" 8080) (dict "peer" "ipfs" "port" 4001))
  "egress" (list "dns" "ipfs")
  | toYaml }}
{{- end }}
