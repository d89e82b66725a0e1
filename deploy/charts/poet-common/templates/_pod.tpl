{{/* A pod template: of a Deployment, or (w.job) of a Job. */}}
{{- define "poet-common.podTemplate" -}}
{{- $values := .root.Values }}
{{- $w := .w }}
metadata:
  {{- include "poet-common.podMetadata" . | nindent 2 }}
spec:
  {{- include "poet-common.identity" . | nindent 2 }}
  {{- if $w.job }}
  restartPolicy: Never
  {{- else }}
  terminationGracePeriodSeconds: {{ int $values.shutdown.graceSeconds }}
  {{- include "poet-common.spread" . | nindent 2 }}
  {{- end }}
  {{- with include "poet-common.instanceGroup" . }}
  {{- . | nindent 2 }}
  {{- end }}
  containers:
    - name: {{ $w.component }}
      {{- include "poet-common.container" . | trim | nindent 6 }}
  volumes:
    - name: tmp
      emptyDir:
        sizeLimit: {{ $values.temporaryFiles }}
    {{- with $w.secretFiles }}
    - name: secrets
      projected:
        defaultMode: 0440
        sources:
          {{- toYaml . | nindent 10 }}
    {{- end }}
    {{- with $values.trust.existingSecret }}
    - name: trust
      secret:
        secretName: {{ . }}
        defaultMode: 0440
    {{- end }}
{{- end }}

{{- define "poet-common.container" -}}
{{- $values := .root.Values }}
{{- $w := .w }}
{{ include "poet-common.image" . }}
# What belongs to the build is in the image's file of options; what belongs to the container's size is here.
command:
  - java
  - "@/app/jvm.options"
  {{- range $values.jvm.options }}
  - {{ . | quote }}
  {{- end }}
  - -XX:MaxRAMPercentage={{ int $values.jvm.heapPercent }}
  - -XX:MaxDirectMemorySize={{ int $values.jvm.directMebibytes }}m
  - -XX:MaxMetaspaceSize={{ int $values.jvm.metaspaceMebibytes }}m
  - -XX:ReservedCodeCacheSize={{ int $values.jvm.codeCacheMebibytes }}m
  - -XX:+ExitOnOutOfMemoryError
  - -Dquarkus.shutdown.delay={{ int $values.shutdown.lastAnswersSeconds }}S
  {{- if $values.trust.existingSecret }}
  - -Djavax.net.ssl.trustStore=/run/trust/truststore.p12
  # It holds no keys; this is only the password that every such file has.
  - -Djavax.net.ssl.trustStorePassword=changeit
  {{- end }}
  - -jar
  - /app/quarkus-run.jar
{{- with $w.arguments }}
args:
  {{- toYaml . | nindent 2 }}
{{- end }}
env:
  {{- toYaml $w.env | nindent 2 }}
{{ include "poet-common.bounds" . }}
volumeMounts:
  - name: tmp
    mountPath: /tmp
  {{- if $w.secretFiles }}
  - name: secrets
    mountPath: /run/secrets/poet
    readOnly: true
  {{- end }}
  {{- if $values.trust.existingSecret }}
  - name: trust
    mountPath: /run/trust
    readOnly: true
  {{- end }}
{{- if not $w.job }}
ports:
  {{- if $w.port }}
  - name: http
    containerPort: {{ int $w.port }}
  {{- end }}
  - name: management
    containerPort: {{ int $w.managementPort }}
startupProbe:
  httpGet:
    path: /q/health/started
    port: management
  periodSeconds: 2
  timeoutSeconds: 2
  failureThreshold: {{ div (add (int $values.probes.startupSeconds) 1) 2 }}
readinessProbe:
  httpGet:
    path: /q/health/ready
    port: management
  periodSeconds: 5
  # The program gives its database ten seconds; an answer that takes longer than this is no answer to a client either.
  timeoutSeconds: 5
  failureThreshold: 3
livenessProbe:
  httpGet:
    path: /q/health/live
    port: management
  periodSeconds: 10
  timeoutSeconds: 5
  failureThreshold: 6
{{- if $w.port }}
lifecycle:
  preStop:
    # Until nobody sends requests here any more; the image has no shell that could wait.
    sleep:
      seconds: {{ int $values.shutdown.preStopSeconds }}
{{- end }}
{{- end }}
{{- end }}

{{- define "poet-common.spread" -}}
topologySpreadConstraints:
  {{- with int .root.Values.zones }}
  - topologyKey: topology.kubernetes.io/zone
    maxSkew: 1
    minDomains: {{ . }}
    whenUnsatisfiable: DoNotSchedule
    # Old and new pods of an update are spread each for themselves.
    matchLabelKeys:
      - pod-template-hash
    labelSelector:
      matchLabels:
        {{- include "poet-common.selector" $ | nindent 8 }}
  {{- end }}
  - topologyKey: kubernetes.io/hostname
    maxSkew: 1
    whenUnsatisfiable: ScheduleAnyway
    matchLabelKeys:
      - pod-template-hash
    labelSelector:
      matchLabels:
        {{- include "poet-common.selector" . | nindent 8 }}
{{- end }}
