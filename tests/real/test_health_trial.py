"""What only a real engine shows of a health check's trial."""

from pathlib import Path

import pytest

from grader.bench.bench import Bench
from grader.challenge import Limits
from grader.evidence import HealthTrial, HealthTrialFact

pytestmark = pytest.mark.engine

SERVER = """FROM python:3.11-slim
RUN mkdir /web && echo fine > /web/health
EXPOSE 5000
CMD ["python", "-m", "http.server", "--directory=/web", "5000"]
HEALTHCHECK CMD """
HONEST = "python -c \"import urllib.request as u; u.urlopen('http://localhost:5000/health')\""


@pytest.mark.parametrize("before", ["", "test $$ -ne 1 && "])
def test_trial(tmp_path: Path, before: str) -> None:
    """Alone, beside a server, beside a failing one; with the application's processes where it needs them."""
    (tmp_path / "Dockerfile").write_text(SERVER + before + HONEST + "\n")
    with Bench(tmp_path, Limits()) as bench:
        fact = bench.ask(HealthTrial("/health", within=20.0))
    assert isinstance(fact, HealthTrialFact)
    assert [run.exit_code for run in (fact.alone, fact.answered, fact.failing) if run] == [1, 0, 1]
    assert fact.answered is not None
    assert fact.answered.asked == ("GET /health",)
