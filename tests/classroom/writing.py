"""A process that writes into a journal until it is killed."""

from itertools import count
from pathlib import Path

from grader.classroom.journal import Journal
from tests.classroom.samples import noted, result


def write_on(file: Path, told: Path) -> None:
    """Record one result after the other; the number of each that is written is a line of `told`."""
    journal = Journal(file, "demo")
    journal.begin_run("first")
    with told.open("w") as lines:
        for number in count():
            journal.start(str(number), "first")
            journal.record(str(number), result(noted("x" * 50_000), run="first"), {})
            print(number, file=lines, flush=True)
