"""`grader draft`, as far as it needs no engine."""

from pathlib import Path

import pytest

from tests.called import Call


@pytest.fixture
def ends(tmp_path: Path) -> tuple[Path, Path]:
    """A starter and a solution that nothing builds."""
    for name in ("98-begin", "98-end"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "Dockerfile").write_text("FROM scratch\n")
    return tmp_path / "98-begin", tmp_path / "98-end"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--id", "02-multi-stage-builds"], "is there already"),
        (["--id", "No id"], "an id is made of"),
        (["--build", "soon"], "a duration such as"),
        (["--memory", "much"], "a size such as"),
    ],
)
def test_mistakes_in_the_call_are_told_at_once(
    call: Call, ends: tuple[Path, Path], words: list[str], told: str
) -> None:
    """With what was expected; nothing is built for it."""
    called = call("draft", *ends, *words)
    assert called.code == 2
    assert told in called.err


def test_help_has_an_example(call: Call) -> None:
    """And tells the exit codes."""
    said = call("draft", "--help").out
    assert "Example: grader draft starter/07-caching solutions/07-caching" in said
    assert "130 interrupted" in said
