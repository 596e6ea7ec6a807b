"""Reports as the page shows them: an ordinary one, one with nothing in it, one that says any text."""

from typing import Any

from grader.evidence import Attachments, Cause, EngineSummary, HistoryEntry, ImageSummary
from grader.grading import Outcome, Verdict
from grader.report.causes import told_causes
from grader.report.model import Report
from grader.values import replace

HOSTILE = (
    "\"'></script></style></title></pre><img src=x onerror=alert(1)><script>alert(2)</script>"
    "<svg onload=alert(3)>{{ 7*7 }}{% raw %}<!-- \u202egnp.exe\u200f 🦈 &lt;b&gt; javascript:alert(4)"
)
"""Markup, attributes, template syntax, an open comment, emoji and marks that reorder text."""

DOCKERFILE = """\
# syntax=docker/dockerfile:1
FROM python:3.11

RUN apt-get update \\
    && apt-get install -y --no-install-recommends build-essential gcc \\
    && rm -rf /var/lib/apt/lists/*

WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt --index-url https://packages.example.org/a/long/path/simple
COPY app.py .
EXPOSE 5000
CMD ["python", "app.py"]
"""
MB = 1_000_000


def image(*own: tuple[str, float], base: float = 472.1, name: str = "python:3.11") -> ImageSummary:
    """An image with a base of three layers; sizes in MB."""
    below = [HistoryEntry("base", int(base * MB * part), own=False) for part in (0.25, 0.4, 0.35)]
    above = [HistoryEntry(command, int(size * MB), own=True) for command, size in own]
    layers = (*below, *above)
    size = sum(layer.size_bytes for layer in layers)
    return ImageSummary(size, "unpacked", int(size * 1.9), name, base_stand_in=True, layers=layers)


def verdict(number: int, outcome: Outcome, title: str, *, check: str = "stage_count", **said: Any) -> Verdict:
    """A verdict on 20 points."""
    points = 20 if outcome == "met" else 0
    expected = str(said.pop("expected", "at least 2 stages"))
    return Verdict(
        id=f"criterion-{number}",
        title=title,
        check=check,
        outcome=outcome,
        points=points,
        max_points=20,
        expected=expected,
        **said,
    )


CAUSE = Cause(
    id="no-such-package",
    moment="build",
    title="pip finds no package flaks",
    found="ERROR: No matching distribution found for flaks",
    source="build log",
    why="No package of the index has this name.",
    advice="requirements.txt: write Flask",
    file="Dockerfile",
    line=10,
)
VERDICTS = (
    verdict(
        1,
        "unmet",
        "The Dockerfile has at least two stages",
        found="1 stage (FROM on line 2)",
        hint="Give the compiler a stage of its own. Begin a second stage with another FROM.",
        help="Only the last stage\nis shipped.\n\n    FROM image AS name\n    RUN one\n\nSee which are.",
        file="Dockerfile",
        line=2,
    ),
    verdict(
        2,
        "unmet",
        "The image is smaller than 200 MB",
        check="image_size",
        expected="under 200 MB",
        found="562.1 MB\nbase image: 472.1 MB\n73.8 MB: RUN apt-get update && apt-get install",
        hint="Start the last stage from python:3.11-slim.",
    ),
    verdict(
        3,
        "met",
        "The application answers on /health",
        expected="GET /health answers 200",
        found='200 {"status": "healthy"}',
    ),
    verdict(
        4,
        "blocked",
        "The container stops within 5 s",
        because="build: pip finds no package flaks",
        file="Dockerfile",
        line=10,
        cause=CAUSE,
    ),
    verdict(
        5, "broken", "The base image is current", because="the registry does not answer", file=".dockerignore"
    ),
    verdict(6, "skipped", "No build tools in the final image", because="not selected"),
)


ATTACHED = Attachments(
    "Dockerfile",
    DOCKERFILE,
    "".join(f"#{at} 0.{at} Get:{at} http://mirror.example/debian bookworm/main amd64\n" for at in range(90)),
    " * Running on http://0.0.0.0:5000\n",
    image(("RUN apt-get update && apt-get install -y build-essential", 90.0), ("COPY . .", 130.0)),
)


def report(*verdicts: Verdict, **changes: Any) -> Report:
    """A report on these verdicts."""
    values: dict[str, Any] = {
        "challenge": "02-multi-stage-builds",
        "submission": "submissions/ada",
        "outcome": "failed",
        "score": sum(one.points for one in verdicts),
        "max_score": sum(one.max_points for one in verdicts),
        "criteria": verdicts,
        "causes": told_causes(verdicts, "handed in elsewhere", "docker"),
        "image": image(
            ("RUN /bin/sh -c apt-get update && apt-get install -y build-essential gcc # buildkit", 73.8),
            ("RUN /bin/sh -c pip install --no-cache-dir -r requirements.txt # buildkit", 16.2),
            ("COPY app.py . # buildkit", 0.0015),
        ),
        "image_limit_bytes": 200 * MB,
        "engine": EngineSummary("docker", "26.1.5+dfsg1", "overlay2", "buildkit"),
        "timings": {"build": 41.237, "start": 0.412, "ready": 0.3, "total": 43.1},
        "grader_version": "0.1.0",
        "challenge_digest": "sha256:0123456789abcdef",
        "notes": ("the final stage names no USER, so the application may run as root",),
        "attachments": ATTACHED,
    }
    return Report(**(values | changes))


ORDINARY = report(*VERDICTS)
EMPTY = Report(
    challenge="demo",
    submission="",
    outcome="error",
    score=0,
    max_score=0,
    criteria=(),
    timings={},
    grader_version="0.1.0",
    challenge_digest="sha256:0",
)
ALL_OUTCOMES: tuple[Outcome, ...] = ("met", "unmet", "blocked", "broken", "skipped")


def report_of(text: str) -> Report:
    """A report that says this text wherever it can."""
    verdicts = (
        verdict(
            at, outcome, text, expected=text, found=text, hint=text, because=text, file="Dockerfile", line=at
        )
        for at, outcome in enumerate(ALL_OUTCOMES, 1)
    )
    cause = Cause(id="unexplained", moment="run", title=text, found=text, source=text, why=text, advice=text)
    return report(
        *verdicts,
        verdict(6, "blocked", text, cause=replace(cause, file="Dockerfile", line=6)),
        challenge=text,
        submission=text,
        image=image((text, 30), name=text),
        engine=EngineSummary(text, text, text, text),
        timings={text: 1.0},
        challenge_digest=text,
        notes=(text,),
        attachments=Attachments("Dockerfile", f"{text}\n" * 6, text, text, image((text, 30))),
    )
