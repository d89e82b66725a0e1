{{/* What is wrong with the values of our programs; a sentence a line. Takes root, workloads, and drainSeconds. */}}
{{- define "poet-common.problems" -}}
{{- $values := .root.Values }}
{{- $root := .root }}
{{- $drain := int .drainSeconds }}
{{- include "poet-common.anyProblems" . }}
{{- $pause := int $values.shutdown.preStopSeconds }}
{{- $last := int $values.shutdown.lastAnswersSeconds }}
{{- if le (int $values.shutdown.graceSeconds) (add $pause $last $drain) }}
shutdown.graceSeconds is {{ int $values.shutdown.graceSeconds }}: it has to be more than shutdown.preStopSeconds ({{ $pause }}), shutdown.lastAnswersSeconds ({{ $last }}) and the {{ $drain }} seconds that the program takes at most to stop.
{{- end }}
{{- $fixed := add (int $values.jvm.directMebibytes) (int $values.jvm.metaspaceMebibytes) (int $values.jvm.codeCacheMebibytes) (int $values.jvm.otherMebibytes) }}
{{- $connections := 0 }}
{{- range .workloads }}
{{- $memory := include "poet-common.mebibytes" .resources.memory | int }}
{{- $heap := div (mul $memory (int $values.jvm.heapPercent)) 100 }}
{{- if gt (add $heap $fixed) $memory }}
{{ .component }} has {{ $memory }}Mi of memory, but its JVM may take {{ add $heap $fixed }}Mi: {{ $heap }}Mi of heap and {{ $fixed }}Mi of all else (jvm).
{{- end }}
{{- if .autoscaling.enabled }}
{{- if lt (int .autoscaling.maxReplicas) (int .autoscaling.minReplicas) }}
{{ .component }} scales from {{ int .autoscaling.minReplicas }} to {{ int .autoscaling.maxReplicas }} pods: autoscaling.maxReplicas is less than autoscaling.minReplicas.
{{- end }}
{{- end }}
{{- $pods := include "poet-common.maxReplicas" . | int }}
{{- /* An update starts a quarter more, rounded up, before it ends the old ones. */}}
{{- $connections = add $connections (mul .connections (add $pods (div (add $pods 3) 4))) }}
{{- if gt (len .name) 63 }}
The release's name is too long: {{ .name }} has more than 63 characters.
{{- end }}
{{- end }}
{{- if gt $connections (int $values.database.connectionBudget) }}
The pods may open {{ $connections }} connections to the database when all of them run and are updated at once; database.connectionBudget is {{ int $values.database.connectionBudget }}.
{{- end }}
{{- range $name, $value := .settings }}
{{- if regexMatch "(?i)([?&]password=|://[^/@?]*@)" $value }}
settings.{{ $name }} has a password in it: settings are for all to read. Give it by secrets, or leave the password out.
{{- end }}
{{- end }}
{{- end }}

{{- define "poet-common.routeProblems" -}}
{{- with .Values.route }}
{{- if and .enabled (not .hostnames) }}
route.enabled needs route.hostnames: without them every name that reaches the gateway would lead here.
{{- end }}
{{- if and .enabled (not .gateway.name) }}
route.enabled needs route.gateway.name.
{{- end }}
{{- end }}
{{- end }}

{{/* Of the values that all charts have. Takes root. */}}
{{- define "poet-common.anyProblems" -}}
{{- $values := .root.Values }}
{{- if not $values.image.digest }}
image.digest is empty: name the image by its digest, sha256:…, so that what runs is what was tested.
{{- end }}
{{- if $values.networkPolicy.enabled }}
{{- range $name, $peers := $values.networkPolicy.peers }}
{{- range $peers }}
{{- if and .cidr (or .namespace .podLabels) }}
A peer of networkPolicy.peers.{{ $name }} has a cidr, and a namespace or podLabels: it is the one or the other.
{{- end }}
{{- if and .except (not .cidr) }}
A peer of networkPolicy.peers.{{ $name }} has an except without the cidr that it is taken from.
{{- end }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}
