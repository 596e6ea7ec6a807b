from typing import Any

import pytest
from pydantic import ValidationError

from grader.criteria.smaller_than_starter import SmallerThanStarterKind
from grader.criterion import Unmet
from grader.evidence import Facts, ImageSize, LayerSize, SizeFact, StarterSize
from tests.criteria.made import made


def test_what_makes_it_large_is_told() -> None:
    """The learner reads both sizes and the largest layers."""
    layers = (LayerSize("base", 120_000_000, own=False), LayerSize("RUN \x1b[1mpip", 80_000_000, own=True))
    facts = {
        ImageSize(): SizeFact(200_000_000, "unpacked", None, "overlay2", layers),
        StarterSize(): SizeFact(300_000_000, "unpacked", None, "overlay2", ()),
    }
    finding = made(SmallerThanStarterKind, factor=2).judge(Facts(facts))
    assert isinstance(finding, Unmet)
    assert finding.found.splitlines() == [
        "200 MB, the starter's image 300 MB: 1.5 times smaller",
        "base image: 120 MB",
        "80 MB: RUN pip",
    ]


@pytest.mark.parametrize("factor", [0.5, 0, -1, True, "2", None, float("nan"), float("inf"), 1001])
def test_factor_that_means_nothing(factor: Any) -> None:
    """A factor is a number of at least 1."""
    with pytest.raises(ValidationError):
        made(SmallerThanStarterKind, factor=factor)
