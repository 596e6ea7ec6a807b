from grader.criteria.stage_count import StageCountKind
from grader.criterion import Met, Unmet
from tests.criteria.made import judged


def test_a_stage_that_nothing_uses_is_named_with_its_line() -> None:
    """The stage that does not count is told by name, at its place, with what to do about it."""
    finding = judged(StageCountKind, dockerfile="FROM a AS builder\nRUN x\nFROM b\n", at_least=2)
    assert isinstance(finding, Unmet)
    assert finding.found == "1 stage (FROM on line 3); the stage builder is used by nothing"
    assert (finding.line, finding.hint is not None) == (1, True)


def test_a_stage_too_many_is_told_also_where_there_are_enough() -> None:
    """What nothing uses is told where the other stages are enough, too."""
    text = "FROM a AS old\nFROM a AS builder\nFROM b\nCOPY --from=builder /x /x\n"
    finding = judged(StageCountKind, dockerfile=text, at_least=2)
    assert finding == Met("2 stages (FROM on line 2, 3); the stage old is used by nothing")
