"""Secrets in the bytes of a file: known values in any spelling, and the tokens that issuers give a shape."""

from collections.abc import Iterable

from grader.secrets.encodings import Needles
from grader.secrets.signs import TOKEN_MARKS, of_a_package, token_in_file
from grader.secrets.unpacking import unpacked
from grader.secrets.values import SecretValue
from grader.values import Value

_TOKEN_OVERLAP = 4_000


class Search(Value, dict=True):
    """Looks for these values; `needles` are theirs, in the same order."""

    values: tuple[SecretValue, ...]
    needles: Needles

    @classmethod
    def of(cls, values: Iterable[SecretValue]) -> "Search":
        """A search for the values."""
        known = tuple(values)
        return cls(known, Needles(tuple(each.value for each in known)))

    def in_text(self, text: str) -> list[str]:
        """What a short text holds: `the value of SECRET_KEY`."""
        return self._told(self.needles.inside(text.encode("utf-8", "surrogateescape")))

    def in_file(self, path: str, pieces: Iterable[bytes]) -> list[str]:
        """What the file holds; a token in a package's own files, such as its tests, is no secret."""
        return sorted(self._in_pieces(pieces, with_tokens=not of_a_package(path)))

    def _in_pieces(self, pieces: Iterable[bytes], *, with_tokens: bool) -> set[str]:
        overlap = max(self.needles.overlap, _TOKEN_OVERLAP if with_tokens else 1)
        found, tails = set[str](), {False: b"", True: b""}
        for inside, piece in unpacked(pieces):
            window = tails[inside] + piece
            found.update(self._told(self.needles.inside(window)))
            if with_tokens and any(mark in window for mark in TOKEN_MARKS):
                found.update(token_in_file(window.decode("latin-1")))
            tails[inside] = window[-overlap:]
        return found

    def _told(self, numbers: Iterable[int]) -> list[str]:
        return [f"the value of {self.values[at].name}" for at in sorted(numbers)]
