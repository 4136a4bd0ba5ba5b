# Shared by the scripts in this folder (bash). They run redkit and a peer in turn (A B A B ...) on the same work and
# compare CPU seconds and wall time of whole processes. Noise of the machine hits both alike; CPU is the figure to trust.
#
#   start_server [ARG...]      a redis-server of our own on a free port; sets PORT and SERVER; stopped at exit
#   measure A|B COMMAND...     runs it once with stdout thrown away; sets WALL and CPU (milliseconds)
#   compare NAME PEER          runs the arrays ours=() and peer=() in turn for ROUNDS; prints a line of the table, and one
#                              line of JSON per run to $RESULTS
#   need PROGRAM...            ends with a sentence when one is missing

set -u
export LC_ALL=C
ROUNDS=${ROUNDS:-7}
WARM_UP=${WARM_UP:-2}
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
REDKIT=${REDKIT:-$(printf '%s\n' "$ROOT"/cli/target/redkit-*/bin/redkit | tail -n 1)}
SCRATCH=$(mktemp -d)
RESULTS=${RESULTS:-$SCRATCH/results.ndjson}
SERVERS=

finish() {
    local server
    for server in $SERVERS; do
        { kill "$server" && wait "$server"; } 2>/dev/null
    done
    rm -rf "$SCRATCH"
}
trap finish EXIT
trap 'exit 130' INT

need() {
    local program
    for program; do
        command -v "$program" >/dev/null || {
            echo "${0##*/}: needs $program, which is not installed (redis-server and redis-cli: apt install redis-tools redis-server)" >&2
            exit 1
        }
    done
}

start_server() {
    need redis-server redis-cli
    local tries=0
    SERVER=
    while [ $((tries += 1)) -le 20 ]; do
        PORT=$((20000 + (RANDOM * 32768 + RANDOM) % 40000))
        redis-server --port "$PORT" --bind 127.0.0.1 --save '' --appendonly no --dir "$SCRATCH" "$@" --cluster-config-file "nodes-$PORT.conf" >"$SCRATCH/server.log" 2>&1 &
        SERVER=$!
        local waits=0
        while [ $((waits += 1)) -le 100 ] && kill -0 "$SERVER" 2>/dev/null; do
            # It is ours only if it says the process that we started.
            if redis-cli -p "$PORT" info server 2>/dev/null | grep -q "process_id:$SERVER"; then
                SERVERS="$SERVERS $SERVER"
                return 0
            fi
            sleep 0.05
        done
        kill "$SERVER" 2>/dev/null
        wait "$SERVER" 2>/dev/null
    done
    echo "${0##*/}: no redis-server would start; its last words:" >&2
    cat "$SCRATCH/server.log" >&2
    exit 1
}

# CPU of the command and all that it waited for, by bash's own `time`. Standard input is INPUT, or nothing.
measure() {
    local TIMEFORMAT='%3R %3U %3S' times rc
    times=$({ time "$@" <"${INPUT:-/dev/null}" >/dev/null 2>"$SCRATCH/stderr"; } 2>&1)
    rc=$?
    # The subshell's exit code is that of the timed command.
    if [ $rc -ne 0 ]; then
        echo "${0##*/}: '$*' ended with $rc: $(head -n 3 "$SCRATCH/stderr")" >&2
        exit 1
    fi
    read -r WALL CPU < <(awk '{ printf "%.0f %.0f\n", $1 * 1000, ($2 + $3) * 1000 }' <<<"$times")
}

median() {
    sort -n | awk '{ v[NR] = $1 } END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'
}

heading() {
    printf '%-34s %-24s %9s %9s %7s %9s %9s %7s\n' work peer 'CPU ms' 'peer CPU' ratio 'wall ms' 'peer wall' ratio
}

compare() {
    local name=$1 peer_name=$2 round
    rm -f "$SCRATCH"/{ours,peer}.{cpu,wall}
    for ((round = 1 - WARM_UP; round <= ROUNDS; round++)); do
        one ours "$name" redkit "$round" "${ours[@]}"
        one peer "$name" "$peer_name" "$round" "${peer[@]}"
    done
    local oc pc ow pw
    oc=$(median <"$SCRATCH/ours.cpu") pc=$(median <"$SCRATCH/peer.cpu")
    ow=$(median <"$SCRATCH/ours.wall") pw=$(median <"$SCRATCH/peer.wall")
    awk -v n="$name" -v p="$peer_name" -v oc="$oc" -v pc="$pc" -v ow="$ow" -v pw="$pw" 'BEGIN {
        printf "%-34s %-24s %9.0f %9.0f %7.2f %9.0f %9.0f %7.2f\n", n, p, oc, pc, oc / (pc ? pc : 1), ow, pw, ow / (pw ? pw : 1) }'
}

one() {
    local side=$1 name=$2 program=$3 round=$4
    shift 4
    measure "$@"
    [ "$round" -ge 1 ] || return 0
    echo "$CPU" >>"$SCRATCH/$side.cpu"
    echo "$WALL" >>"$SCRATCH/$side.wall"
    printf '{"date":"%s","work":"%s","program":"%s","round":%d,"cpu_ms":%s,"wall_ms":%s}\n' \
        "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$name" "$program" "$round" "$CPU" "$WALL" >>"$RESULTS"
}

# What the figures were measured on, for whoever quotes them.
machine() {
    local model
    model=$(awk -F': *' '/model name/ { print $2; exit }' /proc/cpuinfo 2>/dev/null)
    printf '%s; %s x %s; load %s; %s rounds after %s to warm up, medians\n' "$(date -u +%Y-%m-%d)" \
        "$(getconf _NPROCESSORS_ONLN)" "${model:-unknown processor}" "$(cut -d' ' -f1-3 /proc/loadavg 2>/dev/null)" \
        "$ROUNDS" "$WARM_UP"
}

[ -x "$REDKIT" ] || {
    echo "${0##*/}: redkit is not built; run ./redkit version once" >&2
    exit 1
}
