"""Where a local engine keeps the layers of an image, found and proven without asking it for a byte of them.

Docker's overlay2 driver keeps each layer as a folder. `image/overlay2/layerdb` tells which: it is kept by
chain ids (OCI image specification, "Layer ChainID"), so the right folder has the right layers below it,
and names the DiffID (moby, layer/filestore.go). The engine's folder is looked for where the engine sees
it, because it may run in a mount namespace of its own.
"""

import hashlib
import re
import socket
import struct
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from grader.engine.client import Connection
from grader.engine.model import Image

SECONDS = 2.0
MAX_NAME_BYTES = 200
_CACHE_ID = re.compile(r"[A-Za-z0-9_-]{8,128}")


def layer_folders(connection: Connection, image: Image, diff_ids: Collection[str]) -> dict[str, Path] | None:
    """The folder of each layer by its DiffID; None where one of them is not to be seen from here."""
    if not _has_plain_folders(connection):
        return None
    for root in engine_folders(connection):
        found = {
            diff_id: folder
            for diff_id, chain_id in zip(image.layers, chain_ids(image.layers), strict=True)
            if diff_id in diff_ids and (folder := _folder(root, chain_id, diff_id)) is not None
        }
        if found.keys() >= set(diff_ids):
            return found
    return None


def chain_ids(diff_ids: Iterable[str]) -> Iterator[str]:
    """The chain id of each layer: what it is called together with all that lie below it."""
    chain = ""
    for diff_id in diff_ids:
        told = f"{chain} {diff_id}".encode()
        chain = f"sha256:{hashlib.sha256(told).hexdigest()}" if chain else diff_id
        yield chain


def _has_plain_folders(connection: Connection) -> bool:
    """Whether a layer's folder holds just what the layer does, with the users' own numbers."""
    if connection.remote_host or connection.info.get("Driver") != "overlay2":
        return False
    status = connection.info.get("DriverStatus") or ()
    options = " ".join(map(str, connection.info.get("SecurityOptions") or ()))
    shifted = "userns" in options or "rootless" in options
    return ["Native Overlay Diff", "true"] in status and not shifted


def engine_folders(connection: Connection) -> Iterator[Path]:
    """Where the engine's own folder may be seen from here, the surest place first."""
    folder = str(connection.info.get("DockerRootDir") or "")
    if folder.startswith("/"):
        if process := _listening_process(connection.socket):
            yield Path(f"/proc/{process}/root{folder}")
        yield Path(folder)


def _listening_process(path: str) -> int:
    """The process that listens at a socket (man 7 unix, SO_PEERCRED); 0 where it cannot be told."""
    try:
        with socket.socket(socket.AF_UNIX) as client:
            client.settimeout(SECONDS)
            client.connect(path)
            told = client.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
    except OSError:
        return 0
    return int(struct.unpack("3i", told)[0])


def _folder(root: Path, chain_id: str, diff_id: str) -> Path | None:
    kept = root / "image/overlay2/layerdb" / chain_id.replace(":", "/")
    try:
        with (kept / "diff").open() as diff, (kept / "cache-id").open() as cache_id:
            same, name = diff.read(MAX_NAME_BYTES).strip() == diff_id, cache_id.read(MAX_NAME_BYTES).strip()
        folder = root / "overlay2" / name / "diff"
        return folder if same and _CACHE_ID.fullmatch(name) and folder.is_dir() else None
    except (OSError, UnicodeDecodeError):
        return None
