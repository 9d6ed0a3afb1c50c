#!/bin/sh
# nginx reads its certificate when it starts. Where it is renewed, as cert-manager does, this has nginx read it again; what is under way
# goes on. A certificate that nginx refuses is tried again a period later, and the one before it serves meanwhile.
set -e
certificate() { cat /etc/nginx/tls/tls.crt /etc/nginx/tls/tls.key | cksum; }
seen=$(certificate)
while sleep "${EDGE_CERTIFICATE_SECONDS:-60}"; do
  now=$(certificate)
  [ "$now" = "$seen" ] || ! nginx -s reload || seen=$now
done &
