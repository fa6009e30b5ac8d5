#!/bin/sh
# Runs the command of a planned switchover only while the gate is open:
#   lockstep-switchover.sh tie pcs resource move tie-group tie-b
# In an emergency nothing asks the gate: `lockstep-switchover.sh --disaster tie COMMAND…` prints what the standby will lack, if that can
# be told within two seconds, and runs the command whatever the answer.
# LOCKSTEP_URL says where Lockstep listens, LOCKSTEP_GATE_OPTIONS what else to ask (for example: -a 10m -p strict).
# Ends with the exit of the command, or with that of the gate where the command was not run.
set -u
gate=${LOCKSTEP_GATE:-$(dirname "$0")/lockstep-gate.sh}

disaster=no
if [ "${1:-}" = --disaster ]; then
  disaster=yes
  shift
fi
if [ $# -lt 2 ]; then
  echo "usage: lockstep-switchover.sh [--disaster] ENGINE COMMAND [ARGUMENT...]" >&2
  exit 64
fi
engine=$1
shift
case $engine in
  '' | *[!a-z0-9-]*)
    echo "lockstep-switchover.sh: an engine is lower-case letters, digits and hyphens" >&2
    exit 64
    ;;
esac

if [ "$disaster" = yes ]; then
  url=${LOCKSTEP_URL:-http://127.0.0.1:8740}
  curl -q --silent --noproxy '*' --max-redirs 0 --max-time 2 --max-filesize 262144 --header 'Accept: text/plain' \
    "${url%/}/advice/$engine" 2>/dev/null | LC_ALL=C tr -cd '\12\40-\176' >&2
else
  # The options are words of whoever set them, to be split.
  # shellcheck disable=SC2086
  "$gate" ${LOCKSTEP_GATE_OPTIONS:-} "$engine" >&2 || exit $?
fi
exec "$@"
