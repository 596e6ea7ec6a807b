"""What keeps submissions from each other and from the machine: which of it holds on an engine."""

import json
import secrets
import shutil
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from grader.dockerfile import read_dockerfile
from grader.engine.build import build_image
from grader.engine.builder import Builder
from grader.engine.client import Connection, engine_failures
from grader.engine.disk import free_bytes
from grader.engine.model import BuildFailure, BuildLimits, BuildOrder, Image
from grader.engine.network import BRIDGE, NETWORK, keeps_apart, make_network
from grader.engine.ownership import RUN_LABEL, Run, temporary_prefix
from grader.engine.removal import remove_labelled
from grader.values import Value

TRIAL_SECONDS = 60.0
_LIMITS = BuildLimits(500_000_000, 200, 1.0)
_NEW = "-m conntrack --ctstate NEW -j DROP"


class Protection(Value):
    """Something that must not be possible; `mend` is what makes it so where it does not hold."""

    what: str
    holds: bool
    mend: str


def protections(
    connection: Connection, builder: Builder, network: str | None, image: str | None
) -> Iterator[Protection]:
    """Each protection, looked at or tried with a small build on `image`. Raises EngineFailureError."""
    buildkit = builder.takes_group
    mend = "build with Docker and docker-buildx"
    yield Protection("what a cache mount keeps is one submission's own", buildkit, mend)
    ends = buildkit and shutil.which("setpriv") is not None
    yield Protection(
        "a build ends in the engine with its time, and with a killed grader", ends, f"{mend}, and util-linux"
    )
    yield Protection(
        "containers of submissions do not reach each other",
        _apart(connection, network),
        f"docker network rm {NETWORK}" if network else "grade with Docker",
    )
    yield Protection(
        "steps of builds do not reach other containers",
        buildkit and _usual_network_is_apart(connection),
        '"icc": false in /etc/docker/daemon.json, then restart the engine',
    )
    if buildkit and image is not None:
        yield from _tried(connection, builder, image)
    else:
        yield Protection("memory, processes and CPU of a build are limited", holds=False, mend=mend)
    seen = free_bytes(connection) is not None
    yield Protection(
        "what is written on the engine's disk is limited", seen, "grade as the engine's own user"
    )
    yield Protection(
        "steps and containers reach nothing elsewhere",
        holds=False,
        mend=f"where no exercise needs it: iptables -I DOCKER-USER -i docker0 {_NEW}, and -i {BRIDGE}",
    )


def _apart(connection: Connection, network: str | None) -> bool:
    if network is None:
        return False
    if keeps_apart(connection) is None:
        make_network(connection)
    return bool(keeps_apart(connection))


def _usual_network_is_apart(connection: Connection) -> bool:
    options = _usual_network(connection).get("Options") or {}
    return bool(options.get("com.docker.network.bridge.enable_icc") == "false")


def _usual_network(connection: Connection) -> dict[str, Any]:
    with engine_failures("looking at the usual network"):
        return dict(connection.api.inspect_network("bridge"))


def _tried(connection: Connection, builder: Builder, image: str) -> Iterator[Protection]:
    """A step below limits tries to reach a port that is open here."""
    run = Run()
    run.build_limits = _LIMITS
    try:
        with socket.create_server(("", 0)) as server:
            script = f": {secrets.token_hex(8)}; exec 3<>/dev/tcp/{_gateway(connection)}/{_port(server)}"
            reached = isinstance(_built(connection, builder, image, script, run), Image)
    finally:
        run.release()
        remove_labelled(connection, f"{RUN_LABEL}={run.run_id}", everything=True)
    yield Protection(
        "memory, processes and CPU of a build are limited",
        not run.remarks,
        "use Docker's cgroupfs or systemd driver",
    )
    yield Protection(
        "steps and containers do not reach services of the engine's machine",
        not reached,
        f"iptables -I INPUT -i docker0 {_NEW}, and the same with -i {BRIDGE}",
    )


def _built(
    connection: Connection, builder: Builder, image: str, script: str, run: Run
) -> Image | BuildFailure:
    text = f"FROM {image}\nRUN {json.dumps(['bash', '-c', script])}\n".encode()
    with tempfile.TemporaryDirectory(prefix=temporary_prefix()) as empty:
        order = BuildOrder(
            context=Path(empty),
            text=text,
            dockerfile=read_dockerfile(text, "Dockerfile"),
            tag=run.new_tag(),
            limit=TRIAL_SECONDS,
        )
        return build_image(connection, builder, order, run, lambda _line: None)


def _gateway(connection: Connection) -> str:
    configs = (_usual_network(connection).get("IPAM") or {}).get("Config") or [{}]
    return str(configs[0].get("Gateway") or "172.17.0.1")


def _port(server: socket.socket) -> int:
    return int(server.getsockname()[1])
