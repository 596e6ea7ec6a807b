"""Whether an image's name says which version of it is meant."""

from grader.dockerfile.reference import DEFAULT_REGISTRY, OFFICIAL_FOLDER, Reference

_CODENAMED = frozenset({"library/debian", "library/ubuntu", "library/buildpack-deps"})
"""Official images whose versions have names, such as `bookworm`."""
_MOVING = frozenset(
    {"devel", "experimental", "oldoldstable", "oldstable", "rolling", "sid", "stable", "testing", "unstable"}
)
"""What those images call whichever version it is now (docker-library's lists of tags)."""


def has_version(image: Reference) -> bool:
    """Whether the tag names a version, or a digest pins it.

    The tags of Docker's official images follow each new version unless they hold a number, or the name of a
    release of Debian or Ubuntu where that is the image. Of other images any tag but `latest` counts.
    """
    if image.digest or not _is_official(image):
        return image.version != "latest"
    if any(sign.isdecimal() for sign in image.tag):
        return True
    return image.repository in _CODENAMED and image.version.partition("-")[0] not in {"latest", *_MOVING}


def _is_official(image: Reference) -> bool:
    return image.registry == DEFAULT_REGISTRY and image.repository.startswith(OFFICIAL_FOLDER)
