"""The `grader` command; one place turns exceptions into exit codes."""

import sys
from importlib import import_module
from keyword import iskeyword
from pathlib import Path
from typing import NoReturn

import click

from grader import __version__
from grader.course import choose_course
from grader.errors import GraderError
from grader.importing import without_collection
from grader.text import did_you_mean, plain

INTERRUPTED = 130
MAX_TRACEBACK = 20_000
COMMANDS = (
    "bases",
    "class",
    "clean",
    "collect",
    "doctor",
    "draft",
    "explain",
    "export",
    "grade",
    "hint",
    "init",
    "kinds",
    "new",
    "progress",
    "reset",
    "schema",
    "static",
    "verify",
    "watch",
)
WITHOUT_COURSE = ("clean", "collect", "explain", "export", "init", "kinds", "schema")


def _choose(_ctx: click.Context, _option: click.Parameter, folder: Path | None) -> None:
    if folder is not None:
        choose_course(folder)


_COURSE = click.Option(
    ["--course"],
    type=click.Path(path_type=Path),
    metavar="DIR",
    expose_value=False,
    is_eager=True,
    callback=_choose,
    help="The course; else the one in GRADER_COURSE, else the nearest folder upwards with challenges/.",
)


class Commands(click.Group):
    """The commands of grader/commands/, each imported when it is called: the others would cost its start."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002, D102 - as click wants it
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: D102 - as above
        if cmd_name in COMMANDS:
            with without_collection():
                module = import_module(f"grader.commands.{cmd_name}{'_' * iskeyword(cmd_name)}")
            return _with_course(module.command, cmd_name)
        if cmd_name[:1] != "-":
            ctx.fail(f"no command {cmd_name!r}{did_you_mean(cmd_name, COMMANDS)}")
        return None


def _with_course(command: click.Command, name: str) -> click.Command:
    """The command, which takes `--course` behind its name, too, if it has to do with a course."""
    if name not in WITHOUT_COURSE and _COURSE not in command.params:
        command.params.append(_COURSE)
    return command


@click.group(cls=Commands, params=[_COURSE], context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "--version", prog_name="grader")
def grader() -> None:
    """Grades container exercises on a real engine, criterion by criterion."""


def main() -> NoReturn:
    """Run the command; what it returns is the exit code."""
    try:
        sys.exit(grader(prog_name="grader", standalone_mode=False))
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except GraderError as error:
        sys.stderr.write(f"grader: {plain(str(error))}\n")
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        sys.stderr.write("grader: interrupted, everything it had created was removed\n")
        sys.exit(INTERRUPTED)
    except Exception:  # Python's own exit code, 1, would say that a criterion is unmet
        import traceback

        sys.stderr.write(plain(traceback.format_exc(), MAX_TRACEBACK))
        sys.exit(GraderError.exit_code)
