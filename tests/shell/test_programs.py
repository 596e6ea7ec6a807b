import pytest

from grader.shell import commands, script_of, shell_text


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("sh setup.sh", "setup.sh"),
        ("bash -eux ./setup.sh arg", "./setup.sh"),
        (". /tmp/setup.sh", "/tmp/setup.sh"),
        ("source setup.sh", "setup.sh"),
        ("/tmp/setup.sh", "/tmp/setup.sh"),
        ("./setup.sh a", "./setup.sh"),
    ],
)
def test_script_of(text: str, script: str) -> None:
    """The script that a command runs is its program, or a shell's first word."""
    assert script_of(commands(text)[0]) == script


def test_no_script() -> None:
    """A shell without a word runs no script."""
    assert script_of(commands("sh")[0]) is None
    assert script_of(()) is None


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (["sh", "-c", "a b"], "a b"),
        (["/bin/bash", "-ec", "a"], "a"),
        (["bash", "-euo", "pipefail", "-c", "a"], "a"),
        (["bash", "-o", "pipefail", "-c", "a"], "a"),
        (["sh", "-c", "-e", "a"], "a"),
        (["busybox", "sh", "-c", "a"], "a"),
        (["sh", "-c"], ""),
        (["sh", "run.sh", "-c", "a"], None),
        (["bash", "--norc", "run.sh"], None),
        (["busybox", "httpd", "-c", "a"], None),
        (["python", "-c", "a"], None),
        ([], None),
    ],
)
def test_text_handed_to_a_shell(words: list[str], text: str | None) -> None:
    """It is what follows the options of a shell, where one of them is -c."""
    assert shell_text(words) == text
