"""The classic builder behind the engine's API: for Podman, and where no BuildKit client is found.

It runs as a child process of its own (`python -m grader.engine.classic_build`), because a child can be
ended at a time limit, and Docker stops a build whose client has gone. Podman 4.3 lets the step at work
run to its end.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docker.errors import APIError
from docker.utils import tar

from grader.engine.classic_log import ERROR
from grader.engine.client import explanation

BUILD_FAILED = 10
"""The exit code where the engine said that the build failed; any other but 0 is no word of the engine."""


def order_text(*, context: Path, dockerfile: Path, tag: str, **options: Any) -> str:
    """The order for the child process: JSON, its only argument."""
    paths = {"context": str(context), "dockerfile": str(dockerfile)}
    return json.dumps({**paths, "tag": tag, **options})


def main() -> int:
    """Build what the first argument orders; 0 where an image came of it, BUILD_FAILED where none did."""
    from grader.engine.discovery import find_engine  # it needs this module's names

    order = json.loads(sys.argv[1])
    api = find_engine().connection.api
    # Podman keeps and uses no layer of another build without it; Docker does always, and ignores it.
    api.params = {"layers": str(order["layers"]).lower()}
    try:
        for message in _messages(api, order):
            sys.stdout.write(str(message.get("stream") or message.get("status") or ""))
            sys.stdout.flush()
            if "error" in message:
                return _failed(str(message["error"]))
    except APIError as error:
        if error.is_server_error():
            raise
        return _failed(explanation(error))
    return 0


def _failed(error: str) -> int:
    """On one line: the error quotes the learner's command, whose lines could pass for the engine's."""
    sys.stdout.write(f"\n{ERROR}{' '.join(error.split())}\n")
    return BUILD_FAILED


def _messages(api: Any, order: dict[str, Any]) -> Iterator[dict[str, Any]]:
    text = Path(order["dockerfile"]).read_text("utf-8", "replace")
    made: Any = tar(order["context"], exclude=order["ignore"], dockerfile=("Dockerfile", text))
    with made as context:
        yield from api.build(
            fileobj=context,
            custom_context=True,
            dockerfile="Dockerfile",
            tag=order["tag"],
            labels=order["labels"],
            target=order["target"],
            platform=order["platform"],
            buildargs=order["build_args"],
            rm=True,
            forcerm=True,
            decode=True,
        )


if __name__ == "__main__":
    sys.exit(main())
