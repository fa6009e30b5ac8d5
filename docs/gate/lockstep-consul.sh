#!/bin/sh
# Tells a Consul agent's TTL check what the gate says: lockstep-consul.sh CHECK_ID [options of lockstep-gate.sh] ENGINE
# To be run by cron or a timer more often than the check's TTL: where this script no longer runs, Consul itself makes the check critical.
#   ready: passing · ready by an override alone: warning · anything else: critical
# CONSUL_HTTP_ADDR: the agent (default http://127.0.0.1:8500); CONSUL_HTTP_TOKEN_FILE: a file with its token.
set -u
gate=${LOCKSTEP_GATE:-$(dirname "$0")/lockstep-gate.sh}
[ $# -ge 2 ] || { echo "usage: lockstep-consul.sh CHECK_ID [options] ENGINE" >&2; exit 64; }
check=$1
shift
case $check in '' | *[!A-Za-z0-9:._-]*) echo "lockstep-consul.sh: that is no id of a check" >&2; exit 64 ;; esac
line=$("$gate" "$@")
case $? in
  0) status=passing ;;
  3) status=warning ;;
  64) exit 64 ;;
  *) status=critical ;;
esac
# The line is printable ASCII; quotes and backslashes would end the JSON text.
output=$(printf '%s' "${line:-no answer}" | tr '"\\' "''")
agent=${CONSUL_HTTP_ADDR:-http://127.0.0.1:8500}
case $agent in http://* | https://*) ;; *) agent=http://$agent ;; esac
header=$(mktemp) || exit 2
trap 'rm -f "$header"' EXIT
[ -z "${CONSUL_HTTP_TOKEN_FILE:-}" ] || printf 'X-Consul-Token: %s\n' "$(cat "$CONSUL_HTTP_TOKEN_FILE")" >"$header"
# The token stands in a file, so that no list of processes shows it.
curl -q --silent --show-error --fail --noproxy '*' --max-redirs 0 --max-time 5 --request PUT --header @"$header" \
  --header 'Content-Type: application/json' --data "{\"Status\":\"$status\",\"Output\":\"$output\"}" \
  "${agent%/}/v1/agent/check/update/$check" >/dev/null || exit 2
