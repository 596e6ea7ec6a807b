"""`python -m grader.machine`: what scripts/engine, scripts/base-images and make call."""

import argparse
import sys
from collections.abc import Sequence

from grader.errors import EngineUnavailableError, GraderError, UsageError
from grader.interrupts import interrupt_on_termination
from grader.machine import debian
from grader.machine.answering import answering
from grader.machine.base_images import provide
from grader.machine.beside import become, copy_images, lead_to
from grader.machine.flavours import FLAVOURS, PRIVATE, STORES, check_store
from grader.machine.home import Home, engine_home
from grader.machine.setup import set_up
from grader.machine.up import down, status, up
from grader.machine.wanted import base_images
from grader.machine.work import Work
from grader.text import plain

INTERRUPTED = 130
ENGINE = """\
  up      use the engine that answers (DOCKER_HOST, docker context, Docker or Podman socket);
          where none does, start a private one (root on Debian or Ubuntu)
  down    stop the private engine; its images stay, but for --remove-images
  status  say which engine answers
  run     run a command on a flavour, in its network

The private engine lives in GRADER_ENGINE_HOME (default /var/lib/grader-engine).
GRADER_DEBIAN_MIRROR names a Debian mirror where apt's configuration has none.

A flavour is another engine of Debian's: its root, socket and network are its own, so that it disturbs no
other engine. Its published ports are seen from its network only: grade with `run`. Its base images are
those of the engine that answers: scripts/base-images --flavour FLAVOUR.

examples:
  scripts/engine up
  scripts/engine up --store containerd
  scripts/engine down
  scripts/engine down --remove-images && scripts/engine up
  scripts/engine up --flavour podman-5 && scripts/base-images --flavour podman-5
  scripts/engine run --flavour podman-5 -- .venv/bin/grader verify 02-multi-stage-builds

exit codes: 0 ok, 3 no usable engine, 2 usage"""
IMAGES = """\
Makes base images present; without IMAGE, all that the challenges name.
Each is left alone when it is there, else pulled. Where no registry is reachable, a stand-in is built
under the same name from the Debian mirror and the Python package index (root on Debian or Ubuntu).
A stand-in has the label org.opencontainers.image.title=stand-in; org.opencontainers.image.description tells
what it really is: no Debian has Python 3.12, and the stand-in for Alpine is a Debian with an apk.

examples:
  scripts/base-images
  scripts/base-images python:3.11-slim
  docker image ls --filter label=org.opencontainers.image.title=stand-in
  docker image inspect --format '{{json .Config.Labels}}' python:3.12-slim

exit codes: 0 ok, 3 an image could not be had, 2 usage"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code."""
    interrupt_on_termination()
    given = list(sys.argv[1:] if arguments is None else arguments)
    cut = given.index("--") if "--" in given else len(given)
    asked = _parser().parse_args(given[:cut])
    try:
        _run(asked, given[cut + 1 :])
    except GraderError as error:
        sys.stderr.write(f"{plain(str(error), 100_000)}\n")
        return error.exit_code
    except KeyboardInterrupt:
        return INTERRUPTED
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m grader.machine", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    raw = argparse.RawDescriptionHelpFormatter
    engine = commands.add_parser("engine", prog="scripts/engine", description=ENGINE, formatter_class=raw)
    engine.add_argument("action", choices=("up", "down", "status", "run"))
    engine.add_argument("--flavour", choices=FLAVOURS, help="another engine, beside the one that answers")
    engine.add_argument(
        "--store",
        choices=STORES,
        help="image store that is wanted of Docker: overlay2 (classic) or containerd. "
        "A private engine is restarted with it; each store keeps its own images.",
    )
    engine.add_argument(
        "--remove-images",
        action="store_true",
        help="with down: remove its images and what its builds keep, and give back the disk. "
        "After thousands of builds an engine that begins anew is quicker, too.",
    )
    images = commands.add_parser(
        "base-images", prog="scripts/base-images", description=IMAGES, formatter_class=raw
    )
    images.add_argument(
        "--flavour", choices=FLAVOURS, help="copy them to this engine from the one that answers"
    )
    images.add_argument("--quiet", action="store_true", help="one line per image, no progress")
    images.add_argument("images", metavar="IMAGE", nargs="*")
    setup = commands.add_parser("setup", help="an engine, and the base images that challenges name")
    setup.add_argument("--challenge", action="append", default=[], help="only this challenge's images")
    package = commands.add_parser("package", help="install a Debian package (root on Debian or Ubuntu)")
    package.add_argument("name")
    return parser


def _run(asked: argparse.Namespace, command: Sequence[str]) -> None:
    flavour = FLAVOURS.get(getattr(asked, "flavour", None) or "", PRIVATE)
    home, work = engine_home(flavour), Work(quiet=getattr(asked, "quiet", False))
    match asked.command:
        case "engine":
            check_store(flavour, asked.store)
            if flavour.beside:
                lead_to(home)
            _engine(asked, home, work, command)
        case "base-images":
            if (engine := answering()) is None:
                raise EngineUnavailableError("no container engine answers: run scripts/engine up")
            if flavour.beside:
                copy_images(asked.images or base_images(), engine, home, work)
            else:
                provide(asked.images or base_images(), engine, home, work)
        case "setup":
            set_up(home, work, asked.challenge)
        case "package":
            if not debian.is_debian_root():
                raise EngineUnavailableError(
                    f"{asked.name} can be installed only as root on Debian or Ubuntu"
                )
            debian.install_package(work, asked.name)


def _engine(asked: argparse.Namespace, home: Home, work: Work, command: Sequence[str]) -> None:
    if asked.remove_images and asked.action != "down":
        raise UsageError("--remove-images goes with scripts/engine down")
    match asked.action:
        case "up":
            up(home, work, asked.store)
        case "down":
            down(home, work, remove_images=asked.remove_images)
        case "status":
            status(home, work)
        case "run":
            if not home.flavour.beside or not command:
                raise UsageError("say which: scripts/engine run --flavour FLAVOUR -- COMMAND")
            become(home, command)


if __name__ == "__main__":
    sys.exit(main())
