"""Text that is laid out for a terminal."""

import subprocess

import pytest

from grader.report.console import continued

LONG = (
    "docker run --rm -p 5000:5000 $(docker build -q '/home/learner/my course/starter/02-multi-stage-builds')"
)


@pytest.mark.parametrize("width", [20, 40, 74, 200])
def test_a_command_on_several_lines(width: int) -> None:
    """A shell takes it as the one that it is; no line is wider than its longest word asks for."""
    shown = continued(LONG, width)
    called = subprocess.run(
        ["sh", "-c", f"docker() {{ printf '[%s]' \"$@\"; }}; {shown}"], capture_output=True, text=True
    )
    assert (
        called.stdout
        == "[run][--rm][-p][5000:5000][[build][-q][/home/learner/my][course/starter/02-multi-stage-builds]]"
    )
    assert all(len(line) <= width or line.startswith("'/home") for line in shown.split("\n"))


@pytest.mark.parametrize("text", ["", "docker", "an 'open quote", "a \\'b c"])
def test_it_stays_whole(text: str) -> None:
    """What is short, or is no command of a shell, is shown as it is."""
    assert continued(text, 74) == text
