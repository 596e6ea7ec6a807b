"""What happened to a class: how far each submission came, and who shares a cause."""

import pytest

from grader.evidence import Cause
from grader.evidence.cause import Moment
from grader.report import Report
from grader.report.causes import told_causes
from grader.report.class_causes import cause_groups, row_causes, state
from grader.report.class_html import render_class
from grader.report.class_table import render_table
from grader.values import replace
from tests.report import class_samples
from tests.report.class_samples import OUTCOMES, happened, row
from tests.report.samples import SAMPLES


def by(*moments: Moment, starts: bool = False) -> Report:
    """A failed report with causes of these moments, without an image that was looked at."""
    sample = replace(SAMPLES["mixed"], image=None, timings={"start": 1.0} if starts else {})
    causes = [Cause(id="x", moment=moment, title=f"{moment} {at}") for at, moment in enumerate(moments)]
    verdicts = [replace(sample.criteria[0], id=f"c{at}", cause=cause) for at, cause in enumerate(causes)]
    return replace(sample, criteria=tuple(verdicts), causes=told_causes(verdicts, "nowhere", "docker"))


@pytest.mark.parametrize(
    ("report", "told"),
    [
        (by("build"), "does not build"),
        (by("dockerfile"), "does not build"),
        (by("build", starts=True), "built, but wrong"),
        (by("run", starts=True), "does not run"),
        (by("answer", starts=True), "does not answer"),
        (by("time"), "ended by a limit"),
        (by(), "failed"),
        (SAMPLES["mixed"], "built, but wrong"),
        (SAMPLES["all-met"], "passed"),
        (SAMPLES["broken"], "error"),
    ],
)
def test_how_far_it_came(report: Report, told: str) -> None:
    """What does not build is told from what was built; a stage that does not build may be another one."""
    assert state(report) == told


def test_causes_of_a_row() -> None:
    """Two of one kind in one submission keep the id that others have, too, and stand on one line each."""
    told = row_causes(by("build", "build"))
    assert [cause.id for cause in told] == ["x", "x"]
    assert row_causes(SAMPLES["blocked"])[0].points == 40
    assert "\n" not in row_causes(SAMPLES["hostile"])[0].found


def test_groups() -> None:
    """Who has the same cause is in one group, the largest first, under the commonest title.

    What is not explained is the same where its title is.
    """
    rows = [row(at, name, OUTCOMES) for at, name in enumerate("abcde", 1)]
    other = happened("other", explained=False)
    causes = [
        (happened("rare", id="r"),),
        (happened("a"),),
        (happened("b"),),
        (happened("b"), other),
        (other,),
    ]
    groups = cause_groups([replace(one, causes=own) for one, own in zip(rows, causes, strict=True)])
    assert [(group.title, [at for at, _, _ in group.members]) for group in groups] == [
        ("b", [2, 3, 4]),
        ("other", [4, 5]),
        ("rare", [1]),
    ]


def test_the_page_counts_and_lists() -> None:
    """Each group tells how many there are, and folded who: a link to each report and to each row."""
    page = render_class(class_samples.CLASS)
    assert "3 submissions: <bdi>this stage has no compiler</bdi>" in page
    assert page.count("40 points wait</a>: <code") == page.count("1 point waits</a>") == 3
    assert '<span class="state">does not build</span>' in page


def test_the_table_tells_what_does_not_build() -> None:
    """In place of `failed`, with what happened in place of what is not met."""
    made = row(1, "Ada", OUTCOMES, state="does not build", causes=(happened(),))
    text = render_table(class_samples.class_report(made), colour=False, width=100)
    assert "does not build  this stage has no compiler" in text
    assert "two-stages" not in text
