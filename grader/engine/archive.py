"""The archive endpoint of a container: its files as a tar stream, read by the engine."""

import base64
import json
import tarfile
import time
from collections.abc import Iterator
from typing import IO, Any, cast

from docker.errors import APIError, NotFound

from grader.engine.byte_stream import ByteStream, ReadingTookTooLongError
from grader.engine.client import Connection, engine_failures
from grader.errors import EngineFailureError

CHUNK_BYTES = 1 << 20
READ_SECONDS = 120.0

Entry = tuple[tarfile.TarInfo, IO[bytes] | None]


class ContainerArchive:
    """What the engine hands out of one container's file system. Raises EngineFailureError."""

    def __init__(self, connection: Connection, container_id: str) -> None:
        self._connection, self._id = connection, container_id

    def entries(self, path: str) -> Iterator[Entry]:
        """Each entry of the archive of `path`, with its content where it is a file; none where missing."""
        deadline = time.monotonic() + READ_SECONDS
        with engine_failures(f"reading {path} in the image"):
            pieces = self._pieces(path)
            if pieces is None:
                return
            stream = cast("IO[bytes]", ByteStream(pieces, deadline))
            try:
                with tarfile.open(fileobj=stream, mode="r|", bufsize=CHUNK_BYTES) as entries:
                    for entry in entries:
                        yield entry, entries.extractfile(entry) if entry.isreg() else None
            except (tarfile.TarError, ReadingTookTooLongError) as error:
                raise EngineFailureError(
                    f"{path} in the image cannot be read: {error or 'too slow'}"
                ) from error
            finally:
                close = getattr(pieces, "close", None)
                if close is not None:
                    close()

    def link_target(self, path: str) -> str | None:
        """Where the path leads, empty for what is no link; None where there is nothing.

        Docker's API calls it ContainerArchiveInfo; docker-py lacks it.
        """
        api = self._connection.api
        url = f"{api.base_url}/v{api.api_version}/containers/{self._id}/archive"
        with engine_failures(f"reading {path} in the image"):
            response = api.head(url, params={"path": path})
            if response.status_code in {400, 404}:
                return None
            response.raise_for_status()
            stat = json.loads(base64.b64decode(response.headers["X-Docker-Container-Path-Stat"]))
            return str(stat.get("linkTarget") or "")

    def _pieces(self, path: str) -> Any:
        try:
            return self._connection.api.get_archive(self._id, path)[0]
        except NotFound:
            return None
        except APIError as error:
            if error.status_code == 400 or "not a directory" in str(error.explanation).lower():
                return None
            raise
