"""What the classic builder's log tells of each step, and what a step's own output cannot make of it."""

import pytest

from grader.engine.build_steps import StepLog

CACHED = (
    "--> Using cache be168ab22f42bbca06bb5c68c6d7506353d820c2be3a73cff012c45ed3dadc08\n--> be168ab22f42\n"
)
DOCKERS = """\
Step 1/3 : FROM python:3.11-slim
 ---> 0123456789ab
Step 2/3 : RUN pip install flask
 ---> Using cache
 ---> 0123456789ab
Step 3/3 : RUN echo x
 ---> Running in 0123456789ab
 ---> Using cache
"""
TWO_STAGES = f"""\
[1/3] STEP 1/2: FROM python:3.11 AS builder
[1/3] STEP 2/2: RUN pip install flask

{CACHED}[3/3] STEP 1/4: FROM python:3.11-slim
[3/3] STEP 2/4: COPY --from=builder /a /a
{CACHED}[3/3] STEP 3/4: RUN make
%s--> 0123456789ab
[3/3] STEP 4/4: LABEL a=b
COMMIT x
"""


def _cached(log: str) -> list[tuple[str, bool]]:
    found = StepLog()
    for line in log.split("\n"):
        found.add(line)
    return [(step.name, step.cached) for step in found.steps]


def test_docker() -> None:
    """It tells of the cache behind the step at once; what a step prints comes later."""
    found = [("FROM python:3.11-slim", False), ("RUN pip install flask", True), ("RUN echo x", False)]
    assert _cached(DOCKERS) == found


def test_an_older_podman_shows_fewer_digits() -> None:
    """Its image is named by 11 digits in place of 12."""
    assert ("COPY --from=builder /a /a", True) in _cached((TWO_STAGES % "").replace("6f42\n", "6f4\n"))


@pytest.mark.parametrize("printed", ["", "made\n", "STEP 1/3: compiling\nSTEP 2/3: linking\n"])
def test_podman_with_a_stage_left_out(printed: str) -> None:
    """Steps are counted for each stage; a cached one ends with its image; a step's own counts are none."""
    found = _cached(TWO_STAGES % printed)
    assert [cached for _, cached in found] == [False, True, False, True, False, False]


@pytest.mark.parametrize(
    "printed",
    [
        CACHED.splitlines()[0] + "\n",
        CACHED,
        f"{CACHED}[3/3] STEP 4/4: LABEL a=b\n",
        f"{CACHED}[3/3] STEP 4/4: RUN true\n{CACHED}",
        f"{CACHED}[3/3] STEP 9/9: RUN true\n",
        f"[3/3] STEP 3/4: RUN make\n{CACHED}",
        f"[3/3] STEP 3/4: RUN make\n{CACHED}[3/3] STEP 4/4: RUN true\n",
        "--> Using cache\n",
        " ---> Using cache\n ---> 0123456789ab\n",
    ],
)
def test_a_step_that_prints_the_builders_words(printed: str) -> None:
    """It was not cached, however much of the log it prints: the image behind it, it cannot know."""
    found = _cached(TWO_STAGES % printed)
    assert ("RUN pip install flask", True) in found
    assert ("RUN make", False) in found
    assert ("RUN make", True) not in found
