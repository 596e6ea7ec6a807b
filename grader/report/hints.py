"""The hints of a challenge as a learner reads them on a terminal, the short ones and a longer one."""

from collections.abc import Iterable

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from grader.challenge import Challenge
from grader.criterion import Criterion
from grader.report.console import laid_out
from grader.report.help_text import blocks
from grader.text import one_line

WIDEST = 100


def short_hints(challenge: Challenge, criteria: Iterable[Criterion], *, colour: bool, width: int) -> str:
    """Each criterion with its short hint, and how to ask for the longer ones."""

    def draw(console: Console) -> None:
        console.print(_heading(challenge.id, challenge.title))
        for criterion in criteria:
            console.print()
            _short(console, criterion)
        if challenge.help:
            console.print()
            more = Text(f"more on one of them: grader hint {challenge.id} CRITERION", "dim")
            console.print(Padding(more, (0, 0, 0, 2)))

    return laid_out(draw, colour=colour, width=width, widest=WIDEST)


def long_hint(criterion: Criterion, text: str | None, *, colour: bool, width: int) -> str:
    """One criterion with its short hint, and the longer one where there is one."""

    def draw(console: Console) -> None:
        _short(console, criterion)
        for block in blocks(text or ""):
            console.print()
            console.print(Padding(Text(block.text), (0, 0, 0, 6 if block.to_copy else 2)))

    return laid_out(draw, colour=colour, width=width, widest=WIDEST)


def _short(console: Console, criterion: Criterion) -> None:
    console.print(Padding(_heading(criterion.id, criterion.title), (0, 0, 0, 2)))
    console.print(Padding(Text(one_line(criterion.hint, 1000)), (0, 0, 0, 6)))


def _heading(name: str, title: str) -> Text:
    return Text.assemble((name, "bold"), f"  {one_line(title)}")
