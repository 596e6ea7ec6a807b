"""The processes of a container, from the engine's own list and this machine's /proc."""

from grader.engine import local_processes
from grader.engine.client import Connection, engine_failures
from grader.evidence import Process
from grader.values import replace

COLUMNS = "pid,ppid,uid,ruid,suid,args"
MAX_LOOKED_AT = 200
"""Processes of which more is asked than the engine's list tells."""
MAX_COMMAND = 200


def processes(connection: Connection, container_id: str) -> tuple[Process, ...]:
    """All of them; the engine asks the machine, not the image. Raises EngineFailureError."""
    options = " ".join(str(option) for option in connection.info.get("SecurityOptions") or ())
    maps = "name=rootless" in options or "name=userns" in options
    with engine_failures("listing the container's processes"):
        listed = connection.api.top(container_id, ps_args=f"-e -o {COLUMNS}")
    rows = listed.get("Processes") or []
    found = (_process(row, container_id, looked_at=at < MAX_LOOKED_AT) for at, row in enumerate(rows))
    return tuple(replace(process, user=None) if maps else process for process in found)


def _process(row: list[str], container_id: str, *, looked_at: bool) -> Process:
    number, parent, *users = (int(word) for word in row[:5])
    command = str(row[5])[:MAX_COMMAND]
    user = 0 if 0 in users else users[0]
    if not looked_at or not local_processes.is_of(number, container_id):
        return Process(user, command, number, parent)
    return Process(
        user,
        command,
        number,
        parent,
        local_processes.executable(number)[:MAX_COMMAND],
        local_processes.listens(number),
        local_processes.keeps_capabilities(number),
    )
