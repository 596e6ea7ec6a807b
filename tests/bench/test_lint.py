"""hadolint's findings, and what is said where there are none."""

import json
import sys
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from grader.bench.lint import lint
from grader.evidence import Broken, LintFinding

FINDING = {"code": "DL3006", "line": 3, "message": "Always tag\nthe version", "column": 1}


def _lint(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str, stopped: Event | None = None) -> Any:
    """With this program in hadolint's place."""
    program = folder / "hadolint"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(folder / "python"))
    return lint(b"FROM a\n", ("DL3006", "DL3007"), stopped or Event())


def _says(*findings: dict[str, Any]) -> str:
    return f"cat <<'E'\n{json.dumps(findings)}\nE"


def test_findings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those of the wanted rules, by their lines."""
    first, other = {**FINDING, "line": 1, "code": "DL3007"}, {**FINDING, "code": "DL4000"}
    assert _lint(tmp_path, monkeypatch, _says(FINDING, other, first)) == (
        LintFinding("DL3007", 1, "Always tag the version"),
        LintFinding("DL3006", 3, "Always tag the version"),
    )


def test_the_learner_s_settings_do_not_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Comments and configuration files are switched off; the Dockerfile is given as it is."""
    script = f'echo "$@" > {tmp_path}/words; for file; do :; done; cp "$file" {tmp_path}/copy; echo "[]"'
    assert _lint(tmp_path, monkeypatch, script) == ()
    words = (tmp_path / "words").read_text().split()
    assert words[:3] == ["--no-fail", "--disable-ignore-pragma", "--format=json"]
    assert words[3].startswith("--config=")
    assert (tmp_path / "copy").read_bytes() == b"FROM a\n"


@pytest.mark.parametrize(
    ("script", "says"),
    [
        ("echo out of memory; exit 3", "hadolint failed: out of memory"),
        ("echo nonsense", "something unreadable: nonsense"),
        (_says({**FINDING, "code": "DL1000"}), "cannot read the Dockerfile: Always tag the version"),
    ],
)
def test_a_failing_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, says: str) -> None:
    """It is the grader's trouble, and never no finding."""
    answer = _lint(tmp_path, monkeypatch, script)
    assert isinstance(answer, Broken)
    assert says in answer.reason


def test_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for the findings in a text that is no longer there."""
    stopped = Event()
    stopped.set()
    with pytest.raises(InterruptedError):
        _lint(tmp_path, monkeypatch, "sleep 60", stopped)


def test_not_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The mend is told."""
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    answer = lint(b"FROM a\n", ("DL3006",), Event())
    assert isinstance(answer, Broken)
    assert "pip install" in answer.reason
