from grader.criteria.lint import LintKind
from grader.criterion import Unmet
from grader.evidence import LintFinding
from tests.criteria.made import judged


def test_findings_are_told_with_their_place() -> None:
    """The first five findings are told, the others counted; the first one is the place."""
    findings = tuple(LintFinding("DL3006", line, "Tag the image") for line in range(3, 10))
    finding = judged(LintKind, findings, rules=["DL3006"])
    assert isinstance(finding, Unmet)
    assert finding.found.splitlines()[0] == "line 3: DL3006 Tag the image"
    assert finding.found.endswith("and 2 more")
    assert (finding.file, finding.line) == ("Dockerfile", 3)
    assert (
        finding.hint
        == "In line 3: Tag the image. Why, with examples: https://github.com/hadolint/hadolint/wiki/DL3006"
    )


def test_shell_rules_have_their_own_page() -> None:
    """ShellCheck's rules are explained elsewhere."""
    finding = judged(LintKind, (LintFinding("SC2086", 1, "Double quote"),), rules=["SC2086"])
    assert isinstance(finding, Unmet)
    assert (
        finding.hint == "In line 1: Double quote. Why, with examples: https://www.shellcheck.net/wiki/SC2086"
    )
