"""Layers laid over each other, as a container sees them."""

import pytest

from grader.bench.image_tree import ImageTree
from grader.evidence import LayerEntry
from grader.evidence.layers import LayerKind


def _entry(path: str, kind: LayerKind = "file", target: str = "") -> LayerEntry:
    return LayerEntry(path, kind, 3, target=target)


def _tree(*layers: list[LayerEntry]) -> ImageTree:
    return ImageTree(layers)


def _paths(tree: ImageTree, folder: str = "/") -> list[str]:
    return [found.entry.path for found in tree.below(folder)]


APP = [_entry("/app", "folder"), _entry("/app/a"), _entry("/app/b", "folder"), _entry("/app/b/c")]


def test_a_later_layer_wins() -> None:
    """The entry of the last layer that has the path, with that layer's number."""
    found = _tree(APP, [LayerEntry("/app/a", "file", 9)]).at("/app/a")
    assert found is not None
    assert (found.entry.size_bytes, found.layer) == (9, 1)


@pytest.mark.parametrize(
    ("layer", "left"),
    [
        ([_entry("/app/a", "whiteout")], ["/app", "/app/b", "/app/b/c"]),
        ([_entry("/app", "whiteout")], []),
        ([_entry("/app", "whiteout"), _entry("/app", "folder")], ["/app"]),
        ([_entry("/app", "folder"), _entry("/app", "opaque"), _entry("/app/n")], ["/app", "/app/n"]),
        ([_entry("/app/b")], ["/app", "/app/a", "/app/b"]),
        ([_entry("/app/b", "folder")], ["/app", "/app/a", "/app/b", "/app/b/c"]),
        ([_entry("/x/y/z")], ["/app", "/app/a", "/app/b", "/app/b/c", "/x", "/x/y", "/x/y/z"]),
        ([_entry("/none", "whiteout")], ["/app", "/app/a", "/app/b", "/app/b/c"]),
    ],
)
def test_what_is_removed(layer: list[LayerEntry], left: list[str]) -> None:
    """A layer takes away from those below it, never from itself; a file takes a folder's place."""
    assert _paths(_tree(APP, layer)) == left


def test_a_hard_link_is_the_file() -> None:
    """It has the file's size and kind."""
    found = _tree([*APP, _entry("/h", "hardlink", "/app/a")]).at("/h")
    assert found is not None
    assert (found.entry.kind, found.entry.size_bytes) == ("file", 3)


@pytest.mark.parametrize(
    ("path", "real"),
    [
        ("/", "/"),
        ("/app/b/c", "/app/b/c"),
        ("/to-b/c", "/app/b/c"),
        ("/app/up/app/a", "/app/a"),
        ("/chain", "/app/b"),
        ("/circle", None),
        ("/nowhere", None),
        ("/none", None),
        ("/app/b/../a", "/app/a"),
    ],
)
def test_links(path: str, real: str | None) -> None:
    """Links in the middle and at the end are followed, not without end, and never out of the image."""
    links = {"/to-b": "app/b", "/app/up": "../../..", "/chain": "/to-b", "/nowhere": "x"}
    links |= {"/circle": "/circle"}
    tree = _tree([*APP, *(_entry(name, "link", target) for name, target in links.items())])
    assert tree.real_path(path) == real
