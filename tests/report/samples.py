"""Reports that every format is tried on."""

from typing import Any, Literal

from grader.evidence import Attachments, Cause, EngineSummary, HistoryEntry, ImageSummary
from grader.grading import Outcome, Verdict
from grader.report import Report
from grader.report.causes import told_causes
from grader.report.model import Change, SinceLastTime
from grader.values import replace

HOSTILE = (
    "=1+1 </script><img src=x onerror=alert(1)> <!-- `code` | cell | [link](http://evil.example) "
    "![image](http://evil.example) @everyone *bold* _it_ ~~gone~~ $math$ &lt; www.evil.example "
    "%0A::error::forged ##[error]forged ]]> {{ 7*7 }} \"quoted\", 'too' "
    "\x1b[31mred\x1b]0;title\x07 \x00\x08 \u202egnp.exe \ufffe\uffff \ud800 \u2028"
    "\r\n::error::forged\n\t- item\n# heading\n```\n|a|b|\n::stop-commands::token"
)
"""What a learner could put wherever their words are shown."""

IMAGE = ImageSummary(
    176_100_000,
    "unpacked",
    375_000_000,
    "python:3.11-slim",
    base_stand_in=False,
    layers=(
        HistoryEntry("ADD rootfs.tar / # buildkit", 130_000_000, own=False),
        HistoryEntry("WORKDIR /app", 0, own=True),
        HistoryEntry("RUN /bin/sh -c pip install -r requirements.txt # buildkit", 46_000_000, own=True),
        HistoryEntry("COPY app.py . # buildkit", 100_000, own=True),
    ),
)
STARTER = replace(IMAGE, size_bytes=1_020_000_000, base="python:3.11")
ENGINE = EngineSummary("docker", "26.1.5", "overlay2", "buildkit")
BEYOND = replace(ENGINE, able="Docker 28.5 or newer")
ATTACHMENTS = Attachments(
    "Dockerfile", "FROM python:3.11\n", "#1 building\n", "* Running on http://0.0.0.0:5000\n", STARTER
)
HOSTILE_ATTACHMENTS = Attachments(HOSTILE, HOSTILE, HOSTILE, HOSTILE, replace(STARTER, base=HOSTILE))


def verdict(outcome: Outcome = "met", *, points: int = 20, **said: Any) -> Verdict:
    """A verdict; `said` replaces what it says."""
    made = Verdict(
        id="two-stages",
        title="The Dockerfile has at least two stages",
        check="stage_count",
        outcome=outcome,
        points=points if outcome == "met" else 0,
        max_points=points,
        expected="at least 2 stages",
    )
    return replace(made, **said)


def report(*criteria: Verdict, **said: Any) -> Report:
    """A report on these verdicts; `said` replaces the rest."""
    outcomes = {one.outcome for one in criteria}
    outcome: Literal["passed", "failed", "error"]
    outcome = "failed" if outcomes & {"unmet", "blocked"} else "passed"
    if "broken" in outcomes or outcomes == {"skipped"}:
        outcome = "error"
    made = Report(
        challenge="02-multi-stage-builds",
        submission="starter/02-multi-stage-builds",
        outcome=outcome,
        score=sum(one.points for one in criteria),
        max_score=sum(one.max_points for one in criteria),
        criteria=criteria,
        causes=told_causes(criteria, "handed in elsewhere", "docker"),
        image_limit_bytes=200_000_000,
        timings={"total": 2.5},
        grader_version="0.1.0",
        challenge_digest="sha256:0123",
        attachments=ATTACHMENTS,
    )
    return replace(made, **said)


SIZE = verdict(
    id="image-under-200mb",
    title="The image is smaller than 200 MB",
    check="image_size",
    expected="under 200 MB",
)
HEALTH = verdict(
    id="health-endpoint",
    title="The application answers on /health",
    check="http",
    expected="GET /health: 200",
)

