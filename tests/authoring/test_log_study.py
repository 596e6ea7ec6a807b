"""The study of a folder of build logs."""

from pathlib import Path

import pytest

from grader.authoring.log_study import main

SOLVED = """\
#5 [2/2] RUN apk add curl
#5 0.1 {said}
#5 ERROR: process "/bin/sh -c apk add curl" did not complete successfully: exit code: 127
------
 > [2/2] RUN apk add curl:
0.1 {said}
------
Dockerfile:2
ERROR: failed to solve: process "/bin/sh -c apk add curl" did not complete successfully: exit code: 127
"""


@pytest.fixture
def logs(tmp_path: Path) -> Path:
    """One that is explained, with its Dockerfile, one that is not, and one of a build that went well."""
    (tmp_path / "a.log").write_text(SOLVED.format(said="/bin/sh: 1: apk: not found"))
    (tmp_path / "a.Dockerfile").write_text("FROM python:3.11-slim\nRUN apk add curl\n")
    (tmp_path / "b.log").write_text(SOLVED.format(said="something strange"))
    (tmp_path / "c.log").write_text("#5 DONE 0.1s\n")
    return tmp_path


def test_the_share(logs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Only failed builds count."""
    assert main([str(logs)]) == 0
    assert capsys.readouterr().out == (
        "1 of 2 failed builds are explained (50.0 %)\n     1 no-package-manager\n"
    )


def test_what_is_not_explained(logs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its last lines are shown on request."""
    main([str(logs), "--unexplained"])
    assert capsys.readouterr().out.endswith("\nb.log\n  | something strange\n")


def test_one_explanation(logs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What it says is shown, with what the Dockerfile beside the log tells."""
    main([str(logs), "--id", "no-package-manager"])
    assert "python:3.11-slim installs packages with apt-get" in capsys.readouterr().out


def test_no_logs(tmp_path: Path) -> None:
    """That is told by the exit code."""
    assert main([str(tmp_path)]) == 2
