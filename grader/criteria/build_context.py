"""`build_context`: what `docker build` sends is small and holds nothing that does not belong there."""

from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, Field, model_validator

from grader.criterion import Criterion, Example, Finding, Met, Unmet
from grader.criterion.expectations import require_any
from grader.evidence import BuildContext, ContextFact, ContextPattern, Facts, Question
from grader.fields import Size, Text
from grader.text import one_line
from grader.units import show_size

SHOWN = 5
USUAL_NAME = ".dockerignore"


def _pattern(text: str) -> str:
    if text != text.strip() or text.startswith(("!", "#")) or not text.strip("/"):
        raise ValueError(f"must be one pattern as in a .dockerignore, without ! and #, got {text!r}")
    return text


def _facts(
    *patterns: ContextPattern, total: int = 2_000, name: str | None = USUAL_NAME
) -> dict[Question[Any], Any]:
    asked = BuildContext(tuple(one.pattern for one in patterns))
    return {asked: ContextFact(total, 3, name, patterns)}


_GIT = ContextPattern(".git", (), ignored=True)
_LOGS = ContextPattern("*.log", ("app.log",), ignored=False)
_VENV = ContextPattern("venv/", (), ignored=False)


class BuildContextKind(Criterion):
    """The ignore file keeps the patterns out of the build context, and what is left is under a limit.

    Whatever `docker build` sends can end up in the image with one `COPY . .`: secrets, the project's
    history, another system's virtual environment. It also takes time, and any change of it makes the
    build start over. A pattern must be kept out even where nothing matches it today: on another
    machine there is something.
    """

    check: Literal["build_context"]
    keeps_out: Annotated[
        tuple[Annotated[Text, AfterValidator(_pattern)], ...],
        Field(
            min_length=1,
            description="Patterns as in a .dockerignore: nothing that matches is sent, now or later. "
            "A folder's ends with `/`; `**/` stands for any folders.",
        ),
    ] = ()
    under: Annotated[Size | None, Field(description="Limit of what is sent, such as `1MB`.")] = None

    examples: ClassVar[tuple[Example, ...]] = (
        Example("kept out", Met, _facts(_GIT), {"keeps_out": [".git"]}),
        Example(
            "something of it would be sent", Unmet, _facts(_GIT, _LOGS), {"keeps_out": [".git", "*.log"]}
        ),
        Example(
            "nothing there today, but it is not kept out", Unmet, _facts(_VENV), {"keeps_out": ["venv/"]}
        ),
        Example("no ignore file", Unmet, _facts(_LOGS, name=None), {"keeps_out": ["*.log"]}),
        Example("small enough", Met, _facts(total=999_999), {"under": "1MB"}),
        Example("exactly the limit is not under it", Unmet, _facts(total=1_000_000), {"under": "1MB"}),
        Example(
            "kept out, but too large",
            Unmet,
            _facts(_GIT, total=3_000_000),
            {"keeps_out": [".git"], "under": "1MB"},
        ),
    )

    @model_validator(mode="after")
    def _expects_something(self) -> "BuildContextKind":
        require_any(self, "keeps_out", "under")
        return self

    @property
    def expected(self) -> str:
        """The patterns and the limit."""
        parts = [f"without {', '.join(self.keeps_out)}"] if self.keeps_out else []
        parts += [f"under {show_size(self.under)}"] if self.under is not None else []
        return one_line(f"a build context {' and '.join(parts)}", 400)

    def questions(self) -> tuple[Question[Any], ...]:
        """The build context, looked through for the patterns."""
        return (self._asked(),)

    def judge(self, facts: Facts) -> Finding:
        """Look at each pattern, then at the size."""
        context = facts[self._asked()]
        leaks = [one for one in context.patterns if one.present or not one.ignored]
        size = f"{show_size(context.total_bytes)} in {context.file_count} files"
        if leaks:
            more = f"\nand {len(leaks) - SHOWN} more" if len(leaks) > SHOWN else ""
            found = "\n".join(_leak(one) for one in leaks[:SHOWN]) + more
            return Unmet(found, _hint(context, leaks), file=context.ignore_file)
        if self.under is not None and context.total_bytes >= self.under:
            return Unmet(f"{size} would be sent", file=context.ignore_file)
        kept = f"; {one_line(', '.join(self.keeps_out))} kept out" if self.keeps_out else ""
        return Met(f"{size}{kept}")

    def _asked(self) -> BuildContext:
        return BuildContext(self.keeps_out)


def _leak(one: ContextPattern) -> str:
    if not one.present:
        return f"{one.pattern}: nothing there now, but it would be sent if it were"
    more = " and more" if len(one.present) > 3 else ""
    return f"{one.pattern}: {one_line(', '.join(one.present[:3]), 150)}{more} would be sent"


def _hint(context: ContextFact, leaks: list[ContextPattern]) -> str:
    lines = ", ".join(one.pattern for one in leaks)
    if context.ignore_file is None:
        return one_line(f"Write a {USUAL_NAME} beside the Dockerfile with the lines: {lines}", 300)
    return one_line(
        f"Write into {context.ignore_file}, below any line that begins with an exclamation mark: {lines}", 300
    )
