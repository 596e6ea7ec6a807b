"""The engine that answers, as this room needs it. Nothing else here knows the engine room's functions."""

import shutil
from collections.abc import Callable
from urllib.parse import urlsplit

from grader.engine import Engine, connect
from grader.engine.images import Image, NotPulled, find_image
from grader.engine.images import pull as pull_from
from grader.errors import EngineUnavailableError

__all__ = ["Engine", "Image", "NotPulled", "answering", "endpoint", "image", "pull", "system"]

NO_LIMIT = 3600.0


def answering() -> Engine | None:
    """The engine that the grader would use, None where none answers."""
    try:
        return connect()
    except EngineUnavailableError:
        return None


def endpoint(engine: Engine) -> str:
    """Where it answers, as DOCKER_HOST names it, or the name of a docker context."""
    return next(iter(engine.environment.values()), "its default endpoint")


def socket_of(engine: Engine) -> str:
    """The path of its socket; empty where it listens elsewhere."""
    address = urlsplit(endpoint(engine))
    return address.path if address.scheme == "unix" else ""


def system(engine: Engine) -> str:
    """The system the engine runs on, such as `Debian GNU/Linux 13 (trixie)`."""
    return str(engine.info.get("OperatingSystem") or "")


def image(engine: Engine, reference: str) -> Image | None:
    """The image, None where the engine does not have it. Raises EngineFailureError."""
    return find_image(engine, reference)


def pull(engine: Engine, reference: str, on_line: Callable[[str], None]) -> NotPulled | None:
    """Pull an image; None where it was pulled."""
    return pull_from(engine, reference, NO_LIMIT, on_line)


def has_client() -> bool:
    """Whether the docker command is there."""
    return shutil.which("docker") is not None
