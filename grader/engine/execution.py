"""A command in a running container, never waited for without a limit: the program may be the learner's."""

import struct
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any

from grader.engine.client import Connection
from grader.errors import EngineFailureError

Ran = tuple[int | None, str]
MAX_BYTES = 256_000
FRAME_HEAD = struct.Struct(">4xI")


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
    output = capped(_started(connection, created["Id"]), MAX_BYTES).decode("utf-8", "replace")
    return connection.api.exec_inspect(created["Id"])["ExitCode"], output


def _started(connection: Connection, exec_id: str) -> Iterator[bytes]:
    """The output, piece by piece: after 8 bytes of head, the last four of which tell the length.

    docker-py's own `exec_start` reads past the buffer of its HTTP client, so that what arrived together with
    the head of the answer is lost: on a busy machine a command seemed to say nothing. The format of a frame:
    Docker's API reference, "Attach to a container".
    """
    api = connection.api
    address = f"{api.base_url}/v{api.api_version}/exec/{exec_id}/start"
    answer = api.post(address, json={"Tty": False, "Detach": False}, stream=True, timeout=(api.timeout, None))
    answer.raise_for_status()
    with closing(answer):
        while len(head := answer.raw.read(FRAME_HEAD.size)) == FRAME_HEAD.size:
            yield answer.raw.read(min(FRAME_HEAD.unpack(head)[0], MAX_BYTES + 1))


def capped(stream: Iterable[bytes], limit: int) -> bytes:
    """The beginning of a stream; what comes after `limit` bytes is not read."""
    kept = bytearray()
    for chunk in stream:
        kept += chunk
        if len(kept) > limit:
            break
    return bytes(kept[:limit])
