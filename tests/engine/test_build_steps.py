"""What the builder's progress tells of each step."""

from itertools import count

import pytest

from grader.engine.build_steps import StepLog, in_learners_words
from grader.engine.model import StepDone

BUILDX = """\
#1 [internal] load build definition from Dockerfile
#1 DONE 0.0s
#4 [b 1/3] FROM docker.io/library/python:3.11-slim
#4 CACHED
#5 [b 2/3] RUN pip install flask
#5 0.254 #5 CACHED
#5 DONE 12.3s

#6 [b 3/3] RUN <<EOF (echo a...)
#6 CACHED
#5 [b 2/3] RUN pip install flask
#7 [stage-1 2/2] COPY --from=b /etc/hostname /x
#8 exporting to image
#8 DONE 0.1s
"""


def _steps(log: str, pause: float = 20.0) -> tuple[StepDone, ...]:
    """Between two lines `pause` seconds go by."""
    found = StepLog(now=count(0.0, pause).__next__)
    for line in log.split("\n"):
        found.add(line)
    return found.steps


def test_each_step_is_told_once() -> None:
    """Cached, done in so many seconds, or begun and nothing more; internal steps are none."""
    assert _steps(BUILDX) == (
        StepDone("[b 1/3] FROM docker.io/library/python:3.11-slim", cached=True),
        StepDone("[b 2/3] RUN pip install flask", seconds=12.3),
        StepDone("[b 3/3] RUN <<EOF (echo a...)", cached=True),
        StepDone("[stage-1 2/2] COPY --from=b /etc/hostname /x"),
    )


@pytest.mark.parametrize(
    ("told", "watched", "cached"),
    [
        ("12.3s", 0.0, True),
        ("12.3s", 4.0, True),
        ("12.3s", 7.0, False),
        ("12.3s", 12.2, False),
        ("0.9s", 0.1, True),
        ("0.9s", 0.6, False),
        ("0.3s", 0.0, False),
        ("0.0s", 0.0, False),
    ],
)
def test_what_ran_for_another_build(told: str, watched: float, *, cached: bool) -> None:
    """A step that is told at once and took seconds had run before; one that was watched runs now."""
    (step,) = _steps(f"#5 [2/3] RUN pip install flask\n#5 DONE {told}", watched)
    assert (step.cached, step.seconds) == (cached, float(told.rstrip("s")))


def test_what_was_done_was_not_cached() -> None:
    """Whatever else is said of it, before or after."""
    lines = "#5 [2/3] RUN x", "#5 CACHED", "#5 DONE 0.1s", "#5 CACHED"
    assert [step.cached for step in _steps("\n".join(lines))] == [False]


def test_a_second_try_counts_alone() -> None:
    """Where the builder is asked once more, its first log does not count."""
    assert [step.name for step in _steps(BUILDX + "#1 [internal] load .dockerignore\n#2 [1/1] FROM a")] == [
        "[1/1] FROM a"
    ]


@pytest.mark.parametrize(
    ("step", "said"),
    [
        ("[internal] load build definition from Dockerfile", None),
        ("[auth] library/python:pull token", None),
        ("[2/5] RUN make", "[step 2 of 5] RUN make"),
        ("[builder 2/5] RUN make", "[stage builder, step 2 of 5] RUN make"),
        ("[stage-1  2/12] COPY . .", "[stage 2, step 2 of 12] COPY . ."),
        ("[stage-1 2/3] COPY . .", "[stage 2, step 2 of 3] COPY . ."),
        ("exporting to image", "exporting to image"),
    ],
)
def test_steps_in_learners_words(step: str, said: str | None) -> None:
    """A stage is called as in the Dockerfile, or counted from 1; the builder's own steps are left out."""
    assert in_learners_words(step) == said
