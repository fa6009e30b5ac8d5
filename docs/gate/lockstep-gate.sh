#!/bin/sh
# Asks Lockstep whether an engine may begin a planned switchover, and says so as one line and an exit code:
#   0 ready · 1 not ready · 2 could not tell · 3 ready by an override alone · 64 usage
# Whatever is no plain answer of the gate (no answer, an empty one, another body, a redirect, a wrong name) is 2: never 0.
# Needs a POSIX shell and curl.
set -u

usage() {
  echo "usage: lockstep-gate.sh [-u URL] [-e ESTATE] [-a MAX_AGE] [-p PROFILE] [-t TIER] [-f FLOW] [-o] [-T SECONDS] ENGINE" >&2
  echo "  -u  where Lockstep listens (default: \$LOCKSTEP_URL, or http://127.0.0.1:8740)" >&2
  echo "  -a  oldest verdict that is taken: 90s, 10m, 2h     -o  ready by an override is enough" >&2
  echo "  -T  seconds to wait for the answer (default 5)" >&2
  exit 64
}

url=${LOCKSTEP_URL:-http://127.0.0.1:8740}
estate='' age='' profile='' tier='' flow='' accept='' timeout=5
while getopts u:e:a:p:t:f:oT: option; do
  case $option in
    u) url=$OPTARG ;;
    e) estate=$OPTARG ;;
    a) age=$OPTARG ;;
    p) profile=$OPTARG ;;
    t) tier=$OPTARG ;;
    f) flow=$OPTARG ;;
    o) accept=override ;;
    T) timeout=$OPTARG ;;
    *) usage ;;
  esac
done
shift $((OPTIND - 1))
[ $# -eq 1 ] || usage
engine=$1
for name in "$engine" ${estate:+"$estate"}; do
  case $name in '' | *[!a-z0-9-]*) usage ;; esac
done
case $timeout in '' | *[!0-9]*) usage ;; esac
case $url in http://* | https://*) ;; *) usage ;; esac

cannot_tell() {
  echo "unknown $engine $1"
  exit 2
}

command -v curl >/dev/null 2>&1 || cannot_tell 'curl is not installed'

# Nothing of a user's curl configuration, no proxy, no redirect; a body larger than any answer is none.
set -- -q --silent --get --noproxy '*' --proto '=http,https' --max-redirs 0 --max-time "$timeout" --max-filesize 4096
set -- "$@" --header 'Accept: text/plain' --write-out '\n%{http_code}'
[ -z "$age" ] || set -- "$@" --data-urlencode "maxAge=$age"
[ -z "$profile" ] || set -- "$@" --data-urlencode "profile=$profile"
[ -z "$tier" ] || set -- "$@" --data-urlencode "tier=$tier"
[ -z "$flow" ] || set -- "$@" --data-urlencode "flow=$flow"
[ -z "$accept" ] || set -- "$@" --data-urlencode "accept=$accept"
# curl's own exit comes last: a status alone does not say that the answer came whole.
said=$({ curl "$@" "${url%/}${estate:+/estates/$estate}/ready/$engine" 2>/dev/null; echo " $?"; } | head -c 8192)

status=${said##*
}
case $status in *' 0') status=${status% 0} ;; *) cannot_tell "no answer (curl: exit ${status##* })" ;; esac
line=${said%
*}
line=${line%
}
case $line in *"
"*) cannot_tell "an answer that is not the gate's" ;; esac
# Printable characters alone: what is shown on a terminal or in a monitor comes from the network.
line=$(printf '%s' "$line" | LC_ALL=C tr -cd '\40-\176' | cut -c 1-1000)

case "$status $line " in
  "200 ready $engine age="[0-9]*) exit_code=0 ;;
  "200 ready-by-override $engine age="[0-9]*) if [ -n "$accept" ]; then exit_code=0; else exit_code=3; fi ;;
  "503 ready-by-override $engine age="*) exit_code=3 ;;
  "503 not-ready $engine age="*) exit_code=1 ;;
  "503 unknown $engine age="*) exit_code=2 ;;
  *) cannot_tell "an answer that is not the gate's (status ${status:-none})" ;;
esac
echo "$line"
exit "$exit_code"
