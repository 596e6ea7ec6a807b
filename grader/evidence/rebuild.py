"""What a change of one file makes the engine build again."""

from dataclasses import dataclass

from grader.evidence.history import HistoryEntry
from grader.evidence.question import ImageQuestion


@dataclass(frozen=True, slots=True)
class RebuildFact:
    """The layers of two builds, before and after one file of the build context was changed.

    `before` are the history entries that made the image's layers, from the oldest on; `kept` tells for
    each whether the second image has that layer too. `changed` is false where both images are the same,
    layer by layer.
    """

    before: tuple[HistoryEntry, ...]
    kept: tuple[bool, ...]
    changed: bool


@dataclass(frozen=True, slots=True)
class Rebuild(ImageQuestion[RebuildFact]):
    """Build again after one more line was written at the end of the file `touch`."""

    touch: str = ""
