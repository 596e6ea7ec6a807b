"""Building an image: BuildKit through the docker command, or the engine's classic builder."""

import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from grader.engine.build_log import BuildFailure, read_failure
from grader.engine.child import run_child
from grader.engine.classic_build import BUILD_FAILED, order_text
from grader.engine.classic_log import read_classic_failure
from grader.engine.client import Engine
from grader.engine.ownership import Run, temporary_prefix
from grader.errors import EngineFailureError
from grader.evidence.image import DEFAULT, BuildOptions
from grader.text import last_lines

Builder = Literal["buildx", "buildkit", "classic"]
PROBE_SECONDS = 20.0
PLUGIN_FOLDERS = (
    Path(os.environ.get("DOCKER_CONFIG") or "~/.docker", "cli-plugins"),
    Path("/usr/local/lib/docker/cli-plugins"),
    Path("/usr/local/libexec/docker/cli-plugins"),
    Path("/usr/lib/docker/cli-plugins"),
    Path("/usr/libexec/docker/cli-plugins"),
)
"""Where the docker command looks for its plugins (docker/cli, cli-plugins/manager)."""
LAST_CLIENT_WITH_BUILDKIT_INSIDE = 22
"""From Docker 23 on, the docker command builds through the buildx plugin (release notes of 23.0)."""


@dataclass(frozen=True, slots=True)
class BuildOrder:
    """What to build: a context folder, the text of its Dockerfile and of its ignore file, and how."""

    context: Path
    dockerfile: bytes
    ignore: bytes
    options: BuildOptions = DEFAULT
    limit: float = 300.0
    labelled: bool = True
    """Whether the image carries the run's labels; one that is handed out must not."""


def choose_builder(engine: Engine) -> Builder:
    """The best builder that this machine has for the engine."""
    if engine.name == "podman" or not shutil.which("docker"):
        return "classic"
    if _plugin() is not None:
        return "buildx"
    if _docker(engine, "buildx", "version").startswith("github.com/docker/buildx"):
        return "buildx"
    major = _docker(engine, "version", "--format", "{{.Client.Version}}").partition(".")[0].strip()
    inside = major.isdigit() and int(major) <= LAST_CLIENT_WITH_BUILDKIT_INSIDE
    return "buildkit" if inside else "classic"


def build(
    engine: Engine, builder: Builder, order: BuildOrder, run: Run, on_line: Callable[[str], None]
) -> str | BuildFailure:
    """The tag of the image that `order` builds, or how the build failed.

    EngineFailureError where the engine went away meanwhile, or the classic builder itself broke down.
    """
    with tempfile.TemporaryDirectory(prefix=temporary_prefix()) as name:
        folder = Path(name)
        (folder / "Dockerfile").write_bytes(order.dockerfile)
        (folder / "Dockerfile.dockerignore").write_bytes(order.ignore)
        tag = run.new_tag()
        if builder == "classic":
            command = _classic(order, folder, tag, run)
        else:
            command = _buildkit(builder, order, folder, tag, run)
        result = run_child(
            command,
            environment=_environment(engine),
            limit=order.limit,
            on_line=on_line,
            stopped=run.stopped,
        )
        if result.exit_code == 0:
            return tag
    if not engine.is_alive():
        raise EngineFailureError("the engine went away while building")
    if builder != "classic":
        return read_failure(result, order.limit)
    if result.exit_code not in {BUILD_FAILED, None}:
        said = " ".join(last_lines(result.output, 1)) or f"exit code {result.exit_code}"
        raise EngineFailureError(f"the build was cut off: {said}")
    return read_classic_failure(result, order.limit)


def _plugin() -> Path | None:
    """The program itself: it runs without the docker command, too, and starts sooner so."""
    files = (folder.expanduser() / "docker-buildx" for folder in PLUGIN_FOLDERS)
    return next((file for file in files if os.access(file, os.X_OK) and file.is_file()), None)


def _buildkit(builder: Builder, order: BuildOrder, folder: Path, tag: str, run: Run) -> list[str]:
    if builder == "buildx":
        plugin = _plugin()
        command = [*([str(plugin)] if plugin else ["docker", "buildx"]), "build", "--load"]
    else:
        command = ["docker", "build"]
    command += ["--progress=plain", f"--tag={tag}", f"--file={folder / 'Dockerfile'}"]
    labels = run.labels if order.labelled else {}
    command += [f"--label={name}={value}" for name, value in labels.items()]
    options = order.options
    command += [f"--target={options.target}"] if options.target else []
    command += [f"--platform={options.platform}"] if options.platform else []
    command += [f"--build-arg={name}={value}" for name, value in options.arguments]
    return [*command, "--", str(order.context)]


def _classic(order: BuildOrder, folder: Path, tag: str, run: Run) -> list[str]:
    text = order_text(
        context=order.context,
        dockerfile=folder / "Dockerfile",
        tag=tag,
        labels=run.labels if order.labelled else {},
        target=order.options.target,
        platform=order.options.platform,
        build_args=dict(order.options.arguments),
        ignore=order.ignore.decode("utf-8", "replace").splitlines(),
    )
    return [sys.executable, "-m", "grader.engine.classic_build", text]


def _environment(engine: Engine) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if name not in _REPLACED}
    own = {"DOCKER_BUILDKIT": "1", "BUILDX_NO_DEFAULT_ATTESTATIONS": "1", "NO_COLOR": "1"}
    builder = {"BUILDX_BUILDER": engine.environment.get("DOCKER_CONTEXT", "default")}
    return {**inherited, **own, **builder, **engine.environment}


_REPLACED = {"DOCKER_HOST", "DOCKER_CONTEXT", "BUILDX_BUILDER", "DOCKER_DEFAULT_PLATFORM"}


def _docker(engine: Engine, *arguments: str) -> str:
    try:
        result = run_child(["docker", *arguments], environment=_environment(engine), limit=PROBE_SECONDS)
    except OSError:
        return ""
    return result.output if result.exit_code == 0 else ""
