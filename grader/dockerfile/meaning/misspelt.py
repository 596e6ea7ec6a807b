"""Names and tags of images that are slips, as far as that is known without a registry.

A tag is one where one of its words is nearly a word that the tags of base images are made of. A name is one
where Docker Hub has no official image of that name, and a stage or an official image is nearly called so.
"""

import re
from collections.abc import Iterable

from grader.dockerfile.official import OFFICIAL
from grader.dockerfile.reference import DEFAULT_REGISTRY, Reference, parse_reference
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


def meant_name(image: Reference, stages: Iterable[str]) -> str | None:
    """What was probably meant by an image's name; None where there may be such an image.

    A name without a folder is an official image's; `stages` are the names that it may have been meant for.
    """
    if image.registry != DEFAULT_REGISTRY or "/" in image.name or image.name in OFFICIAL:
        return None
    if not image.tag and (stage := nearest(image.name, sorted(stages))):
        return f"the stage {stage}"
    near = nearest(image.name, sorted(OFFICIAL))
    return str(parse_reference(f"{near}:{image.tag}" if image.tag else near)) if near else None


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
