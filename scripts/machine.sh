# shellcheck shell=bash
# machine COMMAND...: becomes grader/machine of this checkout, in its virtual environment. Sourced by scripts.

machine() {
    local root python
    root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
    python=$root/.venv/bin/python
    if [ ! -x "$python" ]; then
        echo "$0: there is no virtual environment yet: run make setup" >&2
        exit 3
    fi
    PYTHONPATH=$root exec "$python" -m grader.machine "$@"
}
