"""Recipes of stand-ins, in scripts/stand-ins: named like the image, with `_` for the colon."""

import hashlib
import re
import tomllib
from collections.abc import Callable, Iterable
from graphlib import TopologicalSorter
from pathlib import Path

from grader.values import Value

FOLDER = Path(__file__).resolve().parents[2] / "scripts" / "stand-ins"
_FROM = re.compile(r"^FROM (\S+)", re.MULTILINE)


class Rootfs(Value):
    """A stand-in made of Debian's packages alone."""

    image: str
    suite: str
    include: tuple[str, ...]
    description: str


class Layered(Value):
    """A stand-in built from a Dockerfile on another stand-in."""

    image: str
    file: Path
    parent: str

    @property
    def context(self) -> Path | None:
        """The build context: a folder of the recipe's name, None where it needs none."""
        folder = self.file.with_suffix("")
        return folder if folder.is_dir() else None

    def ingredients(self) -> Iterable[bytes]:
        """The Dockerfile, and the files of the build context."""
        yield self.file.read_bytes()
        inside = sorted(self.context.rglob("*")) if self.context else []
        yield from (file.read_bytes() for file in inside if file.is_file())


Recipe = Rootfs | Layered


def find_recipe(image: str, folder: Path = FOLDER) -> Recipe | None:
    """The recipe for a stand-in, None where there is none."""
    name = image.replace(":", "_")
    if "/" in name:
        return None
    described, dockerfile = folder / f"{name}.toml", folder / f"{name}.Dockerfile"
    if described.is_file():
        values = tomllib.loads(described.read_text())
        return Rootfs(image, values["suite"], tuple(values["include"]), values["description"])
    if not dockerfile.is_file():
        return None
    found = _FROM.search(dockerfile.read_text())
    return Layered(image, dockerfile, found[1] if found else "scratch")


def building_order(
    images: Iterable[str], needs_parent: Callable[[Layered], bool], folder: Path = FOLDER
) -> TopologicalSorter[str]:
    """The stand-ins of these images, each after the one it is built on where that has to be made, too."""
    order: TopologicalSorter[str] = TopologicalSorter()
    waiting = list(images)
    while waiting:
        image = waiting.pop()
        order.add(image)
        recipe = find_recipe(image, folder)
        if isinstance(recipe, Layered) and needs_parent(recipe):
            order.add(image, recipe.parent)
            waiting.append(recipe.parent)
    return order


def key_of(recipe: Recipe, ground: bytes, folder: Path = FOLDER) -> str:
    """A digest of all that goes into a stand-in: its recipe, those below it, and `ground`.

    `ground` is what every root holds of the host: how it is made, whom it trusts, where pip looks.
    """
    digest = hashlib.sha256()
    if isinstance(recipe, Rootfs):
        digest.update(repr(recipe).encode() + ground)
    else:
        for part in recipe.ingredients():
            digest.update(part)
        below = find_recipe(recipe.parent, folder)
        digest.update(key_of(below, ground, folder).encode() if below else b"")
    return digest.hexdigest()[:16]
