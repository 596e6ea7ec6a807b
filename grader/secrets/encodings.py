"""How a value may be written down so that it can be read back: as it is, reversed, in hex, in base64."""

import base64
from collections.abc import Iterator
from functools import cached_property
from urllib.parse import quote

from grader.values import Value

_BLANKS = b" \t\r\n"
_URL_SAFE = bytes.maketrans(b"+/", b"-_")
_MARGIN = 4
"""What programs wrap holds blanks: `xxd` has one for every two bytes, `base64` one for every 76."""


class Needles(Value, dict=True):
    """What to look for: each form in which a value may be written, with the number of its value."""

    values: tuple[str, ...]

    @cached_property
    def plain(self) -> tuple[tuple[bytes, int], ...]:
        """The forms that are looked for in bytes as they are."""
        return tuple((form, at) for at, value in enumerate(self.values) for form in set(_plain(value)))

    @cached_property
    def encoded(self) -> tuple[tuple[bytes, int], ...]:
        """The forms that are looked for in bytes without blanks, since programs wrap them."""
        return tuple((form, at) for at, value in enumerate(self.values) for form in set(_encoded(value)))

    @cached_property
    def overlap(self) -> int:
        """The bytes that two pieces must share, so that nothing is missed between them."""
        return _MARGIN * max((len(form) for form, _ in (*self.plain, *self.encoded)), default=0)

    def inside(self, content: bytes) -> set[int]:
        """The numbers of the values that the bytes hold."""
        if not self.values:
            return set()
        joined = content.translate(None, _BLANKS)
        found = {at for form, at in self.plain if form in content}
        return found | {at for form, at in self.encoded if form in joined}


def _plain(value: str) -> Iterator[bytes]:
    raw = value.encode("utf-8", "surrogateescape")
    yield from (raw, raw[::-1], value.encode("utf-16-le", "surrogatepass"))
    yield quote(raw, safe="").encode()


def _encoded(value: str) -> Iterator[bytes]:
    raw = value.encode("utf-8", "surrogateescape")
    for form in (raw, raw[::-1]):
        yield from (form.hex().encode(), form.hex().upper().encode())
    for alignment in range(3):
        yield from (_base64(raw, alignment), _base64(raw, alignment).translate(_URL_SAFE))


def _base64(raw: bytes, before: int) -> bytes:
    """The characters that only `raw` decides, where `before` bytes stand in front of it (RFC 4648)."""
    padded = bytes(before) + raw
    return base64.b64encode(padded)[-(-before * 8 // 6) : len(padded) * 8 // 6]
