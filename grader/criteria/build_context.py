"""`build_context`: what `docker build` sends is small and holds nothing that does not belong there."""

from typing import Literal

from pydantic import Field
from typing_extensions import override

from grader.criterion import Finding, Met, OneQuestionKind, met, renamed, unmet
from grader.criterion.patterns import IgnorePattern
from grader.criterion.samples import build_context, leak
from grader.criterion.sent import not_kept_out, sent_size, too_large
from grader.evidence import BuildContext, ContextFact
from grader.fields import Size
from grader.text import listed, one_line
from grader.units import show_size


class BuildContextKind(OneQuestionKind[ContextFact]):
    """The ignore file keeps the patterns out of the build context, and what is left is under a limit.

    Whatever `docker build` sends can end up in the image with one `COPY . .`: secrets, the project's
    history, another system's virtual environment. Any change of it makes the build start over. A pattern
    is kept out even where nothing matches it today: on another machine there is something.
    Judged by experiment: with what the folder holds, and with names and depths that are drawn anew.
    """

    needs_one_of = ("absent", "under")
    old_spellings = renamed(keeps_out="absent")

    check: Literal["build_context"]
    absent: tuple[IgnorePattern, ...] = Field(
        (), min_length=1, description="Nothing such is sent: as in a .dockerignore, `/` ends a folder's."
    )
    under: Size | None = Field(None, description="Limit of what is sent, such as `1MB`.")

    examples = (
        met("kept out", build_context(".git"), absent=[".git"]),
        unmet("some of it is sent", build_context(".git", leak("*.log", "a.log")), absent=[".git", "*.log"]),
        unmet("nothing there today, but it is not kept out", build_context(leak("venv/")), absent=["venv/"]),
        unmet("no ignore file", build_context(leak("*.log", "a.log"), ignore_file=None), absent=["*.log"]),
        met("small enough", build_context(total=999_999), under="1MB"),
        unmet("exactly the limit is not under it", build_context(total=1_000_000), under="1MB"),
    )

    @property
    @override
    def expected(self) -> str:
        small = f" under {show_size(self.under)}" if self.under is not None else ""
        return f"a build context{small}{listed(' without', self.absent)}"

    @property
    @override
    def question(self) -> BuildContext:
        return BuildContext(self.absent)

    @override
    def judge_fact(self, fact: ContextFact) -> Finding:
        leaks = [pattern for pattern in fact.patterns if pattern.present or not pattern.ignored]
        if leaks:
            return not_kept_out(fact, leaks)
        if self.under is not None and fact.total_bytes >= self.under:
            return too_large(fact)
        size = sent_size(fact)
        return Met(f"{size}; {one_line(', '.join(self.absent))} kept out" if self.absent else size)
