"""Where Docker's overlay2 keeps a layer is proven, or it is not looked at."""

import hashlib
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from grader.engine.client import Connection
from grader.engine.layer_folders import chain_ids, layer_folders
from grader.engine.model import Image

LAYERS = ("sha256:" + "1" * 64, "sha256:" + "2" * 64)
IMAGE = Image("sha256:i", LAYERS, 1, "linux/amd64")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An engine's folder with both layers."""
    for number, (diff_id, chain_id) in enumerate(zip(LAYERS, chain_ids(LAYERS), strict=True)):
        kept = tmp_path / "image/overlay2/layerdb" / chain_id.replace(":", "/")
        kept.mkdir(parents=True)
        (kept / "diff").write_text(diff_id)
        (kept / "cache-id").write_text(f"{number}abcdefgh")
        (tmp_path / f"overlay2/{number}abcdefgh/diff").mkdir(parents=True)
    return tmp_path


def _found(root: Path, **said: Any) -> dict[str, Path] | None:
    info = {
        "Driver": "overlay2",
        "DriverStatus": [["Native Overlay Diff", "true"]],
        "DockerRootDir": str(root),
        **said,
    }
    connection = SimpleNamespace(info=info, remote_host=said.get("remote"), socket="/none")
    return layer_folders(cast("Connection", connection), IMAGE, LAYERS[1:])


def test_chain_ids() -> None:
    """The first layer's is its own digest; the next one's is made of both (OCI, "Layer ChainID")."""
    first, second = chain_ids(("sha256:a", "sha256:b"))
    assert first == "sha256:a"
    assert second == f"sha256:{hashlib.sha256(b'sha256:a sha256:b').hexdigest()}"


def test_a_folder(root: Path) -> None:
    """It is found by what lies below it."""
    assert _found(root) == {LAYERS[1]: root / "overlay2/1abcdefgh/diff"}


@pytest.mark.parametrize(
    "said",
    [
        {"Driver": "btrfs"},
        {"DriverStatus": [["Native Overlay Diff", "false"]]},
        {"SecurityOptions": ["name=userns"]},
        {"SecurityOptions": ["name=rootless"]},
        {"DockerRootDir": "/none"},
        {"remote": "far.example"},
    ],
)
def test_other_engines(root: Path, said: dict[str, Any]) -> None:
    """A folder that may hold something else, or that is another machine's, is not taken."""
    assert _found(root, **said) is None


@pytest.mark.parametrize(("file", "text"), [("diff", LAYERS[0]), ("cache-id", "../../etc"), ("diff", "\xff")])
def test_what_is_not_proven(root: Path, file: str, text: str) -> None:
    """Another layer's folder, or a way elsewhere, is none."""
    second = list(chain_ids(LAYERS))[1].replace(":", "/")
    (root / "image/overlay2/layerdb" / second / file).write_text(text, encoding="latin-1")
    assert _found(root) is None
