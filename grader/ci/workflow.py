"""What a step tells GitHub's runner: its log with workflow commands, its outputs, its summary.

The commands and files are described in GitHub's "Workflow commands for GitHub Actions". Commands are only
written where GITHUB_ACTIONS says that there is such a runner.
"""

import secrets
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path


class Workflow:
    """The step that is running; `variables` are those of its environment."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        self._is_github = variables.get("GITHUB_ACTIONS") == "true"
        self._outputs = variables.get("GITHUB_OUTPUT")
        self._summary = variables.get("GITHUB_STEP_SUMMARY")

    def say(self, text: str) -> None:
        """Write a line, or several, to the step's log."""
        sys.stdout.buffer.write(text.encode("utf-8", "replace") + b"\n")
        sys.stdout.flush()

    def command(self, text: str) -> None:
        """Give the runner a command, or several lines of them."""
        if self._is_github:
            self.say(text)

    @contextmanager
    def without_commands(self) -> Iterator[None]:
        """Nothing that is said in here is a command: the runner is told to wait for a random word."""
        word = secrets.token_hex(16)
        self.command(f"::stop-commands::{word}")
        try:
            yield
        finally:
            self.command(f"\n::{word}::")

    def complain(self, why: str) -> None:
        """Say why there is no mark; one line.

        In the log it is no command: the runner also takes `##[add-mask]` in the middle of a line for one
        (actions/runner, ActionCommand.TryParse).
        """
        with self.without_commands():
            self.say(f"grader: {why}")
        self.command(f"::error title=Grader::{why.replace('%', '%25')}")

    def set_outputs(self, outputs: Mapping[str, object]) -> None:
        """Set outputs of the step; the delimiter is random, so that no value can end itself."""
        lines = ""
        for name, value in outputs.items():
            word = secrets.token_hex(16)
            lines += f"{name}<<{word}\n{value}\n{word}\n"
        _append(self._outputs, lines)

    def add_summary(self, text: str) -> None:
        """Show Markdown on the run's page."""
        _append(self._summary, text)


def _append(file: str | None, text: str) -> None:
    if file:
        with Path(file).open("a", encoding="utf-8", errors="replace") as stream:
            stream.write(text)