ALL_MET = report(
    verdict(found="2 stages"), replace(SIZE, found="176.1 MB"), HEALTH, image=IMAGE, engine=ENGINE
)
MIXED = report(
    verdict(
        "unmet",
        found="1 stage (FROM on line 4)",
        advice="Take the stage's result into a later one with COPY --from.",
        hint="Begin a second stage with another FROM.",
        help="Only the last stage is\nshipped.\n\n    FROM image AS name\n",
        file="Dockerfile",
        line=4,
    ),
    SIZE,
    replace(HEALTH, outcome="unmet", points=0, found="status 500:\nInternal Server Error"),
    image=replace(IMAGE, size_bytes=250_000_000),
    engine=ENGINE,
    notes=("the final stage names no USER, so the application may run as root",),
    since_last_time=SinceLastTime(
        better=(Change("image-under-200mb", 20),),
        worse=(Change("two-stages", -20), Change("health-endpoint", -20)),
        points=-20,
    ),
)
NO_PACKAGE = Cause(
    id="no-such-package",
    moment="build",
    title="pip finds no package flaks",
    found="ERROR: No matching distribution found for flaks",
    source="build log",
    why="No package of the index has this name.",
    advice="requirements.txt: write Flask",
    file="Dockerfile",
    line=1,
)
BLOCKED = report(
    verdict(found="2 stages"),
    replace(
        SIZE,
        outcome="blocked",
        points=0,
        because=f"build: {NO_PACKAGE.title}",
        hint="Start the last stage from the slim image.",
        help="Most of the size is the base.",
        file="Dockerfile",
        line=1,
        cause=NO_PACKAGE,
    ),
    replace(
        HEALTH,
        outcome="blocked",
        points=0,
        because="image-under-200mb must be met first, it is blocked",
        hint="Which port does the application listen on?",
        cause=NO_PACKAGE,
    ),
)
NO_ENGINE = Cause(
    id="machine",
    moment="machine",
    title="the machine that grades could not tell",
    fault="machine",
    found="no container engine answers",
    explained=False,
)
BROKEN = report(
    verdict(),
    replace(SIZE, outcome="broken", points=0, because="no container engine answers", cause=NO_ENGINE),
    replace(HEALTH, outcome="unmet", points=0, found="nothing listens on port 5000"),
    since_last_time=SinceLastTime(challenge_changed=True),
)
HIDDEN = report(
    verdict("unmet", expected="", hint="Which files does the application need at run time?"),
    replace(SIZE, expected=""),
    replace(HEALTH, outcome="skipped", points=0, because="not selected"),
    image_limit_bytes=None,
)
HOSTILE_CAUSE = Cause(
    id="unexplained",
    moment="run",
    title=HOSTILE,
    found=HOSTILE + "y" * 5000,
    source=HOSTILE,
    why=HOSTILE,
    advice=HOSTILE,
    file="a:b,c.Dockerfile",
    line=1,
    explained=False,
)
HOSTILE_TEXT = report(
    verdict(
        "unmet",
        found=HOSTILE + "y" * 5000,
        advice=HOSTILE,
        hint=HOSTILE,
        help=HOSTILE,
        file=HOSTILE,
        line=4,
        expected=HOSTILE,
    ),
    replace(SIZE, outcome="blocked", points=0, because=HOSTILE, file="a:b,c.Dockerfile", found=HOSTILE),
    replace(HEALTH, id="stations", outcome="unmet", points=0, hint=HOSTILE, cause=HOSTILE_CAUSE),
    replace(HEALTH, outcome="broken", points=0, because=HOSTILE),
    replace(HEALTH, id="greeting", outcome="skipped", points=0, because=HOSTILE),
    replace(HEALTH, id="farewell", found=HOSTILE),
    submission=f"class/{HOSTILE}",
    image=replace(IMAGE, base=HOSTILE, layers=(HistoryEntry(HOSTILE, 5000, own=True),)),
    engine=EngineSummary(*[HOSTILE] * 4),
    notes=(HOSTILE,),
    since_last_time=SinceLastTime(better=(Change(HOSTILE, 1),), points=1),
    attachments=HOSTILE_ATTACHMENTS,
)

SAMPLES = {
    "all-met": ALL_MET,
    "mixed": MIXED,
    "blocked": BLOCKED,
    "broken": BROKEN,
    "hidden": HIDDEN,
    "hostile": HOSTILE_TEXT,
}
