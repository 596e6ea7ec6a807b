"""The images that a submission starts from."""

from collections import Counter

from grader.bench.base_images import BaseImages
from grader.engine.model import Image
from grader.evidence import HistoryEntry
from tests.bench.submissions import ANY
from tests.fake_engine import BASE, HISTORIES, FakeEngine


class _Asked(FakeEngine):
    """Counts what it is asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = Counter[str]()

    def find_image(self, reference: str) -> Image | None:
        """One of the images."""
        self.asked[reference] += 1
        return super().find_image(reference)

    def history(self, reference: str) -> tuple[HistoryEntry, ...]:
        """One of the histories."""
        self.asked[f"history of {reference}"] += 1
        return super().history(reference)


def test_the_engine_is_asked_once() -> None:
    """What it has is known then; what it has not may be there later, once it was pulled."""
    engine = _Asked()
    bases = BaseImages(engine, 60.0, lambda _text: None, ANY)
    assert [bases.find("base:1"), bases.find("base:1")] == [BASE, BASE]
    assert bases.history("base:1") == bases.history("base:1") == HISTORIES["base:1"]
    assert bases.find("late:1") is None
    engine.images["late:1"] = BASE
    assert bases.find("late:1") is BASE
    assert engine.asked == {"base:1": 1, "history of base:1": 1, "late:1": 2}
