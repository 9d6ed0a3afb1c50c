#!/bin/sh
# A certificate for this machine where nobody mounted a real one.
set -e
[ -e /etc/nginx/tls/tls.crt ] && exit 0
mkdir -p /etc/nginx/tls
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 90 -subj /CN=localhost \
  -addext 'subjectAltName=DNS:localhost,IP:127.0.0.1' -keyout /etc/nginx/tls/tls.key -out /etc/nginx/tls/tls.crt 2>/dev/null
