"""Deriving wrong variants from a submission."""

from pathlib import Path
from typing import Any

import pytest

from grader.authoring.changes import CannotChangeError, changed_copy
from grader.challenge.wrong import Change

DOCKERFILE = """\
# comment
FROM python:3.11 AS builder
RUN make \\
    && make install

FROM --platform=$BUILDPLATFORM python:3.11-slim AS runtime
COPY --from=builder /out /app
HEALTHCHECK CMD true
CMD ["python", "app.py"]
"""


def _changed(tmp_path: Path, *changes: dict[str, Any]) -> Path:
    folder = tmp_path / "solution"
    folder.mkdir()
    (folder / "Dockerfile").write_text(DOCKERFILE)
    (folder / "app.py").write_text("print('hello')\n")
    made = tuple(Change.model_validate(change) for change in changes)
    return changed_copy(folder, made, tmp_path / "copies")


def _text(tmp_path: Path, *changes: dict[str, Any]) -> str:
    return (_changed(tmp_path, *changes) / "Dockerfile").read_text()


@pytest.mark.parametrize("stage", ["runtime", 1, None])
def test_base_is_swapped(tmp_path: Path, stage: str | int | None) -> None:
    """Another base keeps the stage's name and flags."""
    text = _text(tmp_path, {"base": {"stage": stage, "image": "python:3.11"}})
    assert text == DOCKERFILE.replace("python:3.11-slim", "python:3.11")


def test_stage_is_dropped(tmp_path: Path) -> None:
    """A stage goes with all its lines, continuations included; the others stay."""
    text = _text(tmp_path, {"drop_stage": "builder"})
    assert "make" not in text
    assert text.count("FROM") == 1
    assert "HEALTHCHECK CMD true" in text


def test_instruction_is_removed(tmp_path: Path) -> None:
    """An instruction of the last stage goes, whatever the case of the keyword."""
    assert _text(tmp_path, {"remove": "healthcheck"}) == DOCKERFILE.replace("HEALTHCHECK CMD true\n", "")


def test_lines_are_appended(tmp_path: Path) -> None:
    """Lines come at the end, on a line of their own."""
    assert _text(tmp_path, {"append": "USER root"}) == f"{DOCKERFILE}USER root\n"


def test_changes_are_made_in_turn(tmp_path: Path) -> None:
    """Each change starts from what the one before it made; the submission itself stays as it is."""
    copy = _changed(
        tmp_path,
        {"write": {"path": "sub/new.txt", "text": "x"}},
        {"replace": {"text": "hello", "by": "bye", "file": "app.py"}},
        {"delete": "sub/new.txt"},
    )
    assert (copy / "app.py").read_text() == "print('bye')\n"
    assert not (copy / "sub" / "new.txt").exists()
    assert (tmp_path / "solution" / "app.py").read_text() == "print('hello')\n"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"base": {"stage": "build", "image": "x"}}, "no stage 'build'"),
        ({"drop_stage": 7}, "no stage 7"),
        ({"remove": "USER"}, "has no USER"),
        ({"replace": {"text": "nothing like it", "by": "x"}}, "does not hold the text"),
        ({"replace": {"text": "x", "by": "y", "file": "none.py"}}, "cannot be read"),
        ({"delete": "none.py"}, "no file none.py"),
    ],
)
def test_change_that_does_not_fit(tmp_path: Path, change: dict[str, Any], why: str) -> None:
    """A change that would change nothing is refused, as the variant would prove nothing."""
    with pytest.raises(CannotChangeError, match=why):
        _changed(tmp_path, change)


@pytest.mark.parametrize(
    "change", [{}, {"remove": "A", "append": "B"}, {"delete": "../x"}, {"delete": "/etc/passwd"}]
)
def test_change_that_is_none(change: dict[str, Any]) -> None:
    """A change has exactly one key, and stays below the submission's folder."""
    with pytest.raises(ValueError, match=r"exactly one of|below the submission"):
        Change.model_validate(change)
