"""The journal of a class: every finished submission, written down the moment it is done."""

import json
import time
from collections.abc import Mapping
from pathlib import Path

from grader import __version__
from grader.classroom.database import Database
from grader.classroom.result import Result, evidence_text, read_evidence, read_report, report_text
from grader.likeness import Said, Statement
from grader.submission import Known


class Journal:
    """The results by content: one content is graded once, however many handed it in.

    Used by several threads; what a call has written stays, also when the process is killed then. Raises
    UsageError where the file is no journal of the challenge, EngineFailureError where the disk fails.
    """

    def __init__(self, file: Path, challenge_id: str) -> None:
        self._database = Database(file, challenge_id)

    def begin_run(self, run: str) -> None:
        """Note that a run begins."""
        self._database.write("INSERT INTO runs VALUES (?, ?, NULL)", (run, time.time()))

    def end_run(self, run: str) -> None:
        """Note that a run came to its end."""
        self._database.write("UPDATE runs SET ended = ? WHERE run = ?", (time.time(), run))

    def interrupted_runs(self) -> set[str]:
        """The last runs, as far back as none of them came to its end."""
        query = (
            "SELECT run FROM runs WHERE rowid > (SELECT COALESCE(MAX(rowid), 0) FROM runs WHERE ended > 0)"
        )
        return {str(row[0]) for row in self._database.rows(query)}

    def start(self, content: str, run: str) -> None:
        """Note that a content is being graded."""
        self._database.write("INSERT INTO starts VALUES (?, ?, ?)", (content, run, time.time()))

    def record(self, content: str, result: Result, evidence: Known) -> None:
        """Keep a result in place of an earlier one, and of what failed before."""
        texts = (report_text(result.report), evidence_text(evidence))
        row = (content, result.circumstances, result.run, result.seconds, result.finished, *texts)
        with self._database.writing() as connection:
            connection.execute("INSERT OR REPLACE INTO results VALUES (?, ?, ?, ?, ?, ?, ?)", row)
            connection.execute("DELETE FROM failures WHERE content = ?", (content,))

    def record_failure(self, content: str, run: str, reason: str) -> None:
        """Note that the machine failed on a content; an earlier result stays."""
        self._database.write("INSERT INTO failures VALUES (?, ?, ?, ?)", (content, run, reason, time.time()))

    def result(self, content: str) -> Result | None:
        """The result of a content, from whichever run; one that cannot be read is none."""
        query = "SELECT report, circumstances, run, seconds, finished FROM results WHERE content = ?"
        for text, circumstances, run, seconds, finished in self._database.rows(query, content):
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
        rows = self._database.rows("SELECT evidence FROM results WHERE content = ?", content)
        return read_evidence(rows[0][0]) if rows else {}

    def failure(self, content: str) -> str | None:
        """Why the machine failed on a content since it was graded; None where it did not."""
        query = "SELECT reason FROM failures WHERE content = ? ORDER BY rowid DESC LIMIT 1"
        return next((str(row[0]) for row in self._database.rows(query, content)), None)

    def starts(self) -> dict[str, int]:
        """How often each content was begun, in all runs."""
        return dict(self._database.rows("SELECT content, COUNT(*) FROM starts GROUP BY content"))

    def images(self) -> dict[str, tuple[str, ...]]:
        """The images that the Dockerfiles name, by content, as far as this version has read them."""
        rows = self._database.rows("SELECT content, named FROM images WHERE grader = ?", __version__)
        return {content: tuple(json.loads(named)) for content, named in rows}

    def note_images(self, named: Mapping[str, tuple[str, ...]]) -> None:
        """Note the images that the Dockerfiles of these contents name."""
        rows = ((content, __version__, json.dumps(images)) for content, images in named.items())
        self._database.write("INSERT OR REPLACE INTO images VALUES (?, ?, ?)", *rows)

    def said(self, read_by: str) -> dict[str, Said]:
        """What the submissions say, by content, as far as this reader has read them."""
        rows = self._database.rows("SELECT content, said FROM said WHERE read_by = ?", read_by)
        return {content: _said(*json.loads(text)) for content, text in rows}

    def note_said(self, said: Mapping[str, Said], read_by: str) -> None:
        """Note what the submissions of these contents say."""
        rows = (
            (content, read_by, json.dumps([one.form, one.statements], ensure_ascii=False))
            for content, one in said.items()
        )
        self._database.write("INSERT OR REPLACE INTO said VALUES (?, ?, ?)", *rows)

    def written(self) -> dict[str, str]:
        """The state of each folder of reports when it was last written."""
        return dict(self._database.rows("SELECT folder, state FROM written"))

    def note_written(self, states: Mapping[str, str]) -> None:
        """Note the state of folders that were written."""
        self._database.write("INSERT OR REPLACE INTO written VALUES (?, ?)", *states.items())

    def close(self) -> None:
        """Close the file."""
        self._database.close()


def _said(form: str, statements: list[tuple[str, str]]) -> Said:
    return Said(form, tuple(Statement(*each) for each in statements))
