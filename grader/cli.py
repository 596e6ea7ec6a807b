"""The `grader` command; one place turns exceptions into exit codes."""

import sys
from importlib import import_module
from keyword import iskeyword

import click

from grader.errors import GraderError
from grader.importing import without_collection
from grader.text import did_you_mean, plain

INTERRUPTED = 130
MAX_TRACEBACK = 20_000
COMMANDS = (
    "bases",
    "class",
    "clean",
    "doctor",
    "draft",
    "explain",
    "grade",
    "hint",
    "new",
    "progress",
    "reset",
    "schema",
    "verify",
    "watch",
)


class Commands(click.Group):
    """The commands of grader/commands/, each imported when it is called: the others would cost its start."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002, D102 - as click wants it
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: D102 - as above
        if cmd_name in COMMANDS:
            with without_collection():
                module = import_module(f"grader.commands.{cmd_name}{'_' * iskeyword(cmd_name)}")
            return module.command  # type: ignore[no-any-return] # each module has one
        if cmd_name[:1] != "-":
            ctx.fail(f"no command {cmd_name!r}{did_you_mean(cmd_name, COMMANDS)}")
        return None


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
def grader() -> None:
    """Grades container exercises on a real engine, criterion by criterion."""


def main() -> None:
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
