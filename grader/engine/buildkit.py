"""BuildKit: through the buildx plugin, or inside an older docker command."""

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from typing_extensions import override

from grader.engine.build_log import read_failure
from grader.engine.builder import Builder, child_environment
from grader.engine.cache_mounts import NAMESPACE_ARGUMENT, without_marker
from grader.engine.child import ChildResult, run_child
from grader.engine.model import BuildFailure, BuildOrder

if TYPE_CHECKING:
    from grader.engine.client import Connection

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


def choose_builder(connection: "Connection") -> Literal["buildx", "buildkit", "classic"]:
    """The best builder that this machine has for Docker."""
    if not shutil.which("docker"):
        return "classic"
    if has_plugin():
        return "buildx"
    if _docker(connection, "buildx", "version").startswith("github.com/docker/buildx"):
        return "buildx"
    version = _docker(connection, "version", "--format", "{{.Client.Version}}")
    major = version.partition(".")[0].strip()
    inside = major.isdigit() and int(major) <= LAST_CLIENT_WITH_BUILDKIT_INSIDE
    return "buildkit" if inside else "classic"


class BuildKit(Builder):
    """Docker's own builder, through the command line."""

    takes_group = True

    def __init__(self, *, plugin: bool) -> None:
        self._through_plugin = plugin

    @override
    def command(self, order: BuildOrder, folder: Path, labels: dict[str, str]) -> list[str]:
        # No --load: a context's own builder loads what it built (Docker's manual, build/builders/drivers)
        # and, told to, asks the engine first what that is.
        command = [*_program(), "build"] if self._through_plugin else ["docker", "build"]
        command += ["--progress=plain", f"--tag={order.tag}", f"--file={folder / 'Dockerfile'}"]
        command += [f"--label={name}={value}" for name, value in labels.items()]
        options = order.options
        command += [f"--target={options.target}"] if options.target else []
        command += [f"--platform={options.platform}"] if options.platform else []
        command += [f"--build-arg={name}={value}" for name, value in options.arguments]
        command += [f"--build-arg={NAMESPACE_ARGUMENT}={order.namespace}"] if order.namespace else []
        command += [f"--cgroup-parent={order.group}"] if order.group else []
        command += ["--no-cache"] if order.keyed_text is None else []
        return [*command, "--", str(order.context)]

    @override
    def text(self, order: BuildOrder) -> bytes:
        return order.keyed_text or order.text

    @override
    def said(self, text: str, order: BuildOrder) -> str:
        return without_marker(text, order.namespace)

    @override
    def failure(self, result: ChildResult, order: BuildOrder) -> BuildFailure:
        return read_failure(result, order.limit)


def _program() -> list[str]:
    plugin = _plugin()
    return [str(plugin)] if plugin else ["docker", "buildx"]


def has_plugin() -> bool:
    """Whether buildx is where the docker command looks for its plugins."""
    return _plugin() is not None


def _plugin() -> Path | None:
    """The program itself: it runs without the docker command, too, and starts sooner so."""
    files = (folder.expanduser() / "docker-buildx" for folder in PLUGIN_FOLDERS)
    return next((file for file in files if os.access(file, os.X_OK) and file.is_file()), None)


def _docker(connection: "Connection", *arguments: str) -> str:
    try:
        result = run_child(
            ["docker", *arguments], environment=child_environment(connection.environment), limit=PROBE_SECONDS
        )
    except OSError:
        return ""
    return result.output if result.exit_code == 0 else ""
