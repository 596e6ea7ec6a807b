"""The RUNs of a build with the shell that they run, found in the Dockerfile by stage and number."""

import pytest

from grader.bench.rebuilt_steps import rebuilt_steps
from grader.dockerfile import read_dockerfile
from grader.engine.model import StepDone

TEXT = b"""\
FROM a AS Builder
WORKDIR /x
RUN <<EOF
pip install flask
EOF
ENV A=1
RUN sh ./setup.sh
FROM b
COPY --from=builder /x /x
RUN echo last
"""
FILES = {"setup.sh": "apt-get install -y gcc"}


def _texts(name: str) -> tuple[str, ...]:
    (step,) = rebuilt_steps(read_dockerfile(TEXT), [StepDone(name)], FILES.get)
    return step.texts


@pytest.mark.parametrize(
    ("name", "holds"),
    [
        ("[builder 3/4] RUN <<EOF (pip install flask)", "pip install flask\n"),
        ("[linux/arm64 builder 3/4] RUN <<EOF (pip install flask)", "pip install flask\n"),
        ("[builder 4/4] RUN sh ./setup.sh", "apt-get install -y gcc"),
        ("[stage-1 3/3] RUN echo last", "echo last"),
        ("[3/3] RUN echo last", "echo last"),
        ("[stage-7 3/3] RUN something", "something"),
        ("[builder 9/9] RUN something", "something"),
        ("RUN something", "something"),
    ],
)
def test_the_shell_of_a_step(name: str, holds: str) -> None:
    """Heredocs and scripts count; a step that is not found is taken by its name."""
    assert holds in _texts(name)


def test_only_runs_are_told() -> None:
    """COPY and FROM run no shell."""
    done = [StepDone("[builder 1/4] FROM a"), StepDone("[stage-1 2/3] COPY --from=builder /x /x")]
    assert rebuilt_steps(read_dockerfile(TEXT), done, FILES.get) == ()
