{{- define "service.deployment" -}}
{{- /* What a trial sets beside the rest; nothing where it is not one. */}}
{{- $trial := ternary (.values.trial | default dict) dict .root.Values.trial.enabled }}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "service.fullname" . }}
  labels: {{- include "service.labels" . | nindent 4 }}
spec:
  replicas: {{ .values.replicas | default .root.Values.defaults.replicas }}
  selector:
    matchLabels: {{- include "service.selector" . | nindent 6 }}
  template:
    metadata:
      labels: {{- include "service.labels" . | nindent 8 }}
      {{- with .root.Values.podAnnotations }}
      annotations: {{- toYaml . | nindent 8 }}
      {{- end }}
    spec:
      serviceAccountName: {{ include "service.fullname" . }}
      automountServiceAccountToken: false
      enableServiceLinks: false
      # Longer than the wait before the stop and DRAIN_SECONDS together, so that a pod can finish what it began.
      terminationGracePeriodSeconds: 30
      securityContext:
        runAsNonRoot: true
        runAsUser: 10001
        runAsGroup: 10001
        fsGroup: 10001
        seccompProfile: { type: RuntimeDefault }
      affinity:
        podAntiAffinity:
          preferredDuringSchedulingIgnoredDuringExecution:
            - weight: 100
              podAffinityTerm:
                topologyKey: kubernetes.io/hostname
                labelSelector:
                  matchLabels: {{- include "service.selector" . | nindent 20 }}
      containers:
        - name: {{ .name }}
          image: {{ printf "%s/%s:%s" .root.Values.image.repository .name (.root.Values.image.tag | default .root.Chart.AppVersion) | quote }}
          imagePullPolicy: {{ .root.Values.image.pullPolicy }}
          securityContext:
            allowPrivilegeEscalation: false
            readOnlyRootFilesystem: true
            capabilities: { drop: [ALL] }
          ports:
            {{- if .values.http }}
            - { name: http, containerPort: 8080 }
            {{- else }}
            - { name: grpc, containerPort: 50051 }
            {{- end }}
            - { name: admin, containerPort: 9090 }
          env:
            - { name: LOG_LEVEL, value: {{ .root.Values.logLevel | quote }} }
            - { name: KAFKA_BROKERS, value: {{ required "kafka.brokers must name the brokers, host:port" .root.Values.kafka.brokers | quote }} }
            {{- if .values.store }}
            - name: MONGODB_URI
              valueFrom:
                secretKeyRef:
                  name: {{ required "mongodb.existingSecret must name a secret with the key uri" .root.Values.mongodb.existingSecret | quote }}
                  key: uri
            {{- end }}
            - { name: PRINCIPAL_KEY_FILE, value: /etc/parkline/keys/{{ .name }}.jwk.json }
            - { name: TRUSTED_KEYS_FILE, value: /etc/parkline/keys/trusted.json }
            {{- $arguments := . }}
            {{- range $neighbour, $values := .root.Values.services }}
            {{- if not ($values).http }}
            - { name: {{ upper $neighbour }}_ADDRESS, value: {{ printf "dns:///%s:50051" (include "service.fullname" (dict "root" $arguments.root "name" $neighbour)) | quote }} }
            {{- end }}
            {{- end }}
            {{- range $name, $value := mergeOverwrite (dict "NODE_ENV" "production") ($trial.env | default dict) (.values.env | default dict) }}
            - { name: {{ $name }}, value: {{ $value | quote }} }
            {{- end }}
            {{- range $name, $ref := .values.secretEnv }}
            - { name: {{ $name }}, valueFrom: { secretKeyRef: { name: {{ $ref.secret | quote }}, key: {{ $ref.key | quote }} } } }
            {{- end }}
          startupProbe:
            httpGet: { path: /readyz, port: admin }
            periodSeconds: 2
            failureThreshold: 60
          readinessProbe:
            httpGet: { path: /readyz, port: admin }
            periodSeconds: 5
            timeoutSeconds: 4
          livenessProbe:
            httpGet: { path: /livez, port: admin }
            periodSeconds: 10
            timeoutSeconds: 4
          lifecycle:
            preStop:
              # Until everybody has heard that this pod is leaving, it goes on answering.
              sleep: { seconds: 5 }
          resources: {{- toYaml (.values.resources | default .root.Values.defaults.resources) | nindent 12 }}
          volumeMounts:
            - { name: keys, mountPath: /etc/parkline/keys, readOnly: true }
      volumes:
        - name: keys
          projected:
            defaultMode: 0440
            sources:
              - secret:
                  name: {{ .root.Values.keys.existingSecret | quote }}
                  items:
                    - { key: {{ .name }}.jwk.json, path: {{ .name }}.jwk.json }
                    - { key: trusted.json, path: trusted.json }
                    {{- range $trial.keys }}
                    - { key: {{ . }}, path: {{ . }} }
                    {{- end }}
{{- end }}
