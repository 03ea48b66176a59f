{{- define "service.poddisruptionbudget" -}}
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: {{ include "service.fullname" . }}
  labels: {{- include "service.labels" . | nindent 4 }}
spec:
  maxUnavailable: 1
  selector:
    matchLabels: {{- include "service.selector" . | nindent 6 }}
{{- end }}

{{- define "service.networkpolicy" -}}
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: {{ include "service.fullname" . }}
  labels: {{- include "service.labels" . | nindent 4 }}
spec:
  podSelector:
    matchLabels: {{- include "service.selector" . | nindent 6 }}
  policyTypes: [Ingress, Egress]
  ingress:
    {{- if .values.http }}
    - ports: [{ port: http }]
    {{- else }}
    # Only the platform's own pods speak gRPC with each other.
    - from:
        - podSelector:
            matchLabels:
              app.kubernetes.io/part-of: parkline
              app.kubernetes.io/instance: {{ .root.Release.Name }}
      ports: [{ port: grpc }]
    {{- end }}
    - ports: [{ port: admin }]
  # Where Kafka, MongoDB and mail are is not known here.
  egress: [{}]
{{- end }}
