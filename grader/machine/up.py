"""An engine that answers: the one that is there, or the private one, started."""

import os

from grader.errors import EngineFailureError, EngineUnavailableError
from grader.machine import private
from grader.machine.answering import Answering, answering
from grader.machine.beside import install_plugin
from grader.machine.debian import is_debian_root
from grader.machine.engine_root import build_root, buildx_version, install_client
from grader.machine.home import Home
from grader.machine.keep import keep_archives
from grader.machine.locking import alone
from grader.machine.processes import processes_inside
from grader.machine.removal import remove_tree
from grader.machine.work import Work

WHAT_TO_INSTALL = """\
No container engine answers. Install one of these, start it, and try again:
  macOS, Windows   Docker Desktop (buildx is part of it)
  Linux            Docker Engine with its buildx plugin, or Podman with its API socket (podman.socket)
An engine that listens somewhere else is found through DOCKER_HOST or the docker context.
On Debian and Ubuntu, root can have a private engine: run this command as root."""


def up(home: Home, work: Work, store: str | None = None) -> Answering:
    """The engine that answers, with the wanted store; the private one is started where none does.

    Raises EngineUnavailableError where it cannot be, EngineFailureError where a step of it fails.
    """
    if (engine := settled(home, work, store)) is not None:
        return engine
    refuse_where_private_cannot_help(home)
    with alone(home, work):
        if (engine := settled(home, work, store)) is not None:
            return engine
        build_root(home, work)
        if home.flavour.beside:
            install_plugin(home)
        install_client(home, work)
        if (other := answering()) is not None:
            if not home.flavour.beside:
                keep_archives(home, other, work)
            work.step(f"stopping the private engine to change its store from {other.store} to {store}")
        private.start(home, store or home.flavour.stores[0], work)
        if (engine := answering()) is None:
            raise EngineUnavailableError("the private engine was started and does not answer")
    work.tell(describe(engine, home))
    return engine


def settled(home: Home, work: Work, store: str | None) -> Answering | None:
    """The engine that answers and will do, described; None where the private one must be (re)started.

    Raises EngineFailureError where another's engine has another store.
    """
    engine = answering()
    if engine is None:
        return None
    own = private.is_private(engine, home)
    if store and engine.store != store:
        if own:
            return None
        raise EngineFailureError(
            f"the engine at {engine.endpoint} has the store {engine.store}, not {store}; "
            "it is not ours to change"
        )
    if own:
        install_client(home, work)
    work.tell(describe(engine, home))
    if buildx_version(work) is None:
        work.tell("buildx is missing: install Docker's buildx plugin (docker-buildx-plugin or docker-buildx)")
    return engine


def refuse_where_private_cannot_help(home: Home) -> None:
    """EngineUnavailableError where a private engine cannot be had, or would not be the one that is asked."""
    if not is_debian_root():
        forbidden = home.socket.exists() and not os.access(home.socket, os.W_OK)
        hint = f"{home.socket} is there, but this user may not write to it.\n" if forbidden else ""
        raise EngineUnavailableError(hint + WHAT_TO_INSTALL)
    host = os.environ.get("DOCKER_HOST") or f"unix://{home.socket}"
    if host.replace("/var/run/", "/run/") != f"unix://{home.socket}":
        raise EngineUnavailableError(
            f"DOCKER_HOST={host} does not answer: start that engine, or unset DOCKER_HOST"
        )


def describe(engine: Answering, home: Home) -> str:
    """One line: version, system, endpoint, store, whose it is; where podman needs it, how to name it."""
    about = engine.engine.about
    whose = ", the private engine" if private.is_private(engine, home) else ""
    line = f"engine {about.version} ({engine.system}) at {engine.endpoint}, store {about.store}{whose}"
    if about.name == "podman" and not os.environ.get("DOCKER_HOST"):
        line += f"\npodman: export DOCKER_HOST={engine.endpoint}"
    return line


def down(home: Home, work: Work, *, remove_images: bool = False) -> None:
    """Stop the private engine, and forget what it built and pulled if `remove_images`.

    EngineFailureError where something is still mounted in its files.
    """
    if not home.root.is_dir():
        work.tell(f"there is no private engine in {home.folder}")
        return
    with alone(home, work):
        running = bool(processes_inside(home.root))
        if running:
            private.stop(home, work)
            home.socket.unlink(missing_ok=True)
        said = "the private engine is stopped" if running else "the private engine is not running"
        if remove_images and not remove_tree(home.all_data):
            raise EngineFailureError(f"{said}, but something is mounted in {home.all_data}: it stays")
        work.tell(f"{said}; its images {'are removed' if remove_images else f'stay in {home.all_data}'}")


def status(home: Home, work: Work) -> None:
    """Say which engine answers. Raises EngineUnavailableError where none does."""
    if (engine := answering()) is None:
        raise EngineUnavailableError("no engine answers")
    work.tell(describe(engine, home))
    version = buildx_version(work)
    work.tell(f"buildx {version}" if version else "buildx is missing")
