"""`make bench`: how long grading takes, in medians of runs taken in turn with a plain shell script."""

import argparse
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from grader.challenge import Catalogue
from grader.classroom.fingerprint import fingerprint
from grader.classroom.journal import Journal
from grader.likeness.comparing import compare
from grader.likeness.said import Reader

ROOT = Path(__file__).resolve().parent.parent
CHALLENGE = "02-multi-stage-builds"
SOLUTION = ROOT / "solutions" / CHALLENGE
GRADER = [sys.executable, "-m", "grader"]
GRADE = [*GRADER, "grade", "--quiet", "--challenge", CHALLENGE, str(SOLUTION)]
PYTEST = [sys.executable, "-m", "pytest", "grader/", "--challenge", CHALLENGE, "--submission", str(SOLUTION)]
PLAIN = str(ROOT / "scripts" / "plain-grade")
WARM, COLD, UNCHANGED = 16, 8, 1000
"""Submissions in a class of each sort."""
EXPLAIN_LINES = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line: seconds, or a ratio to the plain script, and its limit; 0 where there is none."""

    what: str
    value: float
    unit: str = ""
    most: float = 0.0

    @property
    def holds(self) -> bool:
        """Whether it is as it should be."""
        return not self.most or self.value <= self.most

    def __str__(self) -> str:
        wanted = f"   at most {self.most:g}{'' if self.holds else '   EXCEEDED'}" if self.most else ""
        return f"{self.what:<52} {self.value:7.2f} {self.unit:<3}{wanted}"


def main() -> int:
    """Print the rows; 1 where one of them exceeds what it may be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=9, help="pairs of runs, at least 7 (default: 9)")
    pairs = max(7, parser.parse_args().pairs)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # users have Python's bytecode cache
    good = True
    with tempfile.TemporaryDirectory(prefix="grader-bench-") as name:
        for row in _rows(Path(name), pairs):
            good &= row.holds
            sys.stdout.write(f"{row}\n")
            sys.stdout.flush()
    return 0 if good else 1


def _rows(folder: Path, pairs: int) -> Iterator[Row]:
    plain = [PLAIN, str(SOLUTION)]
    yield from _beside("grader grade, warm", GRADE, plain, pairs, most=1.15)
    yield from _beside("pytest grader/, warm", PYTEST, plain, pairs, most=1.4)
    yield from _explain(folder, pairs)
    yield from _cold(folder / "cold")
    yield from _warm(folder / "warm", plain, pairs)
    yield from _unchanged(folder / "unchanged", pairs)
    yield from _compared(folder / "unchanged" / "class")


def _beside(what: str, command: list[str], plain: list[str], pairs: int, most: float) -> Iterator[Row]:
    for warming in (command, plain):
        _seconds(warming)
    taken = [(_seconds(command), _seconds(plain)) for _ in range(pairs)]
    ours, theirs = (statistics.median(times) for times in zip(*taken, strict=True))
    yield Row(what=what, value=ours, unit="s")
    yield Row(what="  plain shell script, in turn with it", value=theirs, unit="s")
    yield Row(what="  ratio", value=ours / theirs, most=most)


def _explain(folder: Path, pairs: int) -> Iterator[Row]:
    lines = ["FROM python:3.11 AS build", *(f"RUN echo {n}" for n in range(EXPLAIN_LINES - 2)), "FROM build"]
    file = folder / "Dockerfile"
    file.write_text("\n".join(lines) + "\n")
    seconds = statistics.median(_seconds([*GRADER, "explain", str(file)]) for _ in range(pairs))
    yield Row(what=f"grader explain, {EXPLAIN_LINES} lines", value=seconds, unit="s", most=0.2)


def _cold(folder: Path) -> Iterator[Row]:
    """No layer of theirs is in the build cache: each run has submissions of its own."""
    made = _submissions(folder, 2 * COLD)
    handed_in = folder / "class"
    handed_in.mkdir()
    for submission in made[:COLD]:
        submission.rename(handed_in / submission.name)
    ours = _seconds(_class(handed_in, folder / "out")) / COLD
    theirs = sum(_seconds([PLAIN, str(submission)]) for submission in made[COLD:]) / COLD
    yield Row(what=f"class of {COLD}, cold, a submission", value=ours, unit="s")
    yield Row(what="  plain shell script, one after the other", value=theirs, unit="s")
    yield Row(what="  ratio", value=ours / theirs)


