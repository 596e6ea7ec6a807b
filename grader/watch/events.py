"""What happens while a folder is watched; all of it goes through one queue to one place."""

from dataclasses import dataclass

from grader.report import Report


@dataclass(frozen=True, slots=True)
class Saved:
    """A file of the submission has changed."""


@dataclass(frozen=True, slots=True)
class Key:
    """A key was typed."""

    name: str


@dataclass(frozen=True, slots=True)
class Resized:
    """The terminal has another size, or was in other hands."""


@dataclass(frozen=True, slots=True)
class Suspended:
    """Ctrl-Z was typed: the shell is to have the terminal."""


@dataclass(frozen=True, slots=True)
class Doing:
    """What the run of this number is at."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Graded:
    """What the run of this number found; not `whole` where only the text has been judged by now."""

    number: int
    report: Report
    whole: bool


@dataclass(frozen=True, slots=True)
class Failed:
    """The run of this number could not be made."""

    number: int
    why: str


Event = Saved | Key | Resized | Suspended | Doing | Graded | Failed
