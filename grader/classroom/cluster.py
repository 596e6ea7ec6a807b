"""Workers of a Dask cluster, each with an engine of its own; the only module that imports Dask."""

import hashlib
import io
import tarfile
import tempfile
from concurrent.futures import Executor, Future
from functools import lru_cache
from pathlib import Path
from typing import Any

from grader.challenge import Challenge, Limits, load_challenge
from grader.classroom.opening import opened_again
from grader.classroom.task import Task
from grader.classroom.workers import check_engine
from grader.engine import Engine, connect
from grader.engine.ownership import temporary_prefix
from grader.errors import UsageError
from grader.submission import Graded, GradingOptions, grade

CONNECT_SECONDS = 20


class ClusterWorkers:
    """The workers behind a Dask scheduler; submissions and the challenge travel as bytes."""

    def __init__(self, address: str, challenge: Challenge, limits: Limits) -> None:
        try:
            import distributed
        except ImportError:
            raise UsageError(
                "--cluster needs Dask: pip install 'container-challenge-grader[cluster]'"
            ) from None
        try:
            self._client = _client(distributed, address)
        except (OSError, ValueError) as error:
            raise UsageError(f"no Dask scheduler answers at {address}: {error}") from None
        self.executor: Executor = self._client.get_executor(pure=False, retries=0)
        self.jobs = sum(self._client.nthreads().values())
        self._limits = limits
        self._challenge, self._bundle = challenge.id, _bundled(challenge)
        if not self.jobs:
            raise UsageError(f"the Dask scheduler at {address} has no worker yet")

    def prepare(self, _count: int) -> None:
        """Nothing: each worker prepares itself."""

    def submit(self, task: Task) -> "Future[Graded]":
        """Hand a task to the cluster. Raises EngineFailureError, or OSError, where it cannot be packed."""
        with opened_again(task.submission, task.content) as folder:
            packed = pack(folder)
        return self.executor.submit(
            grade_packed, self._challenge, self._bundle, self._limits, packed, task.submission.id
        )

    def stop(self) -> None:
        """Cancel what is not done."""
        self.executor.shutdown(wait=False, cancel_futures=True)
        self._client.close()

    def close(self) -> None:
        """Leave the cluster."""
        self.executor.shutdown(wait=False)
        self._client.close()


def _client(distributed: Any, address: str) -> Any:
    """Dask's client: its functions have no types."""
    return distributed.Client(address, timeout=CONNECT_SECONDS, set_as_default=False)


def grade_packed(challenge_id: str, bundle: bytes, limits: Limits, packed: bytes, shown: str) -> Graded:
    """What runs on a worker: unpack challenge and submission, and grade with the worker's own engine.

    Raises EngineFailureError.
    """
    challenge = load_challenge(_course(bundle) / "challenges" / challenge_id / "challenge.yaml")
    with tempfile.TemporaryDirectory(prefix=temporary_prefix()) as name:
        folder = unpack_own(packed, Path(name, "submission"))
        options = GradingOptions(
            shown=shown, limits=limits, engine=_engine(), limit_builds=True, beside_others=True
        )
        graded = grade(challenge, folder, options)
    check_engine(graded, _engine())
    return graded


def pack(folder: Path) -> bytes:
    """A folder as bytes; links stay links and are not followed."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz", compresslevel=1) as archive:
        archive.add(folder, arcname=".")
    return stream.getvalue()


def unpack_own(packed: bytes, folder: Path) -> Path:
    """Unpack what `pack` made: it was made of a tree on disk, so nothing in it lies below a link."""
    with tarfile.open(fileobj=io.BytesIO(packed), mode="r:gz") as archive:
        # From Python 3.14 on, links that lead out would be refused; a build keeps them as they are.
        archive.extraction_filter = getattr(tarfile, "fully_trusted_filter", None)
        archive.extractall(folder)  # noqa: S202 - see above
    return folder


def _bundled(challenge: Challenge) -> bytes:
    """The challenge's files, as far as a report is made by them, and its untouched starter."""
    stream = io.BytesIO()
    home = f"challenges/{challenge.id}"
    with tarfile.open(fileobj=stream, mode="w:gz") as archive:
        for file in (challenge.file, challenge.file.with_name("help.yaml")):
            if file.exists():
                archive.add(file, arcname=f"{home}/{file.name}")
        if challenge.original.is_dir():
            archive.add(challenge.original, arcname=f"{home}/starter")
    return stream.getvalue()


@lru_cache(maxsize=8)
def _course(bundle: bytes) -> Path:
    digest = hashlib.sha256(bundle).hexdigest()[:16]
    return unpack_own(bundle, Path(tempfile.mkdtemp(prefix=f"{temporary_prefix()}{digest}-")))


@lru_cache(maxsize=1)
def _engine() -> Engine:
    return connect()
