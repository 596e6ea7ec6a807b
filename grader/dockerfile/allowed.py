"""What a build may fetch from outside: images by their names, and hosts that ADD may take files from.

The engine fetches it, from the machine that grades, and takes an image of its own where it has the name: the
teacher's solution and other submissions are images on it, too.
"""

from fnmatch import fnmatchcase

from grader.dockerfile.official import OFFICIAL
from grader.dockerfile.reference import DEFAULT_REGISTRY, OFFICIAL_FOLDER, Reference
from grader.values import Value

OFFICIAL_IMAGES = "library/*"
"""The pattern that stands for all official images."""


class Allowed(Value):
    """What a challenge allows; by default the official images, and no host.

    `images` and `bases` are references that may hold `*` and `?`; without a tag one means every tag. A
    registry other than Docker Hub must be written out. `hosts` are names in small letters.
    """

    images: tuple[str, ...] = (OFFICIAL_IMAGES,)
    bases: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()

    def has_image(self, image: Reference) -> bool:
        """Whether the image may be used."""
        return any(_matches(pattern, image) for pattern in (*self.images, *self.bases))

    @property
    def told(self) -> str:
        """The images that may be used, in words."""
        named = [pattern for pattern in self.images if pattern != OFFICIAL_IMAGES]
        official = ["the official images of Docker Hub"] if OFFICIAL_IMAGES in self.images else []
        return ", ".join([*official, *named, *(base for base in self.bases if base not in named)])

    @property
    def names(self) -> tuple[str, ...]:
        """Names of images that may be used, as far as they are written out."""
        patterns = (pattern for pattern in (*self.images, *self.bases) if not _WILD & set(pattern))
        official = sorted(OFFICIAL) if OFFICIAL_IMAGES in self.images else ()
        return (*(_short(pattern).partition("@")[0] for pattern in patterns), *official)


OFFICIAL_ONLY = Allowed()
_WILD = frozenset("*?[")


def _matches(pattern: str, image: Reference) -> bool:
    if pattern == OFFICIAL_IMAGES:
        return image.registry == DEFAULT_REGISTRY and image.name in OFFICIAL
    if image.registry != DEFAULT_REGISTRY and not pattern.startswith(f"{image.registry}/"):
        return False
    names = (str(image), image.name, f"{image.name}:{image.tag}" if image.tag else image.name)
    return any(fnmatchcase(name, _short(pattern)) for name in names)


def _short(pattern: str) -> str:
    """The pattern in the familiar form of references."""
    short = pattern.removeprefix(f"{DEFAULT_REGISTRY}/")
    rest = short.removeprefix(OFFICIAL_FOLDER)
    return short if "/" in rest else rest
