"""A class without its names."""

from grader.report.anonymous import anonymous
from grader.report.class_html import render_class
from grader.report.class_report import ClassCause, ClassReport, Counted
from grader.values import replace
from tests.report import class_samples as samples

SECRET = "quentin-xylo"


def telling() -> ClassReport:
    """A class in which every text that may be a learner's or about one says who it is."""
    title = f"COPY {SECRET}.py is not there"
    cause = ClassCause(id=SECRET, moment="build", fault="learner", title=title, found=SECRET, points=20)
    counted = Counted(points=7, due=SECRET, handed_in=SECRET, why=SECRET, is_override=True)
    folder = f"submissions/{SECRET}"
    texts = {"id": SECRET, "folder": folder, "same_as": SECRET, "reason": SECRET}
    row = samples.row(1, SECRET, samples.OUTCOMES, **texts, causes=(cause,), counted=counted)
    return samples.class_report(row, samples.ROWS[0], likeness=samples.likeness(SECRET, "s1", SECRET))


def test_no_text_tells_a_name() -> None:
    """Whatever a row says of its learner, the page of the anonymous report does not."""
    assert SECRET in render_class(telling())
    shown = anonymous(telling(), {SECRET: "learner-b", "s1": "learner-a"})
    page = render_class(shown)
    assert SECRET not in page
    assert [row.id for row in shown.rows] == ["learner-a", "learner-b"]
    assert "Ada" not in page
    assert "<bdi>learner-b</bdi>" in page


def test_what_stays() -> None:
    """Outcomes, points and what counts of them stay, and why it counts where that tells nobody's name."""
    late = replace(samples.ROWS[0], counted=Counted(points=1.5, why="2 days late: -20"))
    (row,) = anonymous(samples.class_report(late), {late.id: "x"}).rows
    assert row.counted == late.counted
    assert (row.marks, row.score, row.seconds) == (late.marks, late.score, late.seconds)
