"""The network of submissions' containers: when it is made, what it must be, when it goes."""

from types import SimpleNamespace
from typing import Any, cast

import pytest
from docker.errors import APIError, NotFound

from grader.challenge import Limits
from grader.engine.client import Connection
from grader.engine.docker_engine import DockerEngine
from grader.engine.network import NETWORK, keeps_apart, remove_network
from grader.engine.ownership import Run
from grader.errors import EngineFailureError


def _answered(status: int) -> APIError:
    return APIError("x", cast("Any", SimpleNamespace(status_code=status, reason="x", url="u")))


class _Api:
    """Starts containers once it has the network; `refuses` is what comes of its making and removing."""

    def __init__(
        self, *, has: bool = False, says: str = "not found", refuses: Exception | None = None
    ) -> None:
        self.has, self.says, self.refuses, self.made = has, says, refuses, 0

    def create_host_config(self, **options: Any) -> dict[str, Any]:
        return options

    def create_container(self, _image: str, **_options: Any) -> dict[str, str]:
        return {"Id": "c1"}

    def start(self, _container: str) -> None:
        if not self.has:
            raise NotFound("x", explanation=f"network {NETWORK} {self.says}")

    def create_network(self, _name: str, **_options: Any) -> None:
        self.has, self.made = True, self.made + 1
        if self.refuses:
            raise self.refuses

    def inspect_network(self, _name: str) -> dict[str, Any]:
        if not self.has:
            raise NotFound("gone")
        return {"Options": None}

    def networks(self, **_options: Any) -> list[dict[str, str]]:
        return [{"Id": "n1"}]

    def remove_network(self, _name: str) -> None:
        if self.refuses:
            raise self.refuses


def _connection(api: _Api) -> Connection:
    return Connection(cast("Any", api), {}, {}, None)


def _start(api: _Api) -> int:
    DockerEngine(_connection(api)).start("sha256:1", [80], Limits(), Run())
    return api.made


def test_it_is_made_once() -> None:
    """Where it is missing, and not where it is there; another run may have been quicker."""
    assert (_start(_Api()), _start(_Api(has=True)), _start(_Api(refuses=_answered(409)))) == (1, 0, 1)


@pytest.mark.parametrize("api", [_Api(refuses=_answered(500)), _Api(says="is broken")])
def test_what_is_the_engines_failure(api: _Api) -> None:
    """It cannot be made, or that is not what is missing."""
    with pytest.raises(EngineFailureError):
        _start(api)


def test_what_it_must_be() -> None:
    """One that somebody else made keeps nobody apart; one that is not there yet is no failure."""
    assert keeps_apart(_connection(_Api())) is None
    assert keeps_apart(_connection(_Api(has=True))) is False


@pytest.mark.parametrize("error", [None, _answered(403), _answered(404)])
def test_it_goes_unless_it_is_in_use(error: Exception | None) -> None:
    """A container of a live run keeps it."""
    remove_network(_connection(_Api(refuses=error)))


def test_it_cannot_be_removed() -> None:
    """That is the engine's failure."""
    with pytest.raises(EngineFailureError, match="cleaning up"):
        remove_network(_connection(_Api(refuses=_answered(500))))
