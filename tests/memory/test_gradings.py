from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from grader.memory.gradings import MOST, keep, past_gradings
from grader.memory.place import gradings_folder, state_folder
from tests.memory.made import past

ID = "02-multi-stage-builds"


def test_a_folder_has_its_own(tmp_path: Path) -> None:
    """Gradings are remembered by challenge and folder, in the order in which they were made."""
    for score in (10, 30, 20):
        keep(past(score), tmp_path)
    assert [one.score for one in past_gradings(ID, tmp_path)] == [10, 30, 20]
    assert past_gradings("03-production-image", tmp_path) == past_gradings(ID, tmp_path / "other") == []


def test_the_oldest_are_forgotten_but_the_best(tmp_path: Path) -> None:
    """What is remembered is limited; the best grading stays."""
    for score in (1, 100, *range(MOST)):
        keep(past(score), tmp_path)
    assert [one.score for one in past_gradings(ID, tmp_path)][:2] == [100, 0]
    assert len(past_gradings(ID, tmp_path)) == MOST + 1


def test_two_at_a_time(tmp_path: Path) -> None:
    """Graders that end at the same time all are remembered."""
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda score: keep(past(score), tmp_path), range(24)))
    assert sorted(one.score for one in past_gradings(ID, tmp_path)) == list(range(24))


def test_damaged_files_do_not_count(tmp_path: Path) -> None:
    """What cannot be read, and what a killed grader left half written, is passed over."""
    keep(past(7), tmp_path)
    folder = gradings_folder(ID, tmp_path)
    (folder / "1.json").write_bytes(b"\xff\x00")
    (folder / "2.json").mkdir()
    (folder / ".half").write_text("{")
    assert [one.score for one in past_gradings(ID, tmp_path)] == [7]


def test_nothing_is_written_where_no_home_is_known(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A folder that is not absolute would lead into the repository: it is none."""
    monkeypatch.setenv("GRADER_STATE", "state")
    with pytest.raises(OSError, match="no home folder"):
        keep(past(), tmp_path)
    assert past_gradings(ID, tmp_path) == []


def test_the_users_own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without GRADER_STATE it is the grader's folder among the user's."""
    monkeypatch.delenv("GRADER_STATE")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    assert state_folder().is_relative_to(tmp_path)
    assert state_folder().name == "challenge-grader"
