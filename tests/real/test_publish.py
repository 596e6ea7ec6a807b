"""Publishing to a real registry on loopback: only what meets everything gets there."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import requests

from grader.engine import Engine
from tests.called import ROOT, Called, calling
from tests.real.registries import program, registry

__all__ = ["program", "registry"]  # fixtures

pytestmark = pytest.mark.engine

Publish = Callable[[Path, str], Called]
MANIFESTS = "application/vnd.oci.image.manifest.v1+json, application/vnd.docker.distribution.manifest.v2+json"


@pytest.fixture
def publish(capsys: pytest.CaptureFixture[str]) -> Iterator[Publish]:
    """`grader grade --publish` of a folder under a name."""
    with calling(capsys) as call:
        grade = ("grade", "--challenge", "02-multi-stage-builds", "--quiet")
        yield lambda folder, reference: call(*grade, folder, "--publish", reference)


def manifest(registry: str, name: str) -> requests.Response:
    """What the registry has under name:1."""
    url = f"http://{registry}/v2/{name}/manifests/1"
    return requests.get(url, headers={"Accept": MANIFESTS}, timeout=10)


def test_what_meets_everything_is_pushed(
    registry: str, submission: Path, engine: Engine, publish: Publish
) -> None:
    """The image is in the registry without the grader's labels, and no name of it stays on the engine."""
    done = publish(submission, f"{registry}/course/good:1")
    assert done.code == 0, done.err
    found = manifest(registry, "course/good")
    assert f"published {registry}/course/good:1 as sha256:" in done.err
    assert done.err.strip().endswith(found.headers["Docker-Content-Digest"])
    blob = requests.get(
        f"http://{registry}/v2/course/good/blobs/{found.json()['config']['digest']}", timeout=10
    ).json()
    assert not {"grader.run", "grader.owner"} & set(blob["config"].get("Labels") or {})
    assert engine.find_image(f"{registry}/course/good:1") is None


def test_what_fails_is_never_pushed(registry: str, publish: Publish) -> None:
    """A submission that misses a criterion is not pushed; it is told so, and the exit code stays."""
    done = publish(ROOT / "starter" / "02-multi-stage-builds", f"{registry}/course/poor:1")
    assert done.code == 1
    assert "not published" in done.err
    assert manifest(registry, "course/poor").status_code == 404


def test_a_registry_that_is_not_there_breaks_the_run(submission: Path, publish: Publish) -> None:
    """Where the push fails the exit code is 3; the marks have been shown."""
    done = publish(submission, "127.0.0.1:9/course/good:1")
    assert done.code == 3
    assert "100 of 100 points" in done.out
    assert "127.0.0.1:9/course/good:1" in done.err
