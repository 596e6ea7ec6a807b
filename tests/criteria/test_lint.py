from typing import Any

import pytest
from pydantic import ValidationError

from grader.criteria.lint import LintKind
from grader.criterion import Finding, Met, Unmet
from grader.dockerfile import read_dockerfile
from grader.evidence import DockerfileText, Facts, Lint, LintFinding


def _criterion(rules: object) -> LintKind:
    fields = {"id": "x", "title": "t", "check": "lint", "points": 1, "hint": "h", "rules": rules}
    return LintKind.model_validate(fields)


def _judge(*findings: LintFinding) -> Finding:
    read = read_dockerfile(b"FROM a\n", "dockerfile")
    return _criterion(["DL3006"]).judge(Facts({DockerfileText(): read, Lint(("DL3006",)): findings}))


def test_findings_are_told_with_their_place() -> None:
    """The first five findings are told, the others counted; the first one is the place."""
    finding = _judge(*(LintFinding("DL3006", line, "Tag the image") for line in range(3, 10)))
    assert isinstance(finding, Unmet)
    assert finding.found.splitlines()[0] == "line 3: DL3006 Tag the image"
    assert finding.found.endswith("and 2 more")
    assert (finding.file, finding.line) == ("dockerfile", 3)
    assert "wiki/DL3006" in (finding.hint or "")


def test_shell_rules_have_their_own_page() -> None:
    """ShellCheck's rules are explained elsewhere."""
    finding = _judge(LintFinding("SC2086", 1, "Double quote"))
    assert isinstance(finding, Unmet)
    assert "shellcheck" in (finding.hint or "")


def test_nothing_found() -> None:
    """No finding is what is wanted."""
    assert isinstance(_judge(), Met)


@pytest.mark.parametrize("rules", [[], None, ["DL300"], ["dl3006"], ["DL30066"], ["X1234"], "DL3006", [3006]])
def test_rules_that_are_none(rules: object) -> None:
    """Only codes of hadolint's rules are taken, and at least one."""
    with pytest.raises(ValidationError):
        _criterion(rules)


def test_rules_are_required() -> None:
    """Without rules nothing would be asked."""
    fields: dict[str, Any] = {"id": "x", "title": "t", "check": "lint", "points": 1, "hint": "h"}
    with pytest.raises(ValidationError):
        LintKind.model_validate(fields)
