"""The journal of a class: an SQLite file that holds every finished submission the moment it is done."""

import json
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Lock
from typing import Any

from grader.classroom.work import Graded
from grader.errors import UsageError

FORMAT = 1
_TABLES = """
CREATE TABLE IF NOT EXISTS about (format INTEGER NOT NULL, challenge TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS results (
    content TEXT PRIMARY KEY, circumstances TEXT NOT NULL, run TEXT NOT NULL, outcome TEXT NOT NULL,
    seconds REAL NOT NULL, finished REAL NOT NULL, graded TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS failures (
    content TEXT NOT NULL, run TEXT NOT NULL, reason TEXT NOT NULL, finished REAL NOT NULL
);
CREATE TABLE IF NOT EXISTS starts (content TEXT NOT NULL, run TEXT NOT NULL, began REAL NOT NULL);
CREATE TABLE IF NOT EXISTS runs (run TEXT PRIMARY KEY, began REAL NOT NULL, ended REAL);
"""


@dataclass(frozen=True, slots=True)
class Kept:
    """A result in the journal: in which circumstances and by which run it came, and how long it took."""

    graded: Graded
    circumstances: str
    run: str
    seconds: float


class Journal:
    """The results by content: one content is graded once, however many handed it in.

    Used by several threads; what a call has written stays, also when the process is killed then.
    """

    def __init__(self, file: Path, challenge_id: str) -> None:
        self._lock = Lock()
        try:
            self._database = sqlite3.connect(file, check_same_thread=False, timeout=30)
            self._database.executescript(_TABLES)
            about = self._database.execute("SELECT format, challenge FROM about").fetchone()
        except sqlite3.Error as error:
            raise UsageError(f"{file} is not a journal of this grader: {error}") from None
        if about is None:
            with self._writing() as database:
                database.execute("INSERT INTO about VALUES (?, ?)", (FORMAT, challenge_id))
        elif about != (FORMAT, challenge_id):
            raise UsageError(f"{file} belongs to the challenge {about[1]}: name another --out folder")

    def begin_run(self, run: str) -> None:
        """Note that a run begins."""
        with self._writing() as database:
            database.execute("INSERT INTO runs VALUES (?, ?, NULL)", (run, time.time()))

    def end_run(self, run: str) -> None:
        """Note that a run came to its end."""
        with self._writing() as database:
            database.execute("UPDATE runs SET ended = ? WHERE run = ?", (time.time(), run))

    def interrupted_run(self) -> str | None:
        """The last run, where it did not come to its end."""
        last = self._row("SELECT run, ended FROM runs ORDER BY began DESC LIMIT 1")
        return str(last[0]) if last is not None and last[1] is None else None

    def start(self, content: str, run: str) -> None:
        """Note that a content is being graded."""
        with self._writing() as database:
            database.execute("INSERT INTO starts VALUES (?, ?, ?)", (content, run, time.time()))

    def record(self, content: str, circumstances: str, run: str, graded: Graded, seconds: float) -> None:
        """Keep a result in place of an earlier one."""
        row = (
            content,
            circumstances,
            run,
            graded.outcome,
            seconds,
            time.time(),
            json.dumps(asdict(graded)),
        )
        with self._writing() as database:
            database.execute("INSERT OR REPLACE INTO results VALUES (?, ?, ?, ?, ?, ?, ?)", row)

    def record_failure(self, content: str, run: str, reason: str) -> None:
        """Note that the machine failed on a content; an earlier result stays."""
        with self._writing() as database:
            database.execute("INSERT INTO failures VALUES (?, ?, ?, ?)", (content, run, reason, time.time()))

    def result(self, content: str) -> Kept | None:
        """The result of a content, from whichever run."""
        row = self._row("SELECT graded, circumstances, run, seconds FROM results WHERE content = ?", content)
        return Kept(Graded(**json.loads(row[0])), row[1], row[2], row[3]) if row else None

    def failure(self, content: str, run: str) -> str | None:
        """Why the machine failed on a content in this run."""
        row = self._row(
            "SELECT reason FROM failures WHERE content = ? AND run = ? ORDER BY finished DESC", content, run
        )
        return str(row[0]) if row else None

    def starts(self) -> dict[str, int]:
        """How often each content was begun, in all runs."""
        with self._lock:
            rows = self._database.execute("SELECT content, COUNT(*) FROM starts GROUP BY content").fetchall()
        return dict(rows)

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._database.close()

    def _row(self, query: str, *values: str) -> tuple[Any, ...] | None:
        with self._lock:
            row: tuple[Any, ...] | None = self._database.execute(query, values).fetchone()
        return row

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._lock, self._database:
            yield self._database
