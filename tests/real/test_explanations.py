"""Containers that really fail so, and what is said of them."""

from pathlib import Path

import pytest

from grader.challenge import load_challenge
from grader.submission import GradingOptions, grade

pytestmark = pytest.mark.engine

SPEC = """
id: demo
title: Demo
limits: {memory: 60MB}
criteria:
  - {id: answers, title: Answers, check: http, port: 8000, path: /, status: 200, points: 10, hint: Answer.}
"""
SLIM = "FROM python:3.11-slim\nWORKDIR /app\n"
SCRIPT = f"{SLIM}COPY --chmod=755 start.sh /app/\nCMD "


CASES = [
    ("killed", f'{SCRIPT}["sh", "start.sh"]\n', "sleep 60 &\nkill -9 $!\nwait $!\n"),
    (
        "out-of-memory",
        f'{SLIM}CMD ["python", "-c", "x = [bytearray(2 ** 20) * 2 for _ in range(200)]"]\n',
        "",
    ),
    ("no-command", f"{SLIM}CMD []\n", ""),
    ("no-such-script", f'{SLIM}CMD ["sh", "start.sh"]\n', "exec python app.py\n"),
    ("start-file-missing", f"{SLIM}CMD /start.sh\n", "#!/bin/sh\nexec python app.py\n"),
    ("windows-line-ends", f'{SCRIPT}["sh", "start.sh"]\n', "exec python app.py\r\n"),
    ("windows-line-ends", f'{SCRIPT}["sh", "start.sh"]\n', "set -e\r\n"),
]


@pytest.mark.parametrize(("explanation", "dockerfile", "script"), CASES, ids=[case[0] for case in CASES])
def test_a_failed_start(tmp_path: Path, explanation: str, dockerfile: str, script: str) -> None:
    """The engine and the programs of the image still say what the explanation goes by."""
    for folder in ("challenges/demo", "starter"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "challenges/demo/challenge.yaml").write_text(SPEC)
    (tmp_path / "starter/Dockerfile").write_text(dockerfile)
    (tmp_path / "starter/start.sh").write_bytes(script.encode())
    challenge = load_challenge(tmp_path / "challenges/demo/challenge.yaml")
    report = grade(challenge, tmp_path / "starter", GradingOptions()).report
    assert [told.cause.id for told in report.causes] == [explanation]
    assert report.causes[0].cause.fault == "learner"
