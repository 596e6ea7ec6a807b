import pytest

from grader.grading import Outcome
from grader.report import Report
from grader.report.terminal import render
from grader.values import replace
from tests.report.samples import ALL_MET, BEYOND, ENGINE, HIDDEN, IMAGE, report, verdict

HOSTILE = "[bold red]x[/] :boom: [link=http://x]y[/link]"


def _report(outcome: Outcome, found: str = "1 stage") -> Report:
    return report(verdict(outcome, found=found, hint="Add a FROM."))


def test_unmet_says_what_to_do() -> None:
    """An unmet criterion shows what was expected, what was found, and the hint."""
    text = render(_report("unmet"), colour=False, width=80)
    assert all(part in text for part in ("0/20", "at least 2", "1 stage", "Add a FROM.", "0 of 20 points"))


def test_markup_is_text() -> None:
    """Markup and emoji names in a learner's text are shown as they are."""
    assert HOSTILE in render(_report("unmet", HOSTILE), colour=False, width=120)


@pytest.mark.parametrize("width", [0, 1, 80, 10_000])
def test_any_width(width: int) -> None:
    """No width makes the report fail or wider than 120 columns."""
    text = render(_report("unmet", "x" * 500), colour=False, width=width)
    assert max(len(line) for line in text.splitlines()) <= 120


def test_plain_terminal() -> None:
    """Without colour there are no escapes, without UTF-8 only ASCII."""
    text = render(_report("unmet", "é ✓"), colour=False, width=80, encoding="ascii")
    assert text.isascii()
    assert "\x1b" not in text


def test_colour() -> None:
    """With colour there are escapes."""
    assert "\x1b[" in render(_report("met"), colour=True, width=80)


def test_image() -> None:
    """The image has its size, the limit where a criterion states one, its base and its largest own layers."""
    lines = render(ALL_MET, colour=False, width=100).splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("  image"))
    assert [" ".join(line.split()) for line in lines[at : at + 4]] == [
        "image 176.1 MB unpacked, wanted: under 200 MB",
        "130 MB base python:3.11-slim",
        "46 MB RUN pip install -r requirements.txt",
        "100 kB COPY app.py .",
    ]


def test_hidden_limit() -> None:
    """A limit that the challenge hides is not shown."""
    text = render(replace(HIDDEN, image=IMAGE), colour=False, width=100)
    assert "176.1 MB unpacked\n" in text


def test_a_builder_that_lacks_something() -> None:
    """What the engine's builder cannot do is said last."""
    lacking = replace(ENGINE, builder="classic", builder_lacks="no heredocs: they need a newer one")
    shown = render(replace(ALL_MET, engine=lacking), colour=False, width=100)
    assert shown.rstrip().splitlines()[-1] == "  no heredocs: they need a newer one"


def test_another_engine_can() -> None:
    """Where the engine at hand cannot do what is needed, the first line says which one can."""
    shown = render(replace(ALL_MET, engine=BEYOND), colour=False, width=100)
    assert shown.splitlines()[0] == (
        "docker 26.1.5 cannot do what this submission needs: grade it with Docker 28.5 or newer"
    )


def test_the_outcome_stands_behind_a_long_title() -> None:
    """A title of several lines is not cut in two by the points: they stand on its last line."""
    title = "A HEALTHCHECK asks /health, and the container becomes healthy within forty seconds of its start"
    lines = render(report(verdict(title=title)), colour=False, width=60).splitlines()
    shown = [line for line in lines if "20/20" in line or "HEALTHCHECK" in line]
    assert len(shown) == 2
    assert "20/20" not in shown[0]


def test_paths_break_at_slashes() -> None:
    """A path that is too long for a line is broken behind a slash, where it has one."""
    path = "/usr/local/lib/python3.11/site-packages/a_package/with/many/folders/in/it/module.py"
    text = render(report(verdict("unmet", found=f"there is {path}")), colour=False, width=60)
    lines = [line.strip() for line in text.splitlines()]
    at = next(at for at, line in enumerate(lines) if line.startswith("/usr"))
    assert lines[at].endswith("/")
    assert lines[at] + lines[at + 1] == path
