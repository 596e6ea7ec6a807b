"""`lint`: hadolint finds nothing by certain rules."""

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from grader.criterion import Criterion, Example, Finding, Met, Unmet
from grader.dockerfile import read_dockerfile
from grader.evidence import DockerfileText, Facts, Lint, LintFinding, Question
from grader.text import one_line

SHOWN = 5

_FROM: dict[Question[Any], Any] = {DockerfileText(): read_dockerfile(b"FROM python\n")}
_ASKED = Lint(("DL3006", "DL3008"))
_OPTIONS = {"rules": ["DL3006", "DL3008"]}
_UNTAGGED = LintFinding("DL3006", 1, "Always tag the version of an image explicitly")


class LintKind(Criterion):
    """hadolint has nothing to say about the Dockerfile by the named rules.

    hadolint (https://github.com/hadolint/hadolint) knows the common mistakes of Dockerfiles. Comments
    that tell it to look away do not count: a mistake stays one.
    """

    check: Literal["lint"]
    rules: Annotated[
        tuple[Annotated[str, Field(pattern=r"^(DL|SC)\d{4}$")], ...],
        Field(min_length=1, description="Codes of hadolint's rules, such as `DL3008`."),
    ]

    examples: ClassVar[tuple[Example, ...]] = (
        Example("nothing found", Met, {**_FROM, _ASKED: ()}, _OPTIONS),
        Example("one finding", Unmet, {**_FROM, _ASKED: (_UNTAGGED,)}, _OPTIONS),
    )

    @property
    def expected(self) -> str:
        """The rules."""
        return f"no findings of hadolint by {', '.join(self.rules)}"

    def questions(self) -> tuple[Question[Any], ...]:
        """The Dockerfile, and what hadolint finds in it."""
        return (DockerfileText(), Lint(self.rules))

    def judge(self, facts: Facts) -> Finding:
        """Tell the findings in the order of their lines, the first five in full."""
        found = facts[Lint(self.rules)]
        if not found:
            return Met(f"nothing found by {', '.join(self.rules)}")
        told = "\n".join(f"line {one.line}: {one.code} {one_line(one.message, 150)}" for one in found[:SHOWN])
        more = f"\nand {len(found) - SHOWN} more" if len(found) > SHOWN else ""
        hint = f"Read what the rule asks for: https://github.com/hadolint/hadolint/wiki/{found[0].code}"
        if found[0].code.startswith("SC"):
            hint = f"Read what the rule asks for: https://www.shellcheck.net/wiki/{found[0].code}"
        return Unmet(told + more, hint, facts[DockerfileText()].file, found[0].line)
