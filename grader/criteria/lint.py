"""`lint`: hadolint finds nothing by certain rules."""

from typing import Annotated, Any, Literal

from pydantic import Field
from typing_extensions import override

from grader.criterion import Criterion, Finding, Met, Unmet, met, unmet
from grader.evidence import DockerfileText, Facts, Lint, LintFinding, Question
from grader.text import first, one_line

Rule = Annotated[str, Field(pattern=r"^(DL|SC)\d{4}$")]

_UNTAGGED = LintFinding("DL3006", 1, "Always tag the version of an image explicitly")


class LintKind(Criterion):
    """hadolint has nothing to say about the Dockerfile by the named rules.

    hadolint (https://github.com/hadolint/hadolint) knows the common mistakes of Dockerfiles. Comments
    that tell it to look away do not count: a mistake stays one. Judged by the words of the Dockerfile; a
    script in a here-document is read as its simple commands.
    """

    check: Literal["lint"]
    rules: tuple[Rule, ...] = Field(min_length=1, description="Codes of hadolint's rules, such as `DL3008`.")

    examples = (
        met("nothing found", (), rules=["DL3006", "DL3008"]),
        unmet("one finding", (_UNTAGGED,), dockerfile="FROM python\n", rules=["DL3006", "DL3008"]),
    )

    @property
    @override
    def expected(self) -> str:
        return f"no findings of hadolint by {', '.join(self.rules)}"

    @override
    def questions(self) -> tuple[Question[Any], ...]:
        return (DockerfileText(), Lint(self.rules))

    @override
    def judge(self, facts: Facts) -> Finding:
        findings = facts[Lint(self.rules)]
        if not findings:
            return Met(f"nothing found by {', '.join(self.rules)}")
        lines = [f"line {item.line}: {item.code} {one_line(item.message, 150)}" for item in findings]
        return Unmet(first(lines, 5), _advice(findings[0]), facts[DockerfileText()].file, findings[0].line)


def _advice(finding: LintFinding) -> str:
    """What the rule itself asks for, and where that is explained."""
    wiki = "www.shellcheck.net" if finding.code.startswith("SC") else "github.com/hadolint/hadolint"
    said = one_line(finding.message, 150).rstrip(".")
    return f"In line {finding.line}: {said}. Why, with examples: https://{wiki}/wiki/{finding.code}"
