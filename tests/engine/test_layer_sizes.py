"""Layers that are measured, each once."""

import hashlib
import io
import tarfile
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from grader.engine.client import Connection
from grader.engine.layer_sizes import measured
from grader.engine.model import Image
from grader.errors import EngineFailureError
from grader.evidence import HistoryEntry


def _tar(**files: bytes) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return stream.getvalue()


LAYERS = (_tar(a=b"12345"), _tar(b=b"123"))
IDS = tuple(f"sha256:{hashlib.sha256(layer).hexdigest()}" for layer in LAYERS)
IMAGE = Image("sha256:1", IDS, 999, "linux/amd64")
HISTORY = (HistoryEntry("base", 4096), HistoryEntry("ENV A=1", 0), HistoryEntry("COPY b /", 4096))


class _Saving(SimpleNamespace):
    """An engine that hands out these layers."""

    saved = 0

    def get_image(self, _image: str) -> list[bytes]:
        self.saved += 1
        return [_tar(**{f"layer{number}.tar": layer for number, layer in enumerate(self.layers)})]


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))


def _measured(api: _Saving, history: tuple[HistoryEntry, ...] = HISTORY) -> list[int]:
    connection = Connection(cast("Any", api), {}, {}, None)
    return [entry.size_bytes for entry in measured(connection, IMAGE, history)]


def test_each_layer_is_measured_once() -> None:
    """File bytes in place of the engine's numbers, kept by the digest of the layer."""
    api = _Saving(layers=LAYERS)
    assert _measured(api) == [5, 0, 3]
    assert _measured(api) == [5, 0, 3]
    assert api.saved == 1


def test_a_history_that_is_not_clear() -> None:
    """The last entry gets the sum, so that the size of the image is right."""
    assert _measured(_Saving(layers=LAYERS), (HistoryEntry("base", 1),)) == [8]
    assert _measured(_Saving(layers=LAYERS), ()) == []


@pytest.mark.parametrize(
    ("layers", "says"), [(LAYERS[:1], "did not hand out 1 of"), ((b"\x28\xb5\x2f\xfd",), "zstd")]
)
def test_what_cannot_be_measured(layers: tuple[bytes, ...], says: str) -> None:
    """It is the engine's failure, never a size of zero."""
    with pytest.raises(EngineFailureError, match=says):
        _measured(_Saving(layers=layers))
