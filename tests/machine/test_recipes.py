import shutil
from pathlib import Path

import pytest

from grader.machine.recipes import FOLDER, Layered, Rootfs, building_order, find_recipe, key_of


def key(image: str, folder: Path = FOLDER, ground: bytes = b"ground") -> str:
    """The key of an image's stand-in."""
    recipe = find_recipe(image, folder)
    assert recipe
    return key_of(recipe, ground, folder)


def order(*images: str, needs_parent: bool = True) -> list[str]:
    """The images in the order in which they are made."""
    return list(building_order(images, lambda _recipe: needs_parent).static_order())


def test_recipes() -> None:
    """A recipe is found by the image's name: Debian's packages alone, or a Dockerfile on another stand-in."""
    assert isinstance(find_recipe("debian:bookworm-slim"), Rootfs)
    slim = find_recipe("python:3.11-slim")
    assert isinstance(slim, Layered)
    assert slim.parent == "debian:bookworm-slim"
    assert slim.context is None


@pytest.mark.parametrize("image", ["alpine:3.20", "example.org/python:3.11", "../python:3.11", "python"])
def test_no_recipe(image: str) -> None:
    """Other images have none, whatever their names look like."""
    assert find_recipe(image) is None


def test_order() -> None:
    """What a stand-in is built on comes before it, once, however many ask for it."""
    assert order("python:3.9", "python:3.9-alpine")[:2] == ["debian:bullseye-slim", "python:3.9-slim"]
    assert order("python:3.9", needs_parent=False) == ["python:3.9"]


def test_key_of_all_that_goes_in(tmp_path: Path) -> None:
    """A change of the recipe, of one below it, of its build context or of the host gives another key."""
    folder = Path(shutil.copytree(FOLDER, tmp_path / "stand-ins"))
    before = key("python:3.9-alpine", folder)
    assert key("python:3.9-alpine", folder, b"another host") != before
    for name in ("python_3.9-alpine/packages", "python_3.9-slim.Dockerfile", "debian_bullseye-slim.toml"):
        changed = Path(shutil.copytree(FOLDER, tmp_path / name.replace("/", "-")))
        text = (changed / name).read_text().replace("Debian 11", "Debian eleven")
        (changed / name).write_text(f"{text}\n# changed\n")
        assert key("python:3.9-alpine", changed) != before, name
    assert key("python:3.11", folder) == key("python:3.11")
