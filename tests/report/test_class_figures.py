from grader.report.class_figures import distribution, hardest, middle, slowest
from tests.report import class_samples as samples


def test_distribution() -> None:
    """Points that can occur are counted from the most on, without what could not be graded."""
    bars = distribution(samples.CLASS)
    assert [(bar.label, bar.value) for bar in bars] == [
        ("100", "4"), ("80", "5"), ("60", "3"), ("40", "1"), ("20", "1"), ("0", "0")
    ]  # fmt: skip
    assert middle(samples.CLASS) == "80"


def test_distribution_in_ranges() -> None:
    """Many possible values are put into ten ranges that hold every value once."""
    rows = [samples.row(1, "n", samples.OUTCOMES, score=score) for score in range(38)]
    bars = distribution(samples.class_report(*rows, max_score=37))
    assert (bars[0].label, bars[-1].label) == ("34 to 37", "0 to 3")
    assert sum(int(bar.value) for bar in bars) == 38


def test_hardest() -> None:
    """The criterion that most do not meet comes first; what is broken or skipped is not counted."""
    first = hardest(samples.CLASS)[0]
    assert (first.label, first.value) == ("image-under-200mb", "7 of 14, 50 %")


def test_slowest() -> None:
    """The longest builds come first; a result shared with another submission is none of its own."""
    assert [bar.label for _, bar in slowest(samples.CLASS)][:2] == ["Linus", "Radia Perlman"]
    twin = samples.row(1, "Twin", samples.OUTCOMES, same_as="s0")
    assert slowest(samples.class_report(twin)) == ()


def test_nothing_graded() -> None:
    """A class without a grade has no median, and no zeros."""
    broken = samples.class_report(samples.ROWS[14])
    assert middle(broken) is None
    assert {bar.value for bar in distribution(broken)} == {"0"}
