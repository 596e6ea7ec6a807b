"""Compiled modules, asked of the Python of these tests."""

import subprocess
import sys
from pathlib import Path
from typing import Any

from grader.authoring.drafting.compiled import compiled_modules, opens_all, pretended
from grader.authoring.drafting.pair import Side
from grader.evidence import CommandFact, ContainerCommand, Question
from grader.evidence.answers import Answer


class _Here:
    """A container whose Python is this one."""

    def ask(self, question: Question[Any]) -> Answer[Any]:
        assert isinstance(question, ContainerCommand)
        return _said(*question.command[1:])


def _said(*words: str, below: Path | None = None) -> CommandFact:
    environment = {"PYTHONPATH": str(below)} if below else {}
    done = subprocess.run(
        [sys.executable, *words], env=environment, capture_output=True, text=True, timeout=60
    )
    return CommandFact(done.returncode, done.stdout)


def test_a_module_is_found_and_opened(tmp_path: Path) -> None:
    """Of these two packages only the first is compiled."""
    here = Side(tmp_path, _Here())
    assert compiled_modules(here, ["markupsafe", "click"]) == ["markupsafe._speedups"]
    assert _said("-c", opens_all(["markupsafe._speedups"])).output == "compiled markupsafe._speedups\n"
    assert compiled_modules(here, ["click"]) == []


def test_a_pretended_module_is_imported_but_not_opened(tmp_path: Path) -> None:
    """Which an import alone does not notice."""
    package = tmp_path / "site-packages" / "markupsafe"
    package.mkdir(parents=True)
    (package / "_speedups.so").touch()
    command = pretended("markupsafe._speedups").replace("find / ", f"find {tmp_path} ")
    subprocess.run(["sh", "-c", command], check=True)
    assert _said("-c", "import markupsafe._speedups", below=package.parent).exit_code == 0
    assert _said("-c", opens_all(["markupsafe._speedups"]), below=package.parent).exit_code != 0
