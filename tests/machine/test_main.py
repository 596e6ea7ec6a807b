import pytest

from grader.errors import EngineUnavailableError
from grader.machine import __main__ as module
from grader.machine.__main__ import main


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["engine"],
        ["engine", "start"],
        ["engine", "up", "--store", "zfs"],
        ["base-images", "--all"],
    ],
)
def test_misuse(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """A wrong call ends with 2 and the right ones."""
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "usage: " in capsys.readouterr().err


def test_remove_images_goes_with_down(capsys: pytest.CaptureFixture[str]) -> None:
    """Nobody loses images by a call that was meant otherwise."""
    assert main(["engine", "up", "--remove-images"]) == 2
    assert capsys.readouterr().err == "--remove-images goes with scripts/engine down\n"


@pytest.mark.parametrize(
    ("command", "script"), [("engine", "scripts/engine"), ("base-images", "scripts/base-images")]
)
def test_help(command: str, script: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Help names the script that people call, with examples and exit codes."""
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])
    told = capsys.readouterr().out
    assert ended.value.code == 0
    assert told.startswith(f"usage: {script} ")
    assert "examples:" in told
    assert "exit codes: 0 ok, 3" in told


def test_failure(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A failure is told on standard error, without a traceback."""
    monkeypatch.setattr(module, "answering", lambda: None)
    assert main(["base-images"]) == EngineUnavailableError.exit_code
    assert capsys.readouterr().err == "no container engine answers: run scripts/engine up\n"


def test_interrupted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C ends with 130."""

    def interrupt() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(module, "answering", interrupt)
    assert main(["base-images"]) == 130


def test_package(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Only root on Debian or Ubuntu installs packages."""
    monkeypatch.setattr("grader.machine.debian.is_debian_root", lambda: False)
    assert main(["package", "chromium"]) == 3
    assert "chromium can be installed only as root on Debian or Ubuntu" in capsys.readouterr().err
