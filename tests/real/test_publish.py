"""Publishing to a real registry on loopback: only what meets everything gets there."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from grader.engine import Engine

pytestmark = pytest.mark.engine

ROOT = Path(__file__).resolve().parents[2]
CONFIG = """\
version: 0.1
storage: {{filesystem: {{rootdirectory: {folder}}}}}
http: {{addr: "127.0.0.1:{port}"}}
"""
MANIFESTS = "application/vnd.oci.image.manifest.v1+json, application/vnd.docker.distribution.manifest.v2+json"


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory, program: str) -> Iterator[str]:
    """The address of Debian's docker-registry, started on a free port."""
    folder = tmp_path_factory.mktemp("registry")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (folder / "config.yml").write_text(CONFIG.format(folder=folder / "data", port=port))
    with subprocess.Popen(
        [program, "serve", str(folder / "config.yml")], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        deadline = time.monotonic() + 20
        while not _answers(port) and time.monotonic() < deadline:
            time.sleep(0.1)
        yield f"127.0.0.1:{port}"
        process.terminate()


@pytest.fixture(scope="module")
def program() -> str:
    """The registry's program; scripts/test-tools installs it."""
    found = shutil.which("docker-registry")
    if found is None and os.environ.get("CI") == "true":
        pytest.fail("docker-registry is not installed: run scripts/test-tools")
    if found is None:
        pytest.skip("docker-registry is not installed: run scripts/test-tools")
    return found


def _answers(port: int) -> bool:
    try:
        return requests.get(f"http://127.0.0.1:{port}/v2/", timeout=1).ok
    except requests.RequestException:
        return False


def publish(folder: Path, reference: str) -> subprocess.CompletedProcess[str]:
    """`grader grade --publish`."""
    command = [sys.executable, "-m", "grader", "grade", "--challenge", "02-multi-stage-builds", str(folder)]
    return subprocess.run(
        [*command, "--publish", reference, "--quiet"], cwd=ROOT, capture_output=True, text=True, timeout=300
    )


def manifest(registry: str, name: str) -> requests.Response:
    """What the registry has under name:1."""
    url = f"http://{registry}/v2/{name}/manifests/1"
    return requests.get(url, headers={"Accept": MANIFESTS}, timeout=10)


def test_what_meets_everything_is_pushed(registry: str, submission: Path, engine: Engine) -> None:
    """The image is in the registry without the grader's labels, and no name of it stays on the engine."""
    done = publish(submission, f"{registry}/course/good:1")
    assert done.returncode == 0, done.stderr
    found = manifest(registry, "course/good")
    assert f"published {registry}/course/good:1 as sha256:" in done.stderr
    assert done.stderr.strip().endswith(found.headers["Docker-Content-Digest"])
    blob = requests.get(
        f"http://{registry}/v2/course/good/blobs/{found.json()['config']['digest']}", timeout=10
    ).json()
    assert not {"grader.run", "grader.owner"} & set(blob["config"].get("Labels") or {})
    assert engine.find_image(f"{registry}/course/good:1") is None


def test_what_fails_is_never_pushed(registry: str, challenge_starter: Path) -> None:
    """A submission that misses a criterion is not pushed; it is told so, and the exit code stays."""
    done = publish(challenge_starter, f"{registry}/course/poor:1")
    assert done.returncode == 1
    assert "not published" in done.stderr
    assert manifest(registry, "course/poor").status_code == 404


@pytest.fixture
def challenge_starter() -> Path:
    """The starter of challenge 02."""
    return ROOT / "starter" / "02-multi-stage-builds"


def test_a_registry_that_is_not_there_breaks_the_run(submission: Path) -> None:
    """Where the push fails the exit code is 3; the marks have been shown."""
    done = publish(submission, "127.0.0.1:9/course/good:1")
    assert done.returncode == 3
    assert "100 of 100 points" in done.stdout
    assert "127.0.0.1:9/course/good:1" in done.stderr


@pytest.mark.parametrize(
    "reference", ["registry.example/Course/good:1", "course/good", "course/good@sha256:" + "0" * 64]
)
def test_a_name_that_is_none_is_a_usage_error(submission: Path, reference: str) -> None:
    """A name that cannot be pushed to is refused before anything is graded."""
    assert publish(submission, reference).returncode == 2
