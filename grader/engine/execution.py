"""A command in a running container, never waited for without a limit: the program may be the learner's."""

from collections.abc import Iterable, Sequence
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any

from grader.engine.client import Connection
from grader.errors import EngineFailureError

Ran = tuple[int | None, str]
MAX_BYTES = 256_000


def execute(
    connection: Connection,
    container_id: str,
    command: Sequence[str],
    limit: float,
    **options: Any,
) -> Ran:
    """Exit code, None where it takes longer than `limit` seconds, and output, at most 256,000 bytes.

    Who takes too long is left alone, in a thread that ends with the container. Raises EngineFailureError.
    """
    answers: SimpleQueue[Ran | Exception] = SimpleQueue()

    def run() -> None:
        try:
            answers.put(_run(connection, container_id, command, options))
        except Exception as error:  # whatever it is: silence would say that the command takes too long
            answers.put(error)

    Thread(target=run, daemon=True).start()
    try:
        answer = answers.get(timeout=limit)
    except Empty:
        return None, ""
    if isinstance(answer, Exception):
        raise EngineFailureError(f"the engine failed while running a command: {answer}") from answer
    return answer


def _run(connection: Connection, container_id: str, command: Sequence[str], options: dict[str, Any]) -> Ran:
    created = connection.api.exec_create(container_id, list(command), **options)
    stream = connection.api.exec_start(created["Id"], stream=True)
    output = capped(stream, MAX_BYTES).decode("utf-8", "replace")
    return connection.api.exec_inspect(created["Id"])["ExitCode"], output


def capped(stream: Iterable[bytes], limit: int) -> bytes:
    """The beginning of a stream; what comes after `limit` bytes is not read."""
    kept = bytearray()
    for chunk in stream:
        kept += chunk
        if len(kept) > limit:
            break
    return bytes(kept[:limit])
