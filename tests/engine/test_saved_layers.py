import gzip
import hashlib
import io
import tarfile
from collections.abc import Iterable

import pytest

from grader.engine.saved_layers import UnreadableLayerError, measure_layers


def _tar(*members: tuple[tarfile.TarInfo, bytes]) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for info, content in members:
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return stream.getvalue()


def _link(name: str, target: str, kind: bytes) -> tuple[tarfile.TarInfo, bytes]:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, target
    return info, b""


def _pieces(data: bytes, size: int = 1000) -> Iterable[bytes]:
    return (data[at : at + size] for at in range(0, len(data), size))


def _diff_id(layer: bytes) -> str:
    return f"sha256:{hashlib.sha256(layer).hexdigest()}"


LAYER = _tar(
    (tarfile.TarInfo("a"), b"x" * 1000),
    _link("hard", "a", tarfile.LNKTYPE),
    _link("soft", "target", tarfile.SYMTYPE),
    _link("folder", "", tarfile.DIRTYPE),
)


@pytest.mark.parametrize("stored", [LAYER, gzip.compress(LAYER)], ids=["plain", "gzip"])
def test_layer(stored: bytes) -> None:
    """Files count once however linked, link targets by their length; the DiffID is the plain digest."""
    archive = _tar((tarfile.TarInfo("manifest.json"), b"[]"), (tarfile.TarInfo("blobs/x"), stored))
    assert measure_layers(_pieces(archive), 30) == {_diff_id(LAYER): 1006}


def test_gzip_of_several_members() -> None:
    """A gzip file may have several members."""
    stored = gzip.compress(LAYER[:700]) + gzip.compress(LAYER[700:])
    assert measure_layers(_pieces(_tar((tarfile.TarInfo("x"), stored))), 30) == {_diff_id(LAYER): 1006}


def test_zstd() -> None:
    """A layer in zstd is not guessed at."""
    with pytest.raises(UnreadableLayerError, match="zstd"):
        measure_layers(_pieces(_tar((tarfile.TarInfo("x"), b"\x28\xb5\x2f\xfd" + b"x" * 600))), 30)


def test_cut_archive() -> None:
    """An archive that ends too early is damaged."""
    with pytest.raises(UnreadableLayerError, match="damaged"):
        measure_layers(_pieces(_tar((tarfile.TarInfo("x"), LAYER))[:1500]), 30)


def test_deadline() -> None:
    """Reading ends at its limit."""
    with pytest.raises(UnreadableLayerError, match="took longer"):
        measure_layers(_pieces(_tar((tarfile.TarInfo("x"), LAYER))), -1)
