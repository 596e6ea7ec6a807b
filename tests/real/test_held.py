"""What layers of a real engine hold: secrets by their values, and given files."""

from pathlib import Path

import pytest

from grader.bench.bench import Bench
from grader.challenge import Limits
from grader.engine.compatible import CompatibleEngine
from grader.evidence import FoundSecret, HeldFile, HeldFileFact, HeldSecrets, HeldSecretsFact

pytestmark = pytest.mark.engine

DOCKERFILE = """\
FROM python:3.11-slim AS first
COPY app.py /made/
FROM python:3.11-slim
RUN a=made-up; echo "$a-for-this" | base64 > /tmp/x
RUN rm /tmp/x
COPY --from=first /made/app.py /srv/main.py
"""


def test_secrets_and_files(engine: CompatibleEngine, tmp_path: Path) -> None:
    """A value is found in the layer that a later one takes it out of, a file under its new name."""
    files = {"Dockerfile": DOCKERFILE, ".env": "SECRET_KEY=made-up-for-this\n", "app.py": "print()\n"}
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    secret = FoundSecret("the value of SECRET_KEY", "/tmp/x", 4)
    with Bench(tmp_path, Limits(), engine=engine) as bench:
        assert bench.ask(HeldSecrets()) == HeldSecretsFact((secret,), ("SECRET_KEY",))
        assert bench.ask(HeldFile("app.py")) == HeldFileFact(("/srv/main.py",))
