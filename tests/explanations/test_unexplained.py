"""What is shown of a failure that nothing explains."""

from grader.explanation.unexplained import SHOWN_LINES, telling_lines


def test_boilerplate_is_left_out() -> None:
    """Lines that pip and npm print behind every error are not shown."""
    log = "x.c:1: error: no\n  [end of output]\nhint: See above for details.\n[notice] A new release of pip\n"
    assert telling_lines(log) == ("x.c:1: error: no",)


def test_the_error_above_is_kept() -> None:
    """An error further up stands before the last lines."""
    log = "x.c:1: error: no\n" + "".join(f"line {number}\n" for number in range(20))
    assert telling_lines(log) == ("x.c:1: error: no", *(f"line {number}" for number in range(12, 20)))


def test_an_error_among_the_last_lines() -> None:
    """Then only the last lines are shown."""
    log = "E: first\n" + "quiet\n" * 20 + "E: second\n"
    assert telling_lines(log)[-1] == "E: second"
    assert len(telling_lines(log)) == SHOWN_LINES
