"""Looking at a container, where the engine behind it fails."""

from types import SimpleNamespace
from typing import Any, cast

import pytest
from urllib3.exceptions import ProtocolError

from grader.engine.client import Connection
from grader.engine.containers import ApiContainer
from grader.errors import EngineFailureError


def _failing(error: Exception) -> ApiContainer:
    def fails(*_arguments: object, **_options: object) -> None:
        raise error

    return ApiContainer(Connection(cast("Any", SimpleNamespace(exec_create=fails)), {}, {}, None), "c1")


@pytest.mark.parametrize("error", [OSError("gone"), ProtocolError("gone"), RuntimeError("gone")])
def test_a_command_that_could_not_be_run(error: Exception) -> None:
    """However the engine fails, the command has not taken too long."""
    with pytest.raises(EngineFailureError, match="gone"):
        _failing(error).run(["true"], 5.0)


@pytest.mark.parametrize("error", [OSError("gone"), ProtocolError("gone")])
def test_sockets_that_cannot_be_seen(error: Exception) -> None:
    """They only help to explain, so nothing is concluded from that."""
    assert _failing(error).listeners() is None
