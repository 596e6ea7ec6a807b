"""A program of the image that never ends holds nobody up."""

from pathlib import Path

import pytest

from grader.bench.bench import Bench
from grader.challenge import Limits
from grader.engine import local_processes
from grader.evidence import CommandFact, ContainerCommand, HttpRequest, NoHttpAnswer

pytestmark = pytest.mark.engine

DOCKERFILE = r"""FROM python:3.11-slim
RUN printf '#!/bin/sh\nwhile :; do sleep 1; done\n' > /bin/loops
RUN chmod +x /bin/loops && mv /bin/loops /bin/cat
CMD ["python", "-m", "http.server", "--bind=127.0.0.1", "5000"]
"""


@pytest.mark.parametrize(("seen", "problem"), [(True, "only_loopback"), (False, "nothing_listens")])
def test_cat_that_loops(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, problem: str, *, seen: bool) -> None:
    """Where this machine shows the sockets, it is not asked; elsewhere it is left alone after its time."""
    if not seen:
        monkeypatch.setattr(local_processes, "is_of", lambda *_arguments: False)
    (tmp_path / "Dockerfile").write_text(DOCKERFILE)
    with Bench(tmp_path, Limits()) as bench:
        answer = bench.ask(HttpRequest(port=5000, ready_within=4.0))
        assert bench.ask(ContainerCommand(("cat", "/etc/hostname"), 0.5)) == CommandFact(None, "")
    assert isinstance(answer, NoHttpAnswer)
    assert answer.problem == problem
