"""What happens while a folder is watched; all of it goes through one queue to one place."""

from grader.report import Report
from grader.values import Value


class Saved(Value):
    """A file of the submission has changed."""


class Key(Value):
    """A key was typed."""

    name: str


class Resized(Value):
    """The terminal has another size, or was in other hands."""


class Suspended(Value):
    """Ctrl-Z was typed: the shell is to have the terminal."""


class Doing(Value):
    """What the run of this number is at."""

    number: int
    text: str


class Graded(Value):
    """What the run of this number found; not `whole` where only the text has been judged by now."""

    number: int
    report: Report
    whole: bool


class Failed(Value):
    """The run of this number could not be made."""

    number: int
    why: str


Event = Saved | Key | Resized | Suspended | Doing | Graded | Failed
