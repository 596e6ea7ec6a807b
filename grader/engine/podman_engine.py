"""Podman, through its Docker-compatible API."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from typing_extensions import override

from grader.dockerfile import Dockerfile, familiar_reference
from grader.engine.builder import Builder
from grader.engine.child import ChildResult
from grader.engine.classic_builder import ClassicBuilder
from grader.engine.client import engine_failures
from grader.engine.compatible import CompatibleEngine
from grader.engine.model import KNOWS_MOST, About, BuildFailure, BuildOrder, CommandOrder, Image, StepDone
from grader.engine.ownership import Run
from grader.engine.podman_container import LIBPOD, PodmanContainer
from grader.errors import BeyondEngineError
from grader.evidence import HistoryEntry
from grader.values import replace

if TYPE_CHECKING:
    from grader.challenge import Limits

FIRST_BUILDAH_WITH_HEREDOCS = (1, 33)
"""Podman 4.8 brought it; older ones take a heredoc's lines for instructions (buildah's changelog)."""

PLATFORM_ARGUMENTS = frozenset(
    f"{of}{part}" for of in ("TARGET", "BUILD") for part in ("PLATFORM", "OS", "ARCH", "VARIANT")
)
"""What buildah sets by the platform; BuildKit takes an argument's value instead (seen with buildah 1.39)."""

_LOOKED_FOR = re.compile(r"initializing source docker://(\S+?): |from=(\S+?): no stage or image found")


def is_podman(version: Mapping[str, Any]) -> bool:
    """Whether the answer to `docker version` is Podman's: its component is called `Podman Engine`."""
    return any("podman" in str(part.get("Name", "")).lower() for part in version.get("Components") or [])


def reads_heredocs(buildah: str) -> bool:
    """Whether this version of buildah knows heredocs."""
    return tuple(map(int, re.findall(r"\d+", buildah)[:2])) >= FIRST_BUILDAH_WITH_HEREDOCS


class PodmanEngine(CompatibleEngine):
    """Podman: it builds with buildah."""

    @cached_property
    @override
    def about(self) -> About:
        buildah = str(self.connection.info.get("BuildahVersion") or "")
        lacks = "" if reads_heredocs(buildah) else "no heredocs: they need Podman 4.8 or newer"
        return About(
            name="podman",
            version=str(self.connection.version.get("Version", "unknown")),
            store=str(self.connection.info.get("Driver", "unknown")),
            platform=self.platform,
            builder="classic",
            builder_version=buildah,
            builder_lacks=lacks,
            remote_host=self.connection.remote_host,
            cpus=self.number("NCPU"),
            memory=self.number("MemTotal"),
        )

    @override
    def find_image(self, reference: str) -> Image | None:
        found = super().find_image(reference)
        return None if found is None else self._with_health_check(found)

    @override
    def build(
        self,
        order: BuildOrder,
        run: Run,
        on_line: Callable[[str], None],
        on_step: Callable[[str], None],
        on_done: Callable[[Sequence[StepDone]], None] = lambda _steps: None,
    ) -> Image | BuildFailure:
        built = super().build(order, run, on_line, on_step, on_done)
        return self._with_health_check(built) if isinstance(built, Image) else built

    @override
    def start(self, image_id: str, ports: Iterable[int], limits: "Limits", run: Run) -> PodmanContainer:
        started = super().start(image_id, ports, limits, run)
        return PodmanContainer(self.connection, started.container_id)

    @override
    def start_command(
        self, image_id: str, order: CommandOrder, limits: "Limits", run: Run
    ) -> PodmanContainer:
        started = super().start_command(image_id, order, limits, run)
        return PodmanContainer(self.connection, started.container_id)

    @override
    def history(self, reference: str) -> tuple[HistoryEntry, ...]:
        """Podman's own answer tells which entries made a layer: its WORKDIR makes none, if a folder."""
        entries = super().history(reference)
        told = self._own_description(reference, "history").get("History") or ()
        if len(told) != len(entries):
            return entries
        makes = (not entry.get("empty_layer") for entry in told)
        return tuple(replace(entry, is_layer=made) for entry, made in zip(entries, makes, strict=True))

    def _with_health_check(self, image: Image) -> Image:
        """The Docker-compatible answer leaves it out (seen with 5.4)."""
        described = self._own_description(image.image_id, "health check")
        test = (described.get("Healthcheck") or {}).get("Test") or ()
        return replace(image, config=replace(image.config, healthcheck=tuple(test)))

    def _own_description(self, reference: str, part: str) -> dict[str, Any]:
        api = self.connection.api
        with engine_failures(f"looking at the image's {part}"):
            answer = api.get(f"{api.base_url}{LIBPOD}/images/{quote(reference, safe='')}/json")
            answer.raise_for_status()
        described: dict[str, Any] = answer.json()
        return described

    @cached_property
    @override
    def builder(self) -> Builder:
        return Buildah(self.about.version, self.about.builder_version)


class Buildah(ClassicBuilder):
    """The builder inside Podman, which tells capitals in stage names apart."""

    def __init__(self, podman: str, buildah: str) -> None:
        super().__init__(
            reads_heredocs=reads_heredocs(buildah),
            called=f"Podman {podman} with buildah {buildah}",
            able="Podman 4.8 or newer",
        )

    @override
    def command(self, order: BuildOrder, folder: Path, labels: dict[str, str]) -> list[str]:
        own = sorted(name for name, _ in order.options.arguments if name in PLATFORM_ARGUMENTS)
        if own:
            raise BeyondEngineError(
                f"Podman gives {', '.join(own)} itself, whatever the argument of the build says", KNOWS_MOST
            )
        return super().command(order, folder, labels)

    @override
    def failure(self, result: ChildResult, order: BuildOrder) -> BuildFailure:
        failure = super().failure(result, order)
        mix_up = stage_taken_for_image(order.dockerfile, failure.reason)
        if not mix_up:
            return failure
        return replace(failure, fault="machine", reason=failure.reason + mix_up, able=KNOWS_MOST)


def stage_taken_for_image(dockerfile: Dockerfile, reason: str) -> str:
    """Why an image that the Dockerfile does not name was not found; empty where that was not the reason."""
    looked_for = _LOOKED_FOR.search(reason)
    if not looked_for or _familiar(looked_for[1] or looked_for[2]) in dockerfile.external_images:
        return ""
    return " (Podman tells capitals in stage names apart, BuildKit does not)"


def _familiar(name: str) -> str:
    try:
        return familiar_reference(name)
    except ValueError:  # a stage's name may have capitals, an image's may not
        return name
