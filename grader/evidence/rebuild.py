"""What a change of one file makes the engine build again."""

from grader.evidence.history import HistoryEntry
from grader.evidence.question import ImageQuestion
from grader.values import Value


class RebuiltStep(Value):
    """A RUN of the second build: the shell that it runs, whether it came from the cache, else seconds.

    `name` is the builder's, such as `[builder 3/4] RUN pip install flask`.
    """

    name: str
    texts: tuple[str, ...]
    cached: bool
    seconds: float | None = None
    line: int | None = None


class RebuildFact(Value):
    """The layers of two builds, before and after one file of the build context was changed.

    `before` are the history entries that made the image's layers, from the oldest on; `kept` tells for
    each whether the second image has that layer too. `changed` is false where both images are the same,
    layer by layer. `steps` are the RUNs of all stages, as the builder tells of them.
    """

    before: tuple[HistoryEntry, ...]
    kept: tuple[bool, ...]
    changed: bool
    steps: tuple[RebuiltStep, ...] = ()


class Rebuild(ImageQuestion[RebuildFact]):
    """Build again after one more line was written at the end of the file `touch`."""

    touch: str = ""
