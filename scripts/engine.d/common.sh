# shellcheck shell=bash disable=SC2034
# Messages, and work in the background that can be stopped. Sourced by scripts/engine and scripts/base-images.

bold='' red='' plain=''
if [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then bold=$'\e[1m' red=$'\e[31m' plain=$'\e[0m'; fi
quiet=

step() { [ -n "$quiet" ] || printf '%s[%3d s]%s %s\n' "$bold" "$SECONDS" "$plain" "$*"; }

fail() {
    printf '%s%s%s\n' "$red" "$*" "$plain" >&2
    exit 3
}

misuse() {
    printf '%s\n\n' "$*" >&2
    usage >&2
    exit 2
}

# start_worker LOG COMMAND...: in a process group of its own, so that all of it can be stopped.
# 9 is the lock of scripts/engine: a process that inherits it would hold it.
worker=
start_worker() {
    local log=$1
    shift
    set -m
    "$@" >"$log" 2>&1 </dev/null 9>&- &
    worker=$!
    set +m
}

stop_worker() {
    [ -n "$worker" ] || return 0
    kill -- "-$worker" 2>/dev/null || true
    local tries=50
    while kill -0 -- "-$worker" 2>/dev/null && [ $tries -gt 0 ]; do
        sleep 0.1
        tries=$((tries - 1))
    done
    kill -KILL -- "-$worker" 2>/dev/null || true
    wait "$worker" 2>/dev/null || true
    worker=
}

# logged LOG WHAT COMMAND...: keeps the output to itself unless the command fails.
logged() {
    local log=$1 what=$2
    shift 2
    start_worker "$log" "$@"
    wait "$worker" || {
        worker=
        tail -n 30 "$log" >&2
        fail "$what failed"
    }
    worker=
}
