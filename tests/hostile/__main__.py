"""`make hostile`: grade the hostile set as classes and print how many verdicts were right."""

import argparse
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.authoring.changes import changed_copy
from grader.challenge import Challenge
from grader.classroom.class_run import run_class
from grader.classroom.order import Order
from grader.interrupts import interrupt_on_termination
from grader.report.class_report import ClassRow
from tests.hostile.cases import GROUPS, Case, cases, challenges

LIMITS = ("build=120s",)
MOST_WRONG = {"forging": 0.1}
"""The share of a group that may be wrong; of the others none."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A case, and what was otherwise than it must be."""

    challenge: str
    case: Case
    mistakes: tuple[str, ...]


def main() -> int:
    """Print the table; 1 where a group has more wrong verdicts than it may."""
    parser = argparse.ArgumentParser(prog="python -m tests.hostile", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="only these cases")
    parser.add_argument("--challenge", default="", help="only challenges whose id begins so")
    parser.add_argument("--kind", help="only cases that try this kind")
    parser.add_argument("--jobs", type=int, default=4, help="submissions side by side (default: 4)")
    parser.add_argument("--out", type=Path, help="keep the class's reports here")
    asked = parser.parse_args()
    interrupt_on_termination()
    with tempfile.TemporaryDirectory(prefix="grader-hostile-") as home:
        judged = [
            each
            for challenge in challenges()
            if challenge.id.startswith(asked.challenge)
            for each in _judge(challenge, _chosen(challenge, asked), Path(home), asked.out, asked.jobs)
        ]
    sys.stdout.write(render(judged))
    return 0 if holds(judged) else 1


def _chosen(challenge: Challenge, asked: argparse.Namespace) -> list[Case]:
    return [
        case
        for case in cases(challenge)
        if (not asked.names or case.name in asked.names) and asked.kind in {None, case.kind}
    ]


def _judge(
    challenge: Challenge, chosen: Sequence[Case], home: Path, out: Path | None, jobs: int
) -> list[Judged]:
    if not chosen:
        return []
    sys.stdout.write(f"{challenge.id}: {len(chosen)} submissions\n")
    sys.stdout.flush()
    folder = home / challenge.id / "handed-in"
    for case in chosen:
        hand_in(challenge, case, folder)
    order = Order(
        folders=[folder],
        challenge=challenge.id,
        out=(out or home / "out") / challenge.id,
        jobs=jobs,
        limits=LIMITS,
        again=True,
        quiet=not sys.stderr.isatty(),
    )
    rows = {row.id: row for row in run_class(order).report.rows}
    return [Judged(challenge.id, case, _mistakes(challenge, case, rows[case.name])) for case in chosen]


def hand_in(challenge: Challenge, case: Case, folder: Path) -> Path:
    """The submission's folder, made below `folder`. Raises CannotChangeError."""
    start = challenge.solution if case.start == "solution" else challenge.original
    made = changed_copy(start, case.changes, folder / f"{case.name}.making")
    return _moved(made, folder / case.name)


def _moved(made: Path, place: Path) -> Path:
    made.rename(place)
    made.parent.rmdir()
    return place


def _mistakes(challenge: Challenge, case: Case, row: ClassRow) -> tuple[str, ...]:
    found = {mark.id: mark.outcome for mark in row.marks}
    if not found:
        return (row.reason or "no result",)
    return tuple(
        f"{name} is {found[name]}, must be {wanted}"
        for name, wanted in case.expected(challenge).items()
        if found[name] != wanted
    )


def holds(judged: Iterable[Judged]) -> bool:
    """Whether no group has more wrong verdicts than it may."""
    return all(
        sum(bool(each.mistakes) for each in group) <= MOST_WRONG.get(name, 0) * len(group)
        for name, group in _by(judged, lambda each: each.case.group).items()
    )


def render(judged: Sequence[Judged]) -> str:
    """Every wrong one, then right/tried for each group and for each kind."""
    lines = [
        f"wrong: {each.challenge}, {each.case.name} ({each.case.group}): {'; '.join(each.mistakes)}"
        for each in judged
        if each.mistakes
    ]
    groups = _by(judged, lambda each: each.case.group)
    lines += ["", "right/tried by group", *(_line(name, groups[name]) for name in GROUPS if name in groups)]
    kinds = _by(judged, lambda each: each.case.kind)
    lines += ["", "right/tried by kind", *(_kind_line(name, kinds[name]) for name in sorted(kinds))]
    return "\n".join(lines) + "\n"


def _by(judged: Iterable[Judged], key: Callable[[Judged], str]) -> dict[str, list[Judged]]:
    groups: dict[str, list[Judged]] = defaultdict(list)
    for each in judged:
        groups[key(each)].append(each)
    return groups


def _line(name: str, judged: Sequence[Judged]) -> str:
    return f"  {name:<24} {_share(judged)}"


def _kind_line(name: str, judged: Sequence[Judged]) -> str:
    groups = _by(judged, lambda each: each.case.group)
    parts = (f"{group} {_share(groups[group])}" for group in GROUPS if group in groups)
    return f"{_line(name, judged):<36} {', '.join(parts)}"


def _share(judged: Sequence[Judged]) -> str:
    return f"{sum(not each.mistakes for each in judged)}/{len(judged)}"


if __name__ == "__main__":
    sys.exit(main())
