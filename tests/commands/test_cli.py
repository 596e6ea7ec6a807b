"""The command itself: finding commands, words for mistakes, exit codes."""

import subprocess
import sys
from types import SimpleNamespace

import click
import pytest

from grader import cli
from grader.errors import EngineFailureError, GraderError, SpecError, UsageError
from tests.called import ROOT, Call


def test_every_command_is_listed(call: Call) -> None:
    """The help names each command with its first sentence."""
    shown = call("--help")
    listed = [line.split()[0] for line in shown.out.partition("Commands:\n")[2].splitlines()]
    assert (shown.code, tuple(listed)) == (0, cli.COMMANDS)


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_every_command_has_an_example(call: Call, name: str) -> None:
    """A command's help ends with a call that works, and -h is --help."""
    shown = call(name, "-h")
    assert (shown.code, f"Example: grader {name}" in shown.out) == (0, True)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["explian"], "did you mean 'explain'?"),
        (["nothing-like-it"], "no command 'nothing-like-it'"),
        (["explain", "--jsno", "x"], "--json"),
        (["grade"], "--challenge"),
        (["verify", "--jobs", "0"], "--jobs"),
        ([], "Commands:"),
    ],
)
def test_a_wrong_call_is_told(call: Call, words: list[str], told: str) -> None:
    """A wrong call ends with 2 and says what is wrong; near names are told."""
    called = call(*words)
    assert (called.code, called.out, told in called.err) == (2, "", True), called.err


@pytest.mark.parametrize(
    ("error", "code", "told"),
    [
        (UsageError("wrong \x1b[31mcall"), 2, "grader: wrong call\n"),
        (SpecError(["a:1: b", "a:2: c"]), 2, "grader: a:1: b\na:2: c\n"),
        (EngineFailureError("gone"), 3, "grader: gone\n"),
        (GraderError("odd"), 3, "grader: odd\n"),
        (KeyboardInterrupt(), 130, "grader: interrupted, everything it had created was removed\n"),
    ],
)
def test_errors_become_exit_codes(
    call: Call, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int, told: str
) -> None:
    """Whatever a command raises ends with its own exit code and one plain message."""

    @click.command("new")
    def failing() -> None:
        raise error

    monkeypatch.setattr(cli, "import_module", lambda _name: SimpleNamespace(command=failing))
    called = call("new")
    assert (called.code, called.err.lstrip("\n")) == (code, told)


def test_a_bug_is_no_mark(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """What nobody foresaw, such as a full disk, ends with the machine's exit code, not a learner's."""

    @click.command("new")
    def failing() -> None:
        raise OSError("No space left on device \x1b[31m")

    monkeypatch.setattr(cli, "import_module", lambda _name: SimpleNamespace(command=failing))
    called = call("new")
    assert (called.code, called.err.strip().splitlines()[-1]) == (3, "OSError: No space left on device")


def test_a_command_starts_alone() -> None:
    """`grader explain` imports neither the other commands nor what only they need."""
    heavy = "{'pydantic', 'docker', 'requests', 'yaml', 'rich', 'jinja2', 'pytest', 'grader.engine'}"
    code = (
        "import sys; from grader.cli import grader\n"
        "grader(['explain', 'starter/02-multi-stage-builds'], standalone_mode=False)\n"
        f"sys.exit(', '.join({heavy} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.stderr.strip() == ""
