"""`grader draft`."""

import sys
from collections.abc import Callable
from pathlib import Path

import click

from grader.authoring.drafting.drafting import Drafted, Order, draft
from grader.challenge import Catalogue
from grader.interrupts import interrupt_on_termination
from grader.report.progress import ProgressLine
from grader.text import one_line
from grader.units import parse_duration, parse_size

_FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)


@click.command("draft")
@click.argument("starter", type=_FOLDER)
@click.argument("solution", type=_FOLDER)
@click.option("--id", "challenge_id", metavar="ID", help="The challenge's id; the starter's name by default.")
@click.option(
    "--build", metavar="TIME", default="600s", show_default=True, help="Time that a build may take."
)
@click.option("--memory", metavar="SIZE", default="512MB", show_default=True, help="Memory of the container.")
@click.option(
    "--jobs", type=click.IntRange(1, 64), default=2, show_default=True, help="Submissions tried side by side."
)
@click.option(
    "--keep", is_flag=True, help="Make criteria of what both meet, too; they count once another one is met."
)
@click.option("--no-verify", is_flag=True, help="Try no wrong variant: minutes less, and nothing is proven.")
@click.option("--quiet", is_flag=True, help="Show no progress.")
def command(
    starter: Path,
    solution: Path,
    *,
    challenge_id: str | None,
    build: str,
    memory: str,
    jobs: int,
    keep: bool,
    no_verify: bool,
    quiet: bool,
) -> None:
    """Draft a challenge from its two ends: the folder that learners get, and the one that is right.

    Both are built and run. challenges/ID gets a challenge.yaml with every criterion that the solution meets
    and the starter does not, a wrong variant for each, and the criteria that both meet as comments. Hints
    and texts are marked TODO. `grader verify ID` then finds it proven.

    Exit codes: 0 written, 2 usage, a solution that does not build, or nothing to tell the two apart,
    3 engine or machine failure, 130 interrupted.

    Example: grader draft starter/07-caching solutions/07-caching
    """
    interrupt_on_termination()
    _check("--build", parse_duration, build)
    _check("--memory", parse_size, memory)
    order = Order(
        starter=starter,
        solution=solution,
        course=Catalogue().root,
        challenge_id=challenge_id or starter.resolve().name,
        build=build,
        memory=memory,
        jobs=jobs,
        proven=not no_verify,
        keep=keep,
    )
    with ProgressLine(quiet=quiet) as progress:
        drafted = draft(order, progress)
    sys.stdout.write(_shown(order, drafted))


def _check(option: str, parse: Callable[[object], float], text: str) -> None:
    try:
        parse(text)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint=option) from None


def _shown(order: Order, drafted: Drafted) -> str:
    lines = [f"criteria that tell them apart ({len(drafted.criteria)}):"]
    lines += [f"  {one.id}: {one.criterion.title}" for one in drafted.criteria]
    if drafted.unproven:
        lines.append(f"in comments, as no wrong variant proves them ({len(drafted.unproven)}):")
        lines += [f"  {one.id}: {one_line(why, 120)}" for one, why in drafted.unproven]
    if drafted.both:
        lines.append(f"in comments, as both meet them ({len(drafted.both)}):")
        lines += [f"  {one.id}: {one.criterion.title}" for one in drafted.both]
    lines += [f"wrote {_near(folder)}" for folder in drafted.written]
    lines.append(f"next: write what is marked TODO, then grader verify {order.challenge_id}")
    return "\n".join(lines) + "\n"


def _near(folder: Path) -> Path:
    return folder.relative_to(Path.cwd()) if folder.is_relative_to(Path.cwd()) else folder
