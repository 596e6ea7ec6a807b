"""The `grader` command; one place turns exceptions into exit codes."""

import gc
import sys
from pathlib import Path
from typing import Annotated

import typer

from grader.errors import GraderError
from grader.text import plain

INTERRUPTED = 130

app = typer.Typer(
    help="Grades container exercises on a real engine, criterion by criterion.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.command()
def grade(
    submission: Annotated[
        Path | None, typer.Argument(help="The learner's folder; starter/ID by default.")
    ] = None,
    *,
    challenge: Annotated[str, typer.Option(help="The challenge's id.")],
    report: Annotated[
        Path | None, typer.Option(help="Write report.json and the logs into this folder.")
    ] = None,
    form: Annotated[
        list[str] | None,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help="Give the report in this form, too: a file in the folder of --report, which allows several; "
            "without --report it is printed in place of the text.",
        ),
    ] = None,
    publish: Annotated[
        str | None,
        typer.Option(metavar="REGISTRY/NAME:TAG", help="Push the image if everything is met."),
    ] = None,
    static_only: Annotated[bool, typer.Option(help="Grade only what needs no container engine.")] = False,
    quiet: Annotated[bool, typer.Option(help="Show no progress.")] = False,
) -> None:
    """Grade one submission.

    Formats: annotations, autograding, classroom50, csv, gradescope, html, json, junit, markdown.

    Exit codes: 0 every graded criterion met, 1 something unmet or blocked, 2 usage or bad spec,
    3 engine or machine failure, 130 interrupted.

    Example: grader grade --challenge 02-multi-stage-builds --report out --format junit
    """
    from grader.commands.grade import grade as run

    code = run(
        challenge, submission, report, form or (), publish=publish, static_only=static_only, quiet=quiet
    )
    raise typer.Exit(code)


@app.command()
def explain(
    path: Annotated[Path, typer.Argument(help="A Dockerfile, or a folder with one.")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Show what the grader reads in a Dockerfile: stages, bases, lines.

    Example: grader explain starter/02-multi-stage-builds/Dockerfile
    """
    from grader.commands.explain import explain as run

    raise typer.Exit(run(path, as_json=as_json))


@app.command()
def doctor() -> None:
    """Check engine, BuildKit, image store, base images and disk: one line each, with the mend.

    Example: grader doctor
    """
    from grader.commands.doctor import doctor as run

    raise typer.Exit(run())


@app.command()
def clean(
    *,
    everything: Annotated[
        bool, typer.Option("--all", help="Also what a run that still lives has created.")
    ] = False,
) -> None:
    """Remove the containers, images and temporary folders that killed runs left behind.

    Example: grader clean
    """
    from grader.commands.clean import clean as run

    raise typer.Exit(run(everything=everything))


@app.command()
def verify(
    challenges: Annotated[
        list[str] | None, typer.Argument(help="Ids, * matches any text; all by default.")
    ] = None,
    *,
    jobs: Annotated[int, typer.Option(min=1, max=64, help="Submissions tried side by side.")] = 2,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
    quiet: Annotated[bool, typer.Option(help="Show no progress.")] = False,
) -> None:
    """Prove challenges: the solution meets all, the starter fails as declared, every criterion can fail.

    Exit codes: 0 all proven, 1 one is not, 2 usage or bad spec, 3 engine or machine failure.

    Example: grader verify 02-multi-stage-builds
    """
    from grader.commands.verify import prove

    raise typer.Exit(prove(challenges or [], jobs=jobs, as_json=as_json, quiet=quiet))


@app.command("class")
def class_(
    folders: Annotated[list[Path], typer.Argument(help="Each sub-folder or archive is one submission.")],
    *,
    challenge: Annotated[str, typer.Option(help="The challenge's id.")],
    out: Annotated[Path, typer.Option(help="Where the table and the reports go.")],
    jobs: Annotated[
        int | None, typer.Option(min=1, max=64, help="Side by side; by cores and memory by default.")
    ] = None,
    roster: Annotated[Path | None, typer.Option(help="CSV with id, name, path: who is in the class.")] = None,
    resume: Annotated[bool, typer.Option(help="Go on with a run that was interrupted.")] = False,
    only_errors: Annotated[
        bool, typer.Option(help="Grade only what has no result, as the machine failed.")
    ] = False,
    again: Annotated[bool, typer.Option(help="Grade everything, also what has not changed.")] = False,
    rescore: Annotated[
        bool, typer.Option(help="Judge kept evidence by the changed spec; build nothing.")
    ] = False,
    limit: Annotated[
        list[str] | None, typer.Option(help="NAME=VALUE in place of the spec's, such as build=600s.")
    ] = None,
    cluster: Annotated[str | None, typer.Option(help="Address of a Dask scheduler, tcp://HOST:8786.")] = None,
    quiet: Annotated[bool, typer.Option(help="Show no progress and no table.")] = False,
) -> None:
    """Grade a class: what has not changed since the last time is kept, equal submissions are graded once.

    Exit codes: 0 all graded, whatever the marks; 2 usage or bad spec; 3 some could not be graded.

    Example: grader class handed-in/ --challenge 02-multi-stage-builds --out marks
    """
    from grader.classroom.order import Order
    from grader.commands.class_ import grade_class

    gc.set_threshold(700)  # a long life
    order = Order(
        folders=folders,
        challenge=challenge,
        out=out,
        jobs=jobs,
        roster=roster,
        resume=resume,
        only_errors=only_errors,
        again=again,
        rescore=rescore,
        limits=limit or (),
        cluster=cluster,
        quiet=quiet,
    )
    raise typer.Exit(grade_class(order))


@app.command()
def new(
    challenge_id: Annotated[
        str, typer.Argument(metavar="ID", help="The new challenge's id, such as 07-caching.")
    ],
) -> None:
    """Write a new challenge that `grader verify` finds proven, with comments where to go on.

    Example: grader new 07-caching
    """
    from grader.commands.new import new_challenge

    raise typer.Exit(new_challenge(challenge_id))


@app.command()
def schema(
    name: Annotated[str, typer.Argument(help="The file's name: challenge or wrong.")] = "challenge",
) -> None:
    """Print the JSON Schema of challenge.yaml or wrong.yaml, for editors.

    Example: grader schema wrong > challenges/wrong.schema.json
    """
    from grader.commands.schema import print_schema

    print_schema(name)


@app.command()
def bases() -> None:
    """List the base images that the challenges name, one reference a line.

    Example: grader bases
    """
    from grader.commands.bases import base_images

    sys.stdout.write("".join(f"{reference}\n" for reference in base_images()))


def main() -> None:
    """Run the command."""
    gc.set_threshold(50_000)  # a short life: looking for cycles while importing costs a tenth of the start
    try:
        app(standalone_mode=True)
    except GraderError as error:
        sys.stderr.write(f"grader: {plain(str(error))}\n")
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        sys.stderr.write("grader: interrupted, everything it had created was removed\n")
        sys.exit(INTERRUPTED)
    finally:
        gc.freeze()  # and so does looking for them at the end