def _warm(folder: Path, plain: list[str], pairs: int) -> Iterator[Row]:
    """In turn: the class, the script once, and the script on the same class, two at a time."""
    submissions = _submissions(folder / "class", WARM)
    command = [*_class(folder / "class", folder / "out"), "--again"]
    _seconds(command)
    taken = [
        (_seconds(command) / WARM, _seconds(plain), _side_by_side(submissions) / WARM) for _ in range(pairs)
    ]
    ours, theirs, two = (statistics.median(times) for times in zip(*taken, strict=True))
    yield Row(what=f"class of {WARM}, warm, 2 jobs, a submission", value=ours, unit="s")
    yield Row(what="  plain shell script, in turn with it", value=theirs, unit="s")
    yield Row(what="  ratio", value=ours / theirs, most=0.5)
    yield Row(what="  plain shell script, two at a time", value=two, unit="s")
    yield Row(what="  ratio", value=ours / two)


def _side_by_side(submissions: list[Path]) -> float:
    """The seconds in which two of the plain script at a time do all of them."""
    started = time.perf_counter()
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda submission: _seconds([PLAIN, str(submission)]), submissions))
    return time.perf_counter() - started


def _unchanged(folder: Path, pairs: int) -> Iterator[Row]:
    """One is graded; the others, which differ in a comment, get its result in the journal."""
    handed_in, out = folder / "class", folder / "out"
    first, *others = _submissions(handed_in, UNCHANGED)
    alone = folder / "alone"
    alone.mkdir()
    first.rename(alone / first.name)
    _seconds(_class(alone, out))
    with closing(Journal(out / "journal.sqlite", CHALLENGE)) as journal:
        content = fingerprint(alone / first.name)
        result, evidence = journal.result(content), journal.evidence(content)
        if result is None:
            raise SystemExit("the first submission was not graded")
        for submission in others:
            journal.record(fingerprint(submission), result, evidence)
    command = _class(handed_in, out)
    _seconds(command)  # writes their folders
    seconds = statistics.median(_seconds(command) for _ in range(pairs)) / len(others)
    yield Row(what=f"class of {UNCHANGED}, unchanged, a submission", value=1000 * seconds, unit="ms", most=4)


def _class(handed_in: Path, out: Path) -> list[str]:
    words = ["class", str(handed_in), "--challenge", CHALLENGE, "--out", str(out), "--jobs", "2", "--quiet"]
    return [*GRADER, *words]


def _submissions(folder: Path, count: int) -> list[Path]:
    """Solutions whose layers differ from each other's, and from those of every earlier call."""
    made = []
    for number in range(count):
        made.append(Path(shutil.copytree(SOLUTION, folder / f"{number:04}")))
        with (made[-1] / "Dockerfile").open("a") as dockerfile:
            dockerfile.writelines(_own_lines(number))
        with (made[-1] / "requirements.txt").open("a") as requirements:
            requirements.write(f"# {folder} {number}\n")
    return made


def _own_lines(number: int) -> Iterator[str]:
    """What a learner says otherwise than others, quick to build: some of it is said by many."""
    dice = random.Random(number)  # noqa: S311 - no secret
    for most in (2, 5, 10, 20, 50, 100, 500):
        yield f"ENV OF_{most}={dice.randrange(most)}\n"


def _compared(handed_in: Path) -> Iterator[Row]:
    challenge = Catalogue().load(CHALLENGE)
    started = time.perf_counter()
    reader = Reader.of(challenge.learner, challenge.original)
    compare({folder.name: reader.read(folder) for folder in handed_in.iterdir()})
    seconds = time.perf_counter() - started
    yield Row(what=f"class of {UNCHANGED}, read and compared", value=seconds, unit="s", most=10)


def _seconds(command: list[str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)  # noqa: S603 - fixed commands
    return time.perf_counter() - started


if __name__ == "__main__":
    sys.exit(main())
