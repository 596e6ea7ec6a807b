"""`grader verify --mutate`: what no criterion notices, shown."""

import json
import sys
from collections.abc import Sequence
from shutil import get_terminal_size
from typing import Any

from grader.authoring.mutants import Mutant, course_images, mutants
from grader.authoring.mutation import Judged, Mutating, Mutation
from grader.challenge import Catalogue, Challenge, Limits, load_challenge
from grader.dockerfile import DockerfileError
from grader.errors import EngineUnavailableError, UsageError
from grader.report.progress import ProgressLine
from grader.report.table import Cell, table
from grader.values import Value

_STYLES = {"noticed": "green", "unnoticed": "yellow", "equal": "dim", "not judged": "magenta"}


class HowToMutate(Value, kw_only=True):
    """How many changes of each solution are tried, all where None, and the seconds of one build."""

    jobs: int
    most: int | None = None
    build: float | None = None

    def limits(self, challenge: Challenge) -> Limits:
        """The challenge's limits with these in place of its own."""
        return challenge.limits.model_copy(update={} if self.build is None else {"build": self.build})


def show_mutants(challenges: Sequence[Challenge], how: HowToMutate, *, as_json: bool, quiet: bool) -> int:
    """Try the mutants of each challenge and print what came of them; the exit code. Raises GraderError."""
    images = course_images([load_challenge(file) for file in Catalogue().files.values()])
    found = [(challenge, _mutants(challenge, images)) for challenge in challenges]
    wanted = [(challenge, made[: how.most], len(made)) for challenge, made in found]
    total = sum(len(chosen) for _, chosen, _ in wanted)
    ended = 0

    def on_judged(one: Judged) -> None:
        nonlocal ended
        ended += 1
        by = f" by {one.by}" if one.by else ""
        progress(f"{ended} of {total}: {one.challenge.id}, {one.mutant.what}: {one.fate}{by}")

    with ProgressLine(quiet=quiet) as progress:
        progress(f"trying {total} changes of {len(challenges)} solutions, {how.jobs} side by side")
        done = Mutating(jobs=how.jobs, limits=how.limits, on_judged=on_judged).try_all(wanted)
    if as_json:
        sys.stdout.write(json.dumps([_as_json(one) for one in done], indent=2) + "\n")
    else:
        sys.stdout.write("".join(map(_shown, done)))
    return EngineUnavailableError.exit_code if any(one.of("not judged") for one in done) else 0


def _mutants(challenge: Challenge, images: Sequence[str]) -> list[Mutant]:
    try:
        return mutants(challenge, images)
    except DockerfileError as error:
        raise UsageError(f"{challenge.id}: the solution's {error}") from None


def _shown(mutation: Mutation) -> str:
    shown = (*mutation.of("unnoticed"), *mutation.of("equal"), *mutation.of("not judged"))
    rows: list[list[Cell]] = [
        [(one.mutant.place, ""), (one.mutant.what, ""), (one.fate, _STYLES[one.fate]), (one.why, "")]
        for one in shown
    ]
    colour, width = sys.stdout.isatty(), get_terminal_size().columns
    listed = table(("where", "change", "fate", ""), rows, colour=colour, width=width) if rows else ""
    return f"{mutation.challenge.id}: {_summary(mutation)}\n{listed}"


def _summary(mutation: Mutation) -> str:
    noticed, counting = len(mutation.of("noticed")), mutation.counting
    share = f", {100 * noticed / counting:.0f} %" if counting else ""
    said = [f"{noticed} of {counting} changes are noticed{share}"]
    said += [f"{count} more have the solution's effect" for count in [len(mutation.of("equal"))] if count]
    said += [f"{count} could not be judged" for count in [len(mutation.of("not judged"))] if count]
    left = mutation.made - len(mutation.judged)
    said += [f"{left} were not tried"] if left else []
    return "; ".join(said)


def _as_json(mutation: Mutation) -> dict[str, Any]:
    return {
        "challenge": mutation.challenge.id,
        "made": mutation.made,
        "noticed": len(mutation.of("noticed")),
        "counting": mutation.counting,
        "mutants": [
            {
                "kind": one.mutant.kind,
                "change": one.mutant.what,
                "file": one.mutant.file,
                "line": one.mutant.line or None,
                "fate": one.fate,
                "by": one.by or None,
                "why": one.why or None,
            }
            for one in mutation.judged
        ],
    }
