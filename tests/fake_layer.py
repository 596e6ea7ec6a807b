"""A layer of an image, made up."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from grader.engine.model import LayerExcessError
from grader.evidence import LayerEntry


@dataclass
class FakeLayer:
    """The files of `contents`, by their paths, and `others`; with `excess`, it cannot be read."""

    contents: Mapping[str, bytes] = field(default_factory=dict)
    others: Sequence[LayerEntry] = ()
    excess: str = ""

    def entries(self) -> Iterator[LayerEntry]:
        """All of them."""
        if self.excess:
            raise LayerExcessError(self.excess)
        yield from (LayerEntry(path, "file", len(content)) for path, content in self.contents.items())
        yield from self.others

    def chunks(self, path: str) -> Iterator[bytes]:
        """The content, a few bytes at a time."""
        content = self.contents.get(path, b"")
        yield from (content[at : at + 7] for at in range(0, len(content), 7))
