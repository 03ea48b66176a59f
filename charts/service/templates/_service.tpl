{{- define "service.service" -}}
apiVersion: v1
kind: Service
metadata:
  name: {{ include "service.fullname" . }}
  labels: {{- include "service.labels" . | nindent 4 }}
spec:
  {{- if .values.http }}
  type: ClusterIP
  {{- else }}
  # Headless: gRPC clients balance over the pods themselves.
  clusterIP: None
  {{- end }}
  selector: {{- include "service.selector" . | nindent 4 }}
  ports:
    {{- if .values.http }}
    - { name: http, port: 80, targetPort: http }
    {{- else }}
    - { name: grpc, port: 50051, targetPort: grpc }
    {{- end }}
    - { name: admin, port: 9090, targetPort: admin }
{{- end }}
