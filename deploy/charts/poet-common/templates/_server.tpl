{{/*
A foreign server that keeps something on a disk: a StatefulSet with a volume for each pod. A workload of this kind says
name, component, env, replicas, resources, ingress and egress as in _names.tpl, and

  command            of its program
  prepare            a script for sh that runs before the program, on the same volume; none where there is nothing to prepare
  ports              a map from names to numbers
  probes             the container's probes, as Kubernetes has them
  data               where its volume is mounted
  mounts             Secrets that it reads as files: a list of {name, secret, key, path}
  graceSeconds       how long it may take to write down what it has
  unready            whether clients are led to a pod also while it is not ready
*/}}
{{- define "poet-common.server" -}}
{{- $values := .root.Values }}
{{- $w := .w }}
apiVersion: apps/v1
kind: StatefulSet
metadata:
  {{- include "poet-common.metadata" . | nindent 2 }}
  {{- if $values.reloader }}
  annotations:
    reloader.stakater.com/auto: "true"
  {{- end }}
spec:
  replicas: {{ int $w.replicas }}
  serviceName: {{ $w.name }}
  # An update goes from one to the next all the same; but it is not held up by a pod that was not ready before.
  podManagementPolicy: Parallel
  updateStrategy:
    type: RollingUpdate
  minReadySeconds: 5
  revisionHistoryLimit: 5
  # What is on the disks is not the release's to remove.
  persistentVolumeClaimRetentionPolicy:
    whenDeleted: Retain
    whenScaled: Retain
  selector:
    matchLabels:
      {{- include "poet-common.selector" . | nindent 6 }}
  template:
    metadata:
      {{- include "poet-common.podMetadata" . | nindent 6 }}
    spec:
      {{- include "poet-common.identity" . | nindent 6 }}
      terminationGracePeriodSeconds: {{ int $w.graceSeconds }}
      {{- include "poet-common.serverSpread" . | nindent 6 }}
      {{- with include "poet-common.instanceGroup" . }}
      {{- . | nindent 6 }}
      {{- end }}
      {{- with $w.prepare }}
      initContainers:
        - name: prepare
          {{- include "poet-common.image" $ | nindent 10 }}
          command:
            - sh
            - -ec
            - |
              {{- . | trim | nindent 14 }}
          {{- include "poet-common.serverContainer" $ | trim | nindent 10 }}
      {{- end }}
      containers:
        - name: {{ $w.component }}
          {{- include "poet-common.image" . | nindent 10 }}
          command:
            {{- toYaml $w.command | nindent 12 }}
          {{- include "poet-common.serverContainer" . | trim | nindent 10 }}
          ports:
            {{- range $name, $port := $w.ports }}
            - name: {{ $name }}
              containerPort: {{ int $port }}
            {{- end }}
          {{- toYaml $w.probes | nindent 10 }}
      volumes:
        - name: tmp
          emptyDir:
            sizeLimit: {{ $values.temporaryFiles }}
        {{- range $w.mounts }}
        - name: {{ .name }}
          secret:
            secretName: {{ .secret }}
            defaultMode: 0440
            items:
              - key: {{ .key }}
                path: {{ base .path }}
        {{- end }}
  volumeClaimTemplates:
    - apiVersion: v1
      kind: PersistentVolumeClaim
      metadata:
        name: data
        labels:
          {{- include "poet-common.selector" . | nindent 10 }}
      spec:
        accessModes:
          - ReadWriteOnce
        {{- with $values.storage.className }}
        storageClassName: {{ . }}
        {{- end }}
        resources:
          requests:
            storage: {{ $values.storage.size }}
{{- end }}

{{- define "poet-common.serverContainer" -}}
{{- with .w.env }}
env:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{ include "poet-common.bounds" . }}
volumeMounts:
  - name: data
    mountPath: {{ .w.data }}
  - name: tmp
    mountPath: /tmp
  {{- range .w.mounts }}
  - name: {{ .name }}
    mountPath: {{ dir .path }}
    readOnly: true
  {{- end }}
{{- end }}

{{/* A volume stays in its zone, so that only the first choice counts; the pods of an update take their places again. */}}
{{- define "poet-common.serverSpread" -}}
topologySpreadConstraints:
  {{- with int .root.Values.zones }}
  - topologyKey: topology.kubernetes.io/zone
    maxSkew: 1
    minDomains: {{ . }}
    whenUnsatisfiable: DoNotSchedule
    labelSelector:
      matchLabels:
        {{- include "poet-common.selector" $ | nindent 8 }}
  {{- end }}
  - topologyKey: kubernetes.io/hostname
    maxSkew: 1
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels:
        {{- include "poet-common.selector" . | nindent 8 }}
{{- end }}

{{/*
Each pod has a name of its own (RELEASE-0.RELEASE), and all of them together the Service's. Takes root, w, and the names
of the ports that clients use.
*/}}
{{- define "poet-common.serverService" -}}
apiVersion: v1
kind: Service
metadata:
  {{- include "poet-common.metadata" . | nindent 2 }}
spec:
  type: ClusterIP
  clusterIP: None
  {{- if .w.unready }}
  publishNotReadyAddresses: true
  {{- end }}
  selector:
    {{- include "poet-common.selector" . | nindent 4 }}
  ports:
    {{- range .names }}
    - name: {{ . }}
      port: {{ get $.w.ports . | int }}
      targetPort: {{ . }}
    {{- end }}
{{- end }}

{{/* All that a server is. */}}
{{- define "poet-common.serverWorkload" -}}
{{ include "poet-common.serviceAccount" . }}
---
{{ include "poet-common.server" . }}
---
{{ include "poet-common.serverService" . }}
{{- if ge (int .w.replicas) 2 }}
---
{{ include "poet-common.disruptionBudget" . }}
{{- end }}
{{- if .root.Values.networkPolicy.enabled }}
---
{{ include "poet-common.networkPolicy" . }}
---
{{ include "poet-common.denyAll" (dict "root" .root "w" (dict "name" (printf "%s-deny-all" .root.Release.Name) "component" "release")) }}
{{- end }}
{{- end }}
