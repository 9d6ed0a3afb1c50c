{{- define "lms.name" -}}
{{- if contains "lms" .Release.Name }}{{ .Release.Name | trunc 40 | trimSuffix "-" }}{{ else }}{{ printf "%s-lms" .Release.Name | trunc 40 | trimSuffix "-" }}{{ end }}
{{- end }}

{{- define "lms.selector" -}}
app.kubernetes.io/name: lms
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end }}

{{- define "lms.labels" -}}
{{ include "lms.selector" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version }}
{{- with .root.Values.labels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- define "lms.image" -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end }}

{{- define "lms.serviceAccount" -}}
{{ if .Values.serviceAccount.create }}{{ .Values.serviceAccount.name | default (include "lms.name" .) }}{{ else }}{{ .Values.serviceAccount.name | default "default" }}{{ end }}
{{- end }}

{{- define "lms.secret" -}}
{{ .Values.database.existingSecret | default (printf "%s-stores" (include "lms.name" .)) }}
{{- end }}

{{- define "lms.databaseUrl" -}}
{{- if .Values.database.url }}{{ .Values.database.url }}
{{- else if .Values.mysql.enabled }}jdbc:mysql://{{ include "lms.name" . }}-mysql:3306/lms
{{- end }}
{{- end }}

{{- define "lms.redisUrl" -}}
{{- if .Values.redisUrl }}{{ .Values.redisUrl }}
{{- else if .Values.redis.enabled }}redis://{{ include "lms.name" . }}-redis:6379
{{- end }}
{{- end }}

{{/* All that is missing at once: who installs by hand is not told one value after another. */}}
{{- define "lms.stores" -}}
{{- $missing := list }}
{{- if not (include "lms.databaseUrl" .) }}{{ $missing = append $missing "database.url (jdbc:mysql://HOST:3306/lms)" }}{{ end }}
{{- if not .Values.database.password }}{{ $missing = append $missing "database.password" }}{{ end }}
{{- if not (include "lms.redisUrl" .) }}{{ $missing = append $missing "redisUrl (redis://HOST:6379)" }}{{ end }}
{{- with $missing }}{{ fail (printf "missing: %s; or give database.existingSecret, a secret that has them all" (join ", " .)) }}{{ end -}}
LMS_DATABASE_URL: {{ include "lms.databaseUrl" . | quote }}
LMS_DATABASE_USER: {{ .Values.database.user | quote }}
LMS_DATABASE_PASSWORD: {{ .Values.database.password | quote }}
LMS_REDIS_URL: {{ include "lms.redisUrl" . | quote }}
{{- end }}

{{/* Pod Security "restricted". */}}
{{- define "lms.podSecurity" -}}
runAsNonRoot: true
runAsUser: {{ . }}
runAsGroup: {{ . }}
fsGroup: {{ . }}
seccompProfile: {type: RuntimeDefault}
{{- end }}

{{- define "lms.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: {drop: [ALL]}
{{- end }}
