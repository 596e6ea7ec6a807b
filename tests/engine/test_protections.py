"""What is told to hold where nothing can be tried."""

from types import SimpleNamespace
from typing import Any, cast

import pytest

from grader.engine.buildkit import BuildKit
from grader.engine.classic_builder import ClassicBuilder
from grader.engine.client import Connection
from grader.engine.network import NETWORK
from grader.engine.protections import protections

CLASSIC = ClassicBuilder(reads_heredocs=True, called="buildah", able="none")
APART = {"Options": {"com.docker.network.bridge.enable_icc": "false"}}


def _connection(networks: dict[str, Any]) -> Connection:
    api = SimpleNamespace(inspect_network=networks.__getitem__)
    return Connection(cast("Any", api), {}, {}, "far.example")


def test_podman() -> None:
    """Nothing holds, and each line says what to do."""
    told = list(protections(_connection({}), CLASSIC, None, None))
    assert [each.holds for each in told] == [False] * 7
    assert all(each.mend for each in told)


@pytest.mark.parametrize(("usual", "holds"), [(APART, True), ({"Options": None}, False)])
def test_networks(usual: dict[str, Any], *, holds: bool) -> None:
    """Both networks are looked at: that of the containers, and that of the steps."""
    networks = {NETWORK: APART, "bridge": usual}
    told = {
        each.what: each.holds
        for each in protections(_connection(networks), BuildKit(plugin=True), NETWORK, None)
    }
    assert told["containers of submissions do not reach each other"]
    assert told["steps of builds do not reach other containers"] == holds
    assert not told["memory, processes and CPU of a build are limited"]
