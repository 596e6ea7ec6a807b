"""Using a flavour that runs beside other engines: commands in its network, and base images for it."""

import json
import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence

from grader.dockerfile import parse_reference
from grader.engine.model import Image
from grader.errors import EngineFailureError, EngineUnavailableError
from grader.machine.answering import Answering
from grader.machine.home import Home
from grader.machine.private import is_answering
from grader.machine.processes import is_inside, read_pid
from grader.machine.work import LIMIT_SECONDS, Work
from grader.text import last_lines

_BUILDX = "usr/libexec/docker/cli-plugins/docker-buildx"


def environment(home: Home) -> dict[str, str]:
    """The variables that lead a command to the flavour: its socket, and the buildx of its own version."""
    return {"DOCKER_HOST": f"unix://{home.socket}", "DOCKER_CONFIG": str(home.folder / "client")}


def lead_to(home: Home) -> None:
    """Make this process and its children use the flavour."""
    os.environ.update(environment(home))


def install_plugin(home: Home) -> None:
    """Put the flavour's own buildx where the docker command of `environment` looks for it."""
    source, target = home.root / _BUILDX, home.folder / "client" / "cli-plugins" / "docker-buildx"
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_file():
        shutil.copy(source, target)


def inside(home: Home, command: Sequence[str]) -> list[str]:
    """The command that runs `command` in the flavour's network, where its published ports are.

    Raises EngineUnavailableError where the flavour is not running.
    """
    pid = read_pid(home.pid_file)
    if pid is None or not is_inside(pid, home.root) or not is_answering(home.socket):
        name = home.flavour.name
        raise EngineUnavailableError(f"{name} is not running: scripts/engine up --flavour {name}")
    return ["nsenter", f"--net=/proc/{pid}/root/run/network", "--", *command]


def become(home: Home, command: Sequence[str]) -> None:
    """Become the command in the flavour's network; returns only by an error."""
    entered = inside(home, command)
    os.execvpe(entered[0], entered, {**os.environ, **environment(home)})  # noqa: S606 - no shell is wanted


def copy_images(references: Sequence[str], source: Answering, home: Home, work: Work) -> None:
    """Give the flavour those of another engine's images that it does not have, as one stream.

    Raises EngineFailureError.
    """
    name, there = home.flavour.name, {**os.environ, **environment(home)}
    references = [each for each in references if _lacks(each, source.image(each), there)]
    if not references:
        return
    work.step(f"copying {len(references)} base images to {name}")
    save, load = ("docker", "save", *references), ("docker", "load", "--quiet")
    with subprocess.Popen(  # noqa: S603 - no shell; the names are those of base images
        save, stdout=subprocess.PIPE, env={**os.environ, **source.environment}
    ) as saving:
        loaded = subprocess.run(  # noqa: S603 - as above
            load,
            stdin=saving.stdout,
            capture_output=True,
            text=True,
            timeout=LIMIT_SECONDS,
            env=there,
            check=False,
        )
    if saving.returncode or loaded.returncode:
        said = last_lines(loaded.stdout + loaded.stderr, 10)
        raise EngineFailureError("\n".join((*said, f"copying base images to {name} failed")))
    if home.flavour.engine == "podman":
        _name_as_pulled(references, home, work)
    work.step(f"{name} has the base images")


def _lacks(reference: str, image: Image | None, there: Mapping[str, str]) -> bool:
    """Whether another image has that name there, or none."""
    inspect = ("docker", "image", "inspect", "--format", "{{json .RootFS.Layers}}", reference)
    done = subprocess.run(  # noqa: S603 - no shell; the name is that of a base image
        inspect, capture_output=True, text=True, timeout=LIMIT_SECONDS, env=there, check=False
    )
    return image is None or json.loads(done.stdout.strip() or "[]") != list(image.layers)


def _name_as_pulled(references: Sequence[str], home: Home, work: Work) -> None:
    """Podman takes a loaded image without a registry's name for its own, `localhost/python`."""
    for reference in references:
        own, pulled = f"localhost/{reference}", _as_pulled(reference)
        work.run(f"naming {pulled}", "docker", "tag", own, pulled, environment=environment(home))
        work.run(f"naming {pulled}", "docker", "image", "rm", own, environment=environment(home))


def _as_pulled(reference: str) -> str:
    named = parse_reference(reference)
    return f"{named.registry}/{named.repository}:{named.version}"
