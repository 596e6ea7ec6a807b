from grader.criteria.target_builds import TargetBuildsKind
from grader.criterion import Unmet
from grader.evidence import BuildFact
from tests.criteria.made import judged

STAGES = "FROM a AS dev\nRUN x\nFROM a AS test\nFROM a\n"


def test_place_and_reasons_of_failed_builds() -> None:
    """Each failure is told, and the first one's place."""
    dev = BuildFact(succeeded=False, reason="x: \x1b[1mnot found", file="D", line=2)
    test = BuildFact(succeeded=False, reason="no disk")
    finding = judged(TargetBuildsKind, dev, test, dockerfile=STAGES, targets=["dev", "test"])
    assert finding == Unmet("dev does not build: x: not found\ntest does not build: no disk", None, "D", 2)


def test_missing_stage_needs_no_build() -> None:
    """A stage that is not there is told from the Dockerfile alone."""
    finding = judged(TargetBuildsKind, dockerfile=STAGES, targets=["dev", "release"])
    assert isinstance(finding, Unmet)
    assert "no stage is named release" in finding.found
