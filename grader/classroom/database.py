"""The file that a class's journal is kept in: opened with care, written whole or not at all."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

from grader.errors import EngineFailureError, UsageError

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
CREATE TABLE IF NOT EXISTS said (content TEXT PRIMARY KEY, read_by TEXT NOT NULL, said TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS written (folder TEXT PRIMARY KEY, state TEXT NOT NULL);
"""


class Database:
    """The tables of one challenge's journal, used by several threads.

    What a call has written stays, also when the process is killed then.
    """

    def __init__(self, file: Path, challenge_id: str) -> None:
        self._lock, self._file = Lock(), file
        try:
            self._connection = sqlite3.connect(file, check_same_thread=False, timeout=30)
            try:
                self._open(challenge_id)
            except BaseException:
                self._connection.close()
                raise
        except sqlite3.Error as error:
            raise UsageError(f"{file} is not a journal of this grader: {error}") from None

    def _open(self, challenge_id: str) -> None:
        """Make the tables in a new file only; what is no journal is left as it is."""
        names = {row[0] for row in self._connection.execute("SELECT name FROM sqlite_master")}
        if names and "about" not in names:
            raise UsageError(f"{self._file} is not a journal of this grader: name another --out folder")
        about = self._connection.execute("SELECT * FROM about").fetchone() if names else None
        if about is not None and about[0] != FORMAT:
            raise UsageError(f"{self._file} is of another version of the grader: name another --out folder")
        if about is not None and about[1:] != (challenge_id,):
            raise UsageError(f"{self._file} belongs to the challenge {about[1]}: name another --out folder")
        self._connection.executescript(_TABLES)
        if about is None:
            self.write("INSERT INTO about VALUES (?, ?)", (FORMAT, challenge_id))

    def rows(self, query: str, *values: str) -> list[Any]:
        """What a query finds. Raises EngineFailureError."""
        with self._lock, self._failures("read"):
            return self._connection.execute(query, values).fetchall()

    def write(self, statement: str, *rows: tuple[Any, ...]) -> None:
        """Execute the statement for each row, all or none. Raises EngineFailureError."""
        with self.writing() as connection:
            connection.executemany(statement, rows)

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Several statements, all or none. Raises EngineFailureError."""
        with self._lock, self._failures("written"), self._connection:
            yield self._connection

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()

    @contextmanager
    def _failures(self, done: str) -> Iterator[None]:
        """A full disk or a damaged file is the machine's failure. Raises EngineFailureError."""
        try:
            yield
        except sqlite3.Error as error:
            raise EngineFailureError(f"the journal {self._file} cannot be {done}: {error}") from None
