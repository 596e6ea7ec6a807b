from pathlib import Path

import pytest

from grader.challenge import Limits, load_challenge
from grader.classroom.cluster import _bundled, grade_packed, pack, unpack_own
from grader.classroom.fingerprint import fingerprint
from grader.errors import EngineFailureError
from tests.called import ROOT
from tests.classroom.samples import CHALLENGE, marked
from tests.fake_engine import FakeEngine


def test_a_packed_folder_arrives_as_it_was(tmp_path: Path) -> None:
    """Files, folders, execute bits and links, also those that lead out, are the same on the other side."""
    made = tmp_path / "made"
    (made / "empty").mkdir(parents=True)
    (made / "app.py").write_text("print()\n")
    (made / "run.sh").write_text("#!/bin/sh\n")
    (made / "run.sh").chmod(0o755)
    (made / "inside").symlink_to("app.py")
    (made / "outside").symlink_to("/etc/passwd")
    arrived = unpack_own(pack(made), tmp_path / "arrived")
    assert fingerprint(arrived) == fingerprint(made)
    assert (arrived / "outside").is_symlink()


def test_a_challenge_arrives_as_it_is(tmp_path: Path) -> None:
    """A worker's report is made by the same files, the longer hints among them."""
    arrived = unpack_own(_bundled(CHALLENGE), tmp_path) / "challenges" / CHALLENGE.id / "challenge.yaml"
    there = load_challenge(arrived)
    assert (there.digest, there.help) == (CHALLENGE.digest, CHALLENGE.help)


def test_a_workers_engine_that_dies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a container did not answer while the engine died does not count on a cluster, either."""
    monkeypatch.setattr("grader.classroom.cluster._course", lambda _bundle: ROOT)
    monkeypatch.setattr("grader.classroom.cluster._engine", lambda: FakeEngine(alive=False))
    monkeypatch.setattr("grader.classroom.cluster.grade", lambda *_given: marked("unmet"))
    with pytest.raises(EngineFailureError, match="stopped answering"):
        grade_packed(CHALLENGE.id, b"", Limits(), pack(tmp_path), "alice")
