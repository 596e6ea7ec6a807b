import pytest

from grader.errors import UsageError
from grader.evidence import StarterSize
from grader.report.formats import check_formats, format_names, needed_for


def test_what_formats_need() -> None:
    """What is asked for the formats chosen is asked once, and nothing for those that need nothing."""
    assert needed_for(["csv", "markdown", "html"]) == (StarterSize(),)
    assert needed_for([name for name in format_names() if name not in {"html", "markdown"}]) == ()


def test_every_format_can_be_checked() -> None:
    """Where nothing is missing, no format complains; a name that is none is told with the nearest."""
    check_formats(format_names())
    with pytest.raises(UsageError, match="did you mean 'junit'"):
        check_formats(["csv", "junti"])
