"""A pull as a program: `python -m grader.engine.pulling NAME VERSION` tells what the engine says, as JSON.

It runs as a child process of its own, because a child can be ended at a time limit: the engine says nothing
at all while a registry is silent, and gives a pull up whose client has gone.
"""

import json
import sys
from collections.abc import Callable, Iterator
from typing import Any

from docker.errors import APIError

from grader.engine.client import ENGINE_ERRORS, Connection, explanation
from grader.text import one_line


def main() -> int:
    """Pull the image that the arguments name; the last line tells how it ended."""
    from grader.engine.discovery import find_engine  # it needs this module's names

    connection = find_engine().connection
    for message in messages(connection, *sys.argv[1:3]):
        print(json.dumps(message), flush=True)  # noqa: T201 - this is how the program answers
    return 0


def messages(connection: Connection, name: str, version: str) -> Iterator[dict[str, str]]:
    """`status` for each line of progress; at last `done`, `refused` by the engine's words, or `failed`."""
    try:
        for message in connection.api.pull(name, version, stream=True, decode=True):
            if "error" in message:
                yield {"refused": one_line(str(message["error"]), 300)}
                return
            yield {"status": one_line(f"{message.get('status')} {message.get('progress') or ''}", 100)}
    except APIError as error:
        yield {"refused": one_line(explanation(error), 300)}
    except ENGINE_ERRORS as error:
        yield {"failed": explanation(error)}
    else:
        yield {"done": name}


def telling(on_line: Callable[[str], None]) -> Callable[[str], None]:
    """What hands each line of progress on."""

    def tell(line: str) -> None:
        if (status := read_message(line).get("status")) is not None:
            on_line(status)

    return tell


def read_message(line: str) -> dict[str, Any]:
    """A line of the program; empty where it is none."""
    try:
        message = json.loads(line)
    except ValueError:
        return {}
    return message if isinstance(message, dict) else {}


if __name__ == "__main__":
    sys.exit(main())
