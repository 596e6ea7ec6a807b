"""Runs of `grader class` over challenge 02, and what they leave in the output folder."""

import json
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SOLUTION = ROOT / "solutions" / "02-multi-stage-builds"
LETTERS = {"met": "M", "unmet": "U", "blocked": "B", "broken": "X", "skipped": "S"}


def command(class_folder: Path, out: Path, *options: str) -> list[str]:
    """`grader class` over the class."""
    head = [sys.executable, "-m", "grader", "class", str(class_folder)]
    return [*head, "--challenge", "02-multi-stage-builds", "--out", str(out), "--quiet", *options]


def run(class_folder: Path, out: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """`grader class` to its end, with two jobs."""
    called = command(class_folder, out, "--jobs", "2", *options)
    return subprocess.run(called, cwd=ROOT, capture_output=True, text=True, timeout=900)


def begin(class_folder: Path, out: Path, *options: str) -> "subprocess.Popen[bytes]":
    """`grader class`, begun."""
    return subprocess.Popen(command(class_folder, out, *options), cwd=ROOT, stdout=subprocess.DEVNULL)


def wait_for_results(out: Path, count: int) -> set[str]:
    """The contents with a result, once there are so many."""
    deadline = time.monotonic() + 120
    while len(finished(out)) < count and time.monotonic() < deadline:
        time.sleep(0.02)
    return finished(out)


def clean() -> None:
    """Remove what a killed run left behind."""
    subprocess.run([sys.executable, "-m", "grader", "clean"], cwd=ROOT, check=True, capture_output=True)


def rows(out: Path) -> dict[str, dict[str, Any]]:
    """The rows of class.json by id."""
    return {row["id"]: row for row in json.loads((out / "class.json").read_text())["rows"]}


def outcomes(out: Path) -> dict[str, str]:
    """Each submission's outcomes, as letters in the order of the criteria."""
    return {
        name: "".join(LETTERS[mark["outcome"]] for mark in row["marks"]) for name, row in rows(out).items()
    }


def starts(out: Path) -> dict[str, int]:
    """How often each content was begun."""
    with closing(sqlite3.connect(out / "journal.sqlite")) as journal:
        return dict(journal.execute("SELECT content, COUNT(*) FROM starts GROUP BY content").fetchall())


def finished(out: Path) -> set[str]:
    """The contents whose results are written down."""
    try:
        with closing(sqlite3.connect(out / "journal.sqlite")) as journal:
            return {row[0] for row in journal.execute("SELECT content FROM results").fetchall()}
    except sqlite3.OperationalError:
        return set()
