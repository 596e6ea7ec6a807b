"""`grader grade`: its options, and a head start for the build; grade_submission.py does the rest."""

from collections.abc import Sequence
from pathlib import Path

import click
from typing_extensions import override

from grader.bench.given import given_in
from grader.bench.head_start import head_start
from grader.commands.completing import challenge_ids
from grader.course import starter_folder
from grader.importing import without_collection
from grader.interrupts import interrupt_on_termination

_FOLDER = click.Path(path_type=Path)


class _Formats(click.Option):
    """Names the formats in its help only: knowing them means to load the reports."""

    @override
    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        from grader.report.formats import format_names

        self.help = f"{self.help} One of {', '.join(format_names())}."
        return super().get_help_record(ctx)


@click.command("grade")
@click.argument("submission", type=_FOLDER, required=False)
@click.option(
    "--challenge",
    "challenge_id",
    metavar="ID",
    required=True,
    shell_complete=challenge_ids,
    help="The challenge's id, or its beginning.",
)
@click.option("--report", "folder", type=_FOLDER, help="Write the reports and the logs into this folder.")
@click.option(
    "--format",
    "formats",
    cls=_Formats,
    metavar="FORMAT",
    multiple=True,
    help="Give the report in this form, too: a file in the folder of --report, which allows several; "
    "without --report it is printed in place of the text.",
)
@click.option("--publish", metavar="REGISTRY/NAME:TAG", help="Push the image if everything is met.")
@click.option("--static-only", is_flag=True, help="Grade only what needs no container engine.")
@click.option("--quiet", is_flag=True, help="Show no progress.")
def command(
    submission: Path | None,
    *,
    challenge_id: str,
    folder: Path | None,
    formats: Sequence[str],
    publish: str | None,
    static_only: bool,
    quiet: bool,
) -> int:
    """Grade one submission: the learner's folder, starter/ID by default.

    Exit codes: 0 every graded criterion met, 1 something unmet or blocked, 2 usage or bad spec,
    3 engine or machine failure, 130 interrupted.

    Example: grader grade --challenge 02-multi-stage-builds --report out --format junit
    """
    interrupt_on_termination()
    folder_to_build = None if static_only else submission or starter_folder(challenge_id)
    with head_start(folder_to_build, given_in(challenge_id)) as begun:
        with without_collection():  # loading it takes as long as a build
            from grader.commands.grade_submission import grade_submission

        return grade_submission(
            challenge_id,
            submission,
            head_start=begun,
            folder=folder,
            formats=formats,
            publish=publish,
            static_only=static_only,
            quiet=quiet,
        )
