"""The proof of a base image: text claims, layers prove."""

from collections.abc import Callable, Mapping

from grader.dockerfile import parse_reference
from grader.engine.model import Image, NotPulled
from grader.evidence import BaseImage

SCRATCH = "scratch"
Find = Callable[[str], Image | None]
"""The image of a name, where the engine has it (`BaseImages.find`)."""


def prove_base(find: Find, image: Image, reference: str, not_pulled: Mapping[str, NotPulled]) -> BaseImage:
    """Whether the layers of the image named `reference` are the first layers of `image`.

    `not_pulled` tells why images are not there. Raises EngineFailureError.
    """
    if reference == SCRATCH:
        return BaseImage(SCRATCH, available=True, is_prefix=True)
    named = parse_reference(reference)
    if not (named.tag and named.digest):
        return _compare(find, image, reference, not_pulled)
    # The engine follows the digest and ignores the tag; only the tag's own image proves the tag.
    by_tag = _compare(find, image, f"{named.name}:{named.tag}", not_pulled)
    if by_tag.is_prefix or not _compare(find, image, reference, not_pulled).is_prefix:
        return by_tag
    return _no_base(reference, f"its digest is not the one that {named.name}:{named.tag} has here")


def base_layers(find: Find, base: BaseImage) -> tuple[str, ...]:
    """The DiffIDs of a base that is proven; empty where it is not. Raises EngineFailureError."""
    found = find(base.reference) if is_proven(base) else None
    return found.layers if found else ()


def is_proven(base: BaseImage) -> bool:
    """Whether the image has layers of this base that are known to be the base's."""
    return base.is_prefix and base.reference != SCRATCH


def _compare(find: Find, image: Image, reference: str, not_pulled: Mapping[str, NotPulled]) -> BaseImage:
    base = find(reference)
    if base is None:
        failed = not_pulled.get(reference)
        return _no_base(reference, failed.reason if failed else "the engine does not have it")
    if base.platform != image.platform:
        return _no_base(reference, f"here it is for {base.platform}, the image is for {image.platform}")
    is_prefix = image.layers[: len(base.layers)] == base.layers
    return BaseImage(reference, available=True, is_prefix=is_prefix, stand_in=base.is_stand_in)


def _no_base(reference: str, why: str) -> BaseImage:
    return BaseImage(reference, available=False, is_prefix=False, why=why)
