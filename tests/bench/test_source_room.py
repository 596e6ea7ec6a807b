"""Answers that need no engine."""

from pathlib import Path
from threading import Event
from typing import Any

import pytest

from grader.bench import source_room
from grader.bench.blocked import BlockedError
from grader.bench.source import Source
from grader.bench.source_room import SourceRoom
from grader.dockerfile import Dockerfile
from grader.evidence import BuildContext, ContextFact, DockerfileText, Lint, Question, ShellTexts
from tests.bench.submissions import DOCKERFILE, handed_in


def _ask(folder: Path, question: Question[Any], dockerfile: str = DOCKERFILE) -> Any:
    return SourceRoom(Source(handed_in(folder, dockerfile)), Event()).answer(question)


def test_facts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The Dockerfile, its shell, its findings, the build context."""
    monkeypatch.setattr(source_room, "lint", lambda text, rules, _: (text, rules))
    assert isinstance(_ask(tmp_path, DockerfileText()), Dockerfile)
    assert [text.text for text in _ask(tmp_path, ShellTexts(), "FROM a\nRUN make\n")] == ["make"]
    assert _ask(tmp_path, Lint(("DL3006",))) == (DOCKERFILE.encode(), ("DL3006",))
    assert isinstance(_ask(tmp_path, BuildContext()), ContextFact)


@pytest.mark.parametrize("question", [DockerfileText(), ShellTexts(), Lint()])
def test_a_refused_dockerfile(tmp_path: Path, question: Question[Any]) -> None:
    """It blocks; the build context is known all the same."""
    with pytest.raises(BlockedError, match="Dockerfile:1"):
        _ask(tmp_path, question, "RNU\n")
    assert isinstance(_ask(tmp_path, BuildContext(), "RNU\n"), ContextFact)


def test_a_refused_ignore_file(tmp_path: Path) -> None:
    """It blocks what is asked of the build context."""
    (tmp_path / ".dockerignore").write_text("[\n")
    with pytest.raises(BlockedError) as raised:
        _ask(tmp_path, BuildContext())
    assert (raised.value.blocked.phase, raised.value.blocked.file) == ("build context", ".dockerignore")


def test_a_question_of_another_room(tmp_path: Path) -> None:
    """It is a mistake of ours."""
    with pytest.raises(TypeError, match="does not answer"):
        _ask(tmp_path, Question())
