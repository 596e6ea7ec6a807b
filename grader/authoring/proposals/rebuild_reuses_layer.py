"""Packages that are not installed again after a change of the code."""

from collections.abc import Iterator

from grader.authoring.drafting.pair import Pair, Side, Wrong
from grader.authoring.drafting.proposal import Proposal
from grader.dockerfile import Instruction
from grader.dockerfile.meaning.made_from import made_from
from grader.shell import commands
from grader.shell.packages import installs


def propose(pair: Pair) -> Iterator[Proposal]:
    """Broken by a COPY of the code in front of the RUN that installs."""
    side = pair.solution
    for name in _code(pair)[:1]:
        wrong = [_copied_first(side, item, name) for item in reversed(_installing(side))]
        yield Proposal("reuses-packages", {"touch": name}, wrong)


def _code(pair: Pair) -> list[str]:
    """Files of the application: those that name a path first, then those with usual names."""
    named = [page.file for page in pair.pages if page.file]
    usual = [
        file
        for file in pair.solution.files
        if file.rpartition("/")[2].split(".")[0] in {"app", "main", "server", "index"}
    ]
    shared = [file for file in (*named, *usual) if file in pair.starter.files]
    return list(dict.fromkeys(shared))


def _installing(side: Side) -> list[Instruction]:
    items = [item for stage in made_from(side.dockerfile) for item in stage.instructions]
    return [
        item
        for item in items
        if item.keyword == "RUN" and any(installs(each) for each in commands(item.text))
    ]


def _copied_first(side: Side, item: Instruction, name: str) -> Wrong:
    return side.rewritten(side.script.before(item.line, f"COPY {name} /changes-often/"))
