"""The RUNs of a build with the shell that they run, found in the Dockerfile by stage and number."""

import pytest

from grader.bench.rebuilt_steps import rebuilt_steps, was_cached
from grader.dockerfile import read_dockerfile
from grader.engine.model import StepDone
from grader.evidence import HistoryEntry

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


@pytest.mark.parametrize(
    ("instruction", "cached"),
    [
        ("COPY /x /x", True),
        ("RUN make all", True),
        ("RUN make twice", False),
        ("RUN make again", False),
        ("RUN make before", False),
        ("COPY app.py .", False),
    ],
)
def test_a_layer_from_the_cache(instruction: str, *, cached: bool) -> None:
    """The builder says so of every step of these words, none ran elsewhere; a history leaves flags out."""
    done = [
        StepDone("[stage-1 2/5] COPY --from=builder --link /x /x", cached=True),
        StepDone("[stage-1 3/5] RUN --mount=type=cache,target=/c make   all", cached=True),
        StepDone("[builder 2/3] RUN make twice", cached=True),
        StepDone("[stage-1 4/5] RUN make twice", seconds=2.0),
        StepDone("[builder 3/3] RUN make before", cached=True, seconds=9.0),
        StepDone("[stage-1 5/5] COPY app.py .", seconds=0.1),
    ]
    assert was_cached(HistoryEntry(instruction, 9), done) is cached
