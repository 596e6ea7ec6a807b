import pytest

from grader.shell import commands
from grader.shell.pip import installs_python_packages


def _installs(text: str) -> bool:
    return any(installs_python_packages(command) for command in commands(text))


@pytest.mark.parametrize(
    "text",
    [
        "pip install flask", "pip3.11 install -r x", "/opt/venv/bin/pip --log /x --quiet install flask",
        '"pip" install flask', "p''ip install flask", "python -m pip install x",
        "python3 -u -m pip install x",
        "cd /app && pip install .", "sh -c 'pip install x'", "sudo pip install x", "uv pip install x",
        "uv sync",
        "poetry install", "pipenv install", "python -m pipx install x", "easy_install x",
    ],
)  # fmt: skip
def test_commands_that_install(text: str) -> None:
    """However it is called, the command asks for packages to be installed."""
    assert _installs(text)


@pytest.mark.parametrize(
    "text",
    [
        ': "no pip install here"', "echo pip install flask", "pip list", "pip --version", "pip check",
        "pip wheel -r requirements.txt", "pip install --help", "python -m venv /x", "uv --version",
        "apt-get install python3-pip", "cat pip install", "",
    ],
)  # fmt: skip
def test_commands_that_do_not(text: str) -> None:
    """A text that only names it, and pip that shows what is there, install nothing."""
    assert not _installs(text)
