"""Getting the images that a submission starts from, and whose fault it is where one cannot be had."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from threading import Event
from typing import TYPE_CHECKING

from grader.bench.blocked import BlockedError
from grader.bench.refusals import no_such_image
from grader.dockerfile import Dockerfile, Stage, parse_reference
from grader.dockerfile.allowed import OFFICIAL_ONLY, Allowed
from grader.dockerfile.meaning.misspelt import meant_name, meant_tag
from grader.engine import Engine
from grader.engine.model import Image, NotPulled
from grader.errors import EngineFailureError
from grader.evidence import HistoryEntry

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

SIDE_BY_SIDE = 4


class BaseImages:
    """Pulls what is missing, side by side, each image once; all pulls together have `limit` seconds.

    `not_pulled` tells why images are not there; `allowed` is what may be fetched or taken. The engine is
    asked once for each that it has: a grading asks for its base a dozen times.
    """

    def __init__(
        self,
        engine: Engine,
        limit: float,
        progress: Callable[[str], None],
        allowed: Allowed = OFFICIAL_ONLY,
    ) -> None:
        self._engine, self._left, self._progress = engine, limit, progress
        self.allowed = allowed
        self.not_pulled: dict[str, NotPulled] = {}
        self._found: dict[str, Image] = {}
        self._histories: dict[str, tuple[HistoryEntry, ...]] = {}

    def find(self, reference: str) -> Image | None:
        """The image, or None where the engine does not have it. EngineFailureError."""
        if reference not in self._found and (image := self._engine.find_image(reference)) is not None:
            self._found[reference] = image
        return self._found.get(reference)

    def history(self, reference: str) -> tuple[HistoryEntry, ...]:
        """The history of one that is there. EngineFailureError."""
        if reference not in self._histories:
            self._histories[reference] = self._engine.history(reference)
        return self._histories[reference]

    def provide(
        self, dockerfile: Dockerfile, stage: Stage, stopped: Event, before: Callable[[], None]
    ) -> None:
        """Have what a build of `stage` needs; `before` is called where something must be pulled.

        Pulls end where another thread sets `stopped`, and set it where they are interrupted.

        BuildKit keeps the images it starts from to itself, and the base must be in the engine's list, too.
        BlockedError where a registry answered that there is no such image, or its tag is a slip;
        EngineFailureError where no registry answered.
        """
        images = dockerfile.external_images
        missing = [reference for reference in images if self.find(reference) is None]
        if not missing:
            return
        before()
        self._pull_all([name for name in missing if name not in self.not_pulled], stopped)
        needs_all = self._engine.about.builds_every_stage
        self._check(dockerfile, images if needs_all else needed_images(dockerfile, stage))

    def _pull_all(self, wanted: Sequence[str], stopped: Event) -> None:
        from concurrent.futures import ThreadPoolExecutor  # most submissions need no pull

        started = time.monotonic()
        with ThreadPoolExecutor(SIDE_BY_SIDE) as pool, _ended_with(pool, stopped):
            outcomes = dict(
                zip(wanted, pool.map(lambda name: self._pull(name, stopped), wanted), strict=True)
            )
        self._left -= time.monotonic() - started
        self.not_pulled |= {name: failed for name, failed in outcomes.items() if failed is not None}

    def _check(self, dockerfile: Dockerfile, needed: Iterable[str]) -> None:
        for reference in needed:
            if (failed := self.not_pulled.get(reference)) is None:
                continue
            why = f"the image {reference} cannot be pulled: {failed.reason}"
            meant = self._meant(dockerfile, reference) if failed.unreachable else None
            if failed.unreachable and meant is None:
                raise EngineFailureError(why)
            why = f"the image {reference} cannot be had; did you mean {meant}?" if meant else why
            raise BlockedError(no_such_image(why, dockerfile, _line(dockerfile, reference)))

    def _meant(self, dockerfile: Dockerfile, reference: str) -> str | None:
        """What was probably meant, where no registry needs to be asked to know that it is a slip."""
        image, line = parse_reference(reference), _line(dockerfile, reference) or 0
        stages = [each.name for each in dockerfile.stages if each.name and each.end_line < line]
        return meant_name(image, stages) or meant_tag(image, self.allowed.bases)

    def _pull(self, reference: str, stopped: Event) -> NotPulled | None:
        if self._left <= 0:
            return NotPulled("the time for pulls was used up", unreachable=True)
        self._progress(f"pulling {reference}")
        return self._engine.pull(reference, self._left, self._tell, stopped)

    def _tell(self, line: str) -> None:
        self._progress(f"pulling {line}")


@contextmanager
def _ended_with(pool: "ThreadPoolExecutor", stopped: Event) -> Iterator[None]:
    """An interrupt, or a pull that failed, ends the others."""
    try:
        yield
    except BaseException:
        stopped.set()
        pool.shutdown(wait=False, cancel_futures=True)
        raise


def needed_images(dockerfile: Dockerfile, stage: Stage) -> tuple[str, ...]:
    """The external images that `stage` is built from, by whatever way."""
    found: list[str] = []
    waiting, seen = [stage], {stage.index}
    while waiting:
        each = waiting.pop()
        named = [each.image, *(source.image for source in each.sources)]
        found += [image for image in named if image is not None]
        stages = [each.base, *(source.stage for source in each.sources)]
        further = [at for at in stages if isinstance(at, int) and at not in seen]
        seen.update(further)
        waiting += [dockerfile.stages[at] for at in further]
    return tuple(image for image in dockerfile.external_images if image in found)


def _line(dockerfile: Dockerfile, image: str) -> int | None:
    named = [stage.line for stage in dockerfile.stages if stage.base == image or stage.image == image]
    sources = (source for stage in dockerfile.stages for source in stage.sources)
    named += [source.line for source in sources if source.image == image]
    return min(named, default=None)
