"""A tag that is a slip: one of its words is nearly a word that the tags of base images are made of."""

import re
from collections.abc import Iterable

from grader.dockerfile.reference import Reference, parse_reference
from grader.text import nearest

_WORD = re.compile(r"[a-z]{3,}")
_USUAL = frozenset({"slim", "alpine", "bookworm", "bullseye", "trixie", "latest"})
_OTHERS = frozenset(
    {
        "buster",
        "stretch",
        "jessie",
        "forky",
        "focal",
        "jammy",
        "noble",
        "minimal",
        "stable",
        "windowsservercore",
    }
)


def meant_tag(image: Reference, bases: Iterable[str]) -> str | None:
    """The reference that was probably meant; None where the tag may well be one.

    Numbers are never a slip: a version that is not known here may exist. `bases` are those that the
    challenge wants, which may hold `*` and `?`.
    """
    known = _USUAL | {word for base in bases for word in _WORD.findall(base.partition(":")[2])}
    words = _WORD.findall(image.tag)
    meant = {word: nearest(word, sorted(known)) for word in words if word not in known | _OTHERS}
    if image.digest or not meant or None in meant.values():
        return None
    tag = _WORD.sub(lambda match: meant.get(match[0]) or match[0], image.tag)
    return str(parse_reference(f"{image.name}:{tag}"))
