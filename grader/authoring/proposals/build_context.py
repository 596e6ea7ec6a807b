"""What the solution's ignore file keeps out of the build context."""

from collections.abc import Iterator, Sequence

from grader.authoring.drafting.ignoring import ignored_entries, patterns
from grader.authoring.drafting.limits import between
from grader.authoring.drafting.pair import Pair, Side, Wrong
from grader.authoring.drafting.proposal import Proposal
from grader.challenge.wrong import Change
from grader.evidence import BuildContext

IGNORE_FILE = ".dockerignore"


def propose(pair: Pair) -> Iterator[Proposal]:
    """Broken by lines at the end of the ignore file that take something back, or without the file."""
    side, wanted = pair.solution, patterns(pair.solution)
    own, theirs = (each.ask(BuildContext(wanted)) for each in (side, pair.starter))
    if own is None or theirs is None or not side.text(IGNORE_FILE):
        return
    kept = [one.pattern for one in own.patterns if one.ignored and not one.present]
    leaks = [one.pattern for one in theirs.patterns if one.pattern in kept and not one.ignored]
    same = [pattern for pattern in kept if pattern not in leaks]
    for name, absent in (("ignored", leaks), ("ignored-as-before", same)):
        if absent:
            wrong = [_back(side, f"!{pattern}") for pattern in _unused_first(side, absent)]
            yield Proposal(name, {"absent": absent}, wrong)
    if limit := between(own.total_bytes, theirs.total_bytes):
        wrong = [_back(side, f"!{entry}\n!{entry}/**") for entry in ignored_entries(side)[:2]]
        yield Proposal("small-context", {"under": limit}, [*wrong, (Change(delete=IGNORE_FILE),)])


def _back(side: Side, lines: str) -> Wrong:
    """Lines at the end of the ignore file: the last one that fits decides."""
    return side.rewritten(f"{side.text(IGNORE_FILE).rstrip()}\n{lines}\n", IGNORE_FILE)


def _unused_first(side: Side, absent: Sequence[str]) -> list[str]:
    """Patterns by which nothing of the folder comes back break nothing else."""
    return sorted(absent, key=lambda pattern: any(pattern.strip("*/") in path for path in side.files))
