"""`grader verify`."""

import json
import sys
from collections.abc import Sequence
from shutil import get_terminal_size
from typing import Any

import click

from grader.authoring.kept import KeptTrials
from grader.authoring.verify import Proof, Tried, verify
from grader.challenge import Catalogue, Challenge, load_challenge
from grader.challenge.wrong_loader import load_wrong
from grader.commands.completing import challenge_ids
from grader.engine import Engine, connect
from grader.errors import EngineUnavailableError, UsageError
from grader.grading import Verdict
from grader.interrupts import interrupt_on_termination
from grader.report.console import has_colour
from grader.report.progress import ProgressLine
from grader.report.table import Cell, table
from grader.report.words import beyond
from grader.units import parse_duration


@click.command("verify")
@click.argument("patterns", metavar="[ID]...", nargs=-1, shell_complete=challenge_ids)
@click.option(
    "--jobs", type=click.IntRange(1, 64), default=2, show_default=True, help="Submissions tried side by side."
)
@click.option("--again", is_flag=True, help="Measure everything anew.")
@click.option("--mutate", is_flag=True, help="Which changes of the solution does no criterion notice?")
@click.option("--limit", type=click.IntRange(1), help="With --mutate: so many changes of each solution.")
@click.option("--build-time", metavar="TIME", help="With --mutate: time of one build, such as 120s.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.option("--quiet", is_flag=True, help="Show no progress.")
def command(
    patterns: Sequence[str], *, mutate: bool, limit: int | None, build_time: str | None, **how: Any
) -> int:
    """Prove challenges: the solution meets all, the starter fails as declared, every criterion can fail.

    What was measured within the last day is judged again without building, as long as the submission, the
    exercise, the engine, its base images and the code that measures are the same.

    In an ID, * matches any text; without one, all challenges are proven.

    With --mutate the solution is changed instead, one thing at a time: an instruction or a flag is left out,
    two change places, a base, a number, a path, a user or a stage's name is another one. Changes that no
    criterion notices are listed, apart from those after which the image is as before; the author decides.

    Exit codes: 0 all proven, or all changes judged; 1 one is not proven; 2 usage or bad spec;
    3 engine or machine failure.

    Example: grader verify 02-multi-stage-builds
    """
    interrupt_on_termination()
    challenges = [load_challenge(file) for file in Catalogue().select(patterns)]
    if not mutate and (limit is not None or build_time is not None):
        raise UsageError("--limit and --build-time go with --mutate")
    if not mutate:
        return _prove(challenges, **how)
    from grader.commands.mutants import HowToMutate, show_mutants

    how.pop("again")
    asked = HowToMutate(jobs=how.pop("jobs"), most=limit, build=_seconds(build_time))
    return show_mutants(challenges, asked, **how)


def _seconds(text: str | None) -> float | None:
    try:
        return None if text is None else parse_duration(text)
    except ValueError as error:
        raise UsageError(f"--build-time: {error}") from None


def _prove(challenges: Sequence[Challenge], *, jobs: int, again: bool, as_json: bool, quiet: bool) -> int:
    total = sum(2 + len(load_wrong(challenge)) for challenge in challenges)
    ended = 0

    def on_tried(tried: Tried) -> None:
        nonlocal ended
        ended += 1
        how = f"WRONG: {tried.mistakes[0]}" if tried.mistakes else "as it must be" + ", kept" * tried.kept
        progress(f"{ended} of {total}: {tried.challenge.id}, {tried.trial.name}: {how}")

    with ProgressLine(quiet=quiet) as progress:
        progress(f"trying {total} submissions of {len(challenges)} challenges, {jobs} side by side")
        proofs = verify(challenges, jobs, on_tried, KeptTrials(_engine(), again=again))
    if as_json:
        sys.stdout.write(json.dumps([_as_json(proof) for proof in proofs], indent=2) + "\n")
    else:
        sys.stdout.write(_shown(proofs))
    if any(verdict.outcome == "broken" for verdict in _verdicts(proofs)):
        return EngineUnavailableError.exit_code
    return 0 if all(proof.holds for proof in proofs) else 1


def _engine() -> Engine | None:
    """The engine, to know what depends on it; without one each trial says why nothing can be measured."""
    try:
        return connect()
    except EngineUnavailableError:
        return None


def _verdicts(proofs: Sequence[Proof]) -> list[Verdict]:
    return [verdict for proof in proofs for tried in proof.tried for verdict in tried.verdicts]


def _shown(proofs: Sequence[Proof]) -> str:
    colour, width = has_colour(sys.stdout), get_terminal_size().columns
    rows: list[list[Cell]] = []
    for proof in proofs:
        rows.append([(proof.challenge.id, "bold"), ("", ""), ("", "")])
        for tried in proof.tried:
            style = "red" if tried.mistakes else "green"
            not_met = ", ".join(verdict.id for verdict in tried.verdicts if verdict.outcome != "met") or "-"
            said = "\n".join(tried.mistakes) or "ok"
            rows.append([(f"  {tried.trial.name}", ""), (not_met, ""), (said, style)])
        rows += [[("", ""), ("", ""), (text, "red")] for text in proof.problems]
    held = sum(proof.holds for proof in proofs)
    tried_count = sum(len(proof.tried) for proof in proofs)
    lacking = [proof.challenge for proof in proofs if proof.challenge.without_help]
    warned = "".join(f"{one.id}: no help for {', '.join(one.without_help)}\n" for one in lacking)
    kept = sum(tried.kept for proof in proofs for tried in proof.tried)
    of_them = f", {kept} of them measured within the last day (--again measures anew)" if kept else ""
    last = f"{held} of {len(proofs)} challenges proven by {tried_count} submissions{of_them}\n"
    return table(("submission", "not met", ""), rows, colour=colour, width=width) + warned + last


def _as_json(proof: Proof) -> dict[str, Any]:
    return {
        "challenge": proof.challenge.id,
        "holds": proof.holds,
        "problems": list(proof.problems),
        "without_help": list(proof.challenge.without_help),
        "tried": [
            {
                "name": tried.trial.name,
                "breaks": tried.trial.breaks,
                "outcomes": {verdict.id: verdict.outcome for verdict in tried.verdicts},
                "mistakes": list(tried.mistakes),
                "kept": tried.kept,
                "beyond": beyond(tried.graded.report.engine),
            }
            for tried in proof.tried
        ],
    }
