{{/* Where each chain's RPC is, as Bitcoin Core has it. */}}
{{- define "poet-bitcoind.rpcPort" -}}
{{- get (dict "main" 8332 "testnet4" 48332 "signet" 38332 "regtest" 18443) .Values.chain -}}
{{- end }}

{{- define "poet-bitcoind.cli" -}}
bitcoin-cli -datadir=/data -chain={{ .Values.chain }} -rpcport={{ include "poet-bitcoind.rpcPort" . }}
{{- end }}

{{/*
Ready: it answers, has left the initial download behind, and its last block is young. On regtest blocks come when
somebody makes them, so that only the first counts.
*/}}
{{- define "poet-bitcoind.ready" -}}
info=$({{ include "poet-bitcoind.cli" . }} -rpcclienttimeout=8 getblockchaininfo) || exit 1
{{- if ne .Values.chain "regtest" }}
case "$info" in
  *'"initialblockdownload": true'*) echo "it still downloads the chain"; exit 1 ;;
esac
{{- with int .Values.maxBlockAgeMinutes }}
time=$(echo "$info" | sed -n 's/^ *"time": \([0-9]*\),*$/\1/p')
if [ $(($(date +%s) - time)) -gt {{ mul 60 . }} ]; then
  echo "its last block is older than {{ . }} minutes"
  exit 1
fi
{{- end }}
{{- end }}
{{- end }}

{{- define "poet-bitcoind.workload" -}}
{{- $values := .Values }}
{{- $port := include "poet-bitcoind.rpcPort" . | int }}
{{- $command := list
  "bitcoind"
  "-datadir=/data"
  "-conf=/run/secrets/bitcoin/bitcoin.conf"
  (printf "-chain=%s" $values.chain)
  "-server=1"
  "-printtoconsole=1"
  "-debuglogfile=0"
  "-changetype=bech32"
  "-listen=0"
  (printf "-maxconnections=%d" (int $values.connections))
  "-rpcbind=0.0.0.0"
  "-rpcallowip=0.0.0.0/0"
  (printf "-rpcport=%d" $port)
  (printf "-rpcthreads=%d" (int $values.rpc.threads))
  (printf "-rpcworkqueue=%d" (int $values.rpc.queue))
  (printf "-dbcache=%d" (int $values.cacheMebibytes)) }}
{{- with int $values.pruneMebibytes }}{{ $command = append $command (printf "-prune=%d" .) }}{{ end }}
{{- if eq $values.chain "regtest" }}
{{- /* Nobody pays fees there from which one could be estimated. */}}
{{- $command = concat $command (list "-fallbackfee=0.00001" "-connect=0") }}
{{- end }}
{{- $probes := dict
  "readinessProbe" (dict
    "exec" (dict "command" (list "sh" "-c" (include "poet-bitcoind.ready" .)))
    "periodSeconds" 15
    "timeoutSeconds" 10
    "failureThreshold" 4) }}
{{- dict
  "component" "bitcoind"
  "name" .Release.Name
  "replicas" 1
  "command" $command
  "env" list
  "ports" (dict "rpc" $port)
  "probes" $probes
  "data" "/data"
  "mounts" (list (dict "name" "rpc" "secret" $values.rpc.existingSecret "key" $values.rpc.key "path" "/run/secrets/bitcoin/bitcoin.conf"))
  "resources" $values.resources
  "graceSeconds" $values.shutdown.graceSeconds
  "unready" true
  "ingress" (list (dict "peer" "nodes" "port" $port))
  "egress" (list "dns" "bitcoin")
  | toYaml }}
{{- end }}
