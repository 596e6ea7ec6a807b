"""Getting the images that a submission starts from, and whose fault it is where one cannot be had."""

import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor

from grader.bench.blocked import BlockedError
from grader.dockerfile import Dockerfile, Stage
from grader.engine import Engine
from grader.engine.model import NotPulled
from grader.errors import EngineFailureError
from grader.evidence import Blocked

SIDE_BY_SIDE = 4


class BaseImages:
    """Pulls what is missing, side by side, each image once; all pulls together have `limit` seconds.

    `not_pulled` tells why images are not there.
    """

    def __init__(self, engine: Engine, limit: float, progress: Callable[[str], None]) -> None:
        self._engine, self._left, self._progress = engine, limit, progress
        self.not_pulled: dict[str, NotPulled] = {}

    def missing(self, references: Iterable[str]) -> list[str]:
        """Those that the engine does not have."""
        return [reference for reference in references if self._engine.find_image(reference) is None]

    def pull(self, references: Iterable[str]) -> None:
        """Get them; what was tried before is not tried again."""
        wanted = [reference for reference in references if reference not in self.not_pulled]
        started = time.monotonic()
        with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
            outcomes = dict(zip(wanted, pool.map(self._pull, wanted), strict=True))
        self._left -= time.monotonic() - started
        self.not_pulled |= {name: failed for name, failed in outcomes.items() if failed is not None}

    def check(self, dockerfile: Dockerfile, needed: Iterable[str]) -> None:
        """Nothing that the build needs may be missing.

        BlockedError where a registry answered that there is no such image, EngineFailureError where none did.
        """
        for reference in needed:
            if (failed := self.not_pulled.get(reference)) is None:
                continue
            why = f"the image {reference} cannot be pulled: {failed.reason}"
            if failed.unreachable:
                raise EngineFailureError(why)
            raise BlockedError(Blocked("build", why, dockerfile.file, _line(dockerfile, reference)))

    def _pull(self, reference: str) -> NotPulled | None:
        if self._left <= 0:
            return NotPulled("the time for pulls was used up", unreachable=True)
        self._progress(f"pulling {reference}")
        return self._engine.pull(reference, self._left, lambda line: self._progress(f"pulling {line}"))


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
