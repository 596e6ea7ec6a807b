"""The journal of a class: an SQLite file that holds every finished submission the moment it is done."""

import json
import sqlite3
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

from grader import __version__
from grader.classroom.result import Result, evidence_text, read_evidence, read_report, report_text
from grader.errors import EngineFailureError, UsageError
from grader.submission import Known

FORMAT = 2
_TABLES = """
CREATE TABLE IF NOT EXISTS about (format INTEGER NOT NULL, challenge TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS results (
    content TEXT PRIMARY KEY, circumstances TEXT NOT NULL, run TEXT NOT NULL, seconds REAL NOT NULL,
    finished REAL NOT NULL, report TEXT NOT NULL, evidence TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS failures (
    content TEXT NOT NULL, run TEXT NOT NULL, reason TEXT NOT NULL, finished REAL NOT NULL
);
CREATE TABLE IF NOT EXISTS starts (content TEXT NOT NULL, run TEXT NOT NULL, began REAL NOT NULL);
CREATE TABLE IF NOT EXISTS runs (run TEXT PRIMARY KEY, began REAL NOT NULL, ended REAL);
CREATE TABLE IF NOT EXISTS images (content TEXT PRIMARY KEY, grader TEXT NOT NULL, named TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS written (folder TEXT PRIMARY KEY, state TEXT NOT NULL);
"""


class Journal:
    """The results by content: one content is graded once, however many handed it in.

    Used by several threads; what a call has written stays, also when the process is killed then.
    """

    def __init__(self, file: Path, challenge_id: str) -> None:
        self._lock, self._file = Lock(), file
        try:
            self._database = sqlite3.connect(file, check_same_thread=False, timeout=30)
            try:
                self._open(challenge_id)
            except BaseException:
                self._database.close()
                raise
        except sqlite3.Error as error:
            raise UsageError(f"{file} is not a journal of this grader: {error}") from None

    def _open(self, challenge_id: str) -> None:
        """Make the tables in a new file only; what is no journal is left as it is."""
        names = {row[0] for row in self._database.execute("SELECT name FROM sqlite_master")}
        if names and "about" not in names:
            raise UsageError(f"{self._file} is not a journal of this grader: name another --out folder")
        about = self._database.execute("SELECT * FROM about").fetchone() if names else None
        if about is not None and about[0] != FORMAT:
            raise UsageError(f"{self._file} is of another version of the grader: name another --out folder")
        if about is not None and about[1:] != (challenge_id,):
            raise UsageError(f"{self._file} belongs to the challenge {about[1]}: name another --out folder")
        self._database.executescript(_TABLES)
        if about is None:
            self._write("INSERT INTO about VALUES (?, ?)", (FORMAT, challenge_id))

    def begin_run(self, run: str) -> None:
        """Note that a run begins."""
        self._write("INSERT INTO runs VALUES (?, ?, NULL)", (run, time.time()))

    def end_run(self, run: str) -> None:
        """Note that a run came to its end."""
        self._write("UPDATE runs SET ended = ? WHERE run = ?", (time.time(), run))

    def interrupted_runs(self) -> set[str]:
        """The last runs, as far back as none of them came to its end."""
        query = (
            "SELECT run FROM runs WHERE rowid > (SELECT COALESCE(MAX(rowid), 0) FROM runs WHERE ended > 0)"
        )
        return {str(row[0]) for row in self._rows(query)}

    def start(self, content: str, run: str) -> None:
        """Note that a content is being graded."""
        self._write("INSERT INTO starts VALUES (?, ?, ?)", (content, run, time.time()))

    def record(self, content: str, result: Result, evidence: Known) -> None:
        """Keep a result in place of an earlier one, and of what failed before."""
        texts = (report_text(result.report), evidence_text(evidence))
        row = (content, result.circumstances, result.run, result.seconds, result.finished, *texts)
        with self._writing() as database:
            database.execute("INSERT OR REPLACE INTO results VALUES (?, ?, ?, ?, ?, ?, ?)", row)
            database.execute("DELETE FROM failures WHERE content = ?", (content,))

    def record_failure(self, content: str, run: str, reason: str) -> None:
        """Note that the machine failed on a content; an earlier result stays."""
        self._write("INSERT INTO failures VALUES (?, ?, ?, ?)", (content, run, reason, time.time()))

    def result(self, content: str) -> Result | None:
        """The result of a content, from whichever run; one that cannot be read is none."""
        query = "SELECT report, circumstances, run, seconds, finished FROM results WHERE content = ?"
        for text, circumstances, run, seconds, finished in self._rows(query, content):
            try:
                report = read_report(text)
            except ValueError:
                return None
            return Result(
                report=report, circumstances=circumstances, run=run, seconds=seconds, finished=finished
            )
        return None

    def evidence(self, content: str) -> Known:
        """The answers that a content's result was judged by. Raises UnreadableEvidenceError."""
        rows = self._rows("SELECT evidence FROM results WHERE content = ?", content)
        return read_evidence(rows[0][0]) if rows else {}

    def failure(self, content: str) -> str | None:
        """Why the machine failed on a content since it was graded; None where it did not."""
        query = "SELECT reason FROM failures WHERE content = ? ORDER BY rowid DESC LIMIT 1"
        return next((str(row[0]) for row in self._rows(query, content)), None)

    def starts(self) -> dict[str, int]:
        """How often each content was begun, in all runs."""
        return dict(self._rows("SELECT content, COUNT(*) FROM starts GROUP BY content"))

    def images(self) -> dict[str, tuple[str, ...]]:
        """The images that the Dockerfiles name, by content, as far as this version has read them."""
        rows = self._rows("SELECT content, named FROM images WHERE grader = ?", __version__)
        return {content: tuple(json.loads(named)) for content, named in rows}

    def note_images(self, named: Mapping[str, tuple[str, ...]]) -> None:
        """Note the images that the Dockerfiles of these contents name."""
        rows = ((content, __version__, json.dumps(images)) for content, images in named.items())
        self._write("INSERT OR REPLACE INTO images VALUES (?, ?, ?)", *rows)

    def written(self) -> dict[str, str]:
        """The state of each folder of reports when it was last written."""
        return dict(self._rows("SELECT folder, state FROM written"))

    def note_written(self, states: Mapping[str, str]) -> None:
        """Note the state of folders that were written."""
        self._write("INSERT OR REPLACE INTO written VALUES (?, ?)", *states.items())

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._database.close()

    def _rows(self, query: str, *values: str) -> list[Any]:
        with self._lock, self._failures("read"):
            return self._database.execute(query, values).fetchall()

    def _write(self, statement: str, *rows: tuple[Any, ...]) -> None:
        with self._writing() as database:
            database.executemany(statement, rows)

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._lock, self._failures("written"), self._database:
            yield self._database

    @contextmanager
    def _failures(self, done: str) -> Iterator[None]:
        """A full disk or a damaged file is the machine's failure. Raises EngineFailureError."""
        try:
            yield
        except sqlite3.Error as error:
            raise EngineFailureError(f"the journal {self._file} cannot be {done}: {error}") from None
