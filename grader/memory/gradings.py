"""The past gradings of a folder, a file each: written whole, so that two graders at a time do no harm."""

import os
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from grader.memory.past import PastGrading, from_text, to_text
from grader.memory.place import gradings_folder

MOST = 50
"""Gradings of a folder that are remembered; beyond them the best one."""
MOST_BYTES = 100_000


def past_gradings(challenge_id: str, submission: Path) -> list[PastGrading]:
    """What is remembered of a folder, the oldest first; what cannot be read does not count."""
    with suppress(OSError):
        return [past for _, past in _read(gradings_folder(challenge_id, submission))]
    return []


def keep(past: PastGrading, submission: Path) -> None:
    """Remember a grading; the oldest ones go. Raises OSError where nothing can be written."""
    folder = gradings_folder(past.challenge, submission)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, written = tempfile.mkstemp(dir=folder, prefix=".")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(to_text(past))
        Path(written).replace(folder / f"{time.time_ns():020d}-{os.getpid()}.json")
    except BaseException:
        Path(written).unlink(missing_ok=True)
        raise
    _forget_oldest(folder)


def _read(folder: Path) -> list[tuple[Path, PastGrading]]:
    read = ((file, _past(file)) for file in sorted(folder.glob("[0-9]*.json")))
    return [(file, past) for file, past in read if past is not None]


def _past(file: Path) -> PastGrading | None:
    with suppress(OSError, ValueError), file.open(encoding="utf-8") as stream:
        return from_text(stream.read(MOST_BYTES))
    return None


def _forget_oldest(folder: Path) -> None:
    files = sorted(folder.glob("[0-9]*.json"))
    if len(files) <= MOST:
        return
    known = dict(_read(folder))
    whole = [file for file, past in known.items() if past.is_whole]
    best = max(whole, key=lambda file: (known[file].score, file), default=None)
    for file in files[:-MOST]:
        if file != best:
            file.unlink(missing_ok=True)
