"""The submissions of a class: sub-folders and archives, with names from a roster where there is one."""

import csv
import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from grader.errors import UsageError
from grader.text import did_you_mean, one_line

ARCHIVES = (".zip", ".tar.gz", ".tgz", ".tar")
MAX_ROSTER_BYTES = 10_000_000
COLUMNS = ("id", "name", "path")


@dataclass(frozen=True, slots=True)
class Submission:
    """One learner's folder or archive; the id is unique in the class."""

    id: str
    name: str
    path: Path

    @property
    def is_archive(self) -> bool:
        """Whether the path is an archive rather than a folder."""
        return self.path.name.lower().endswith(ARCHIVES)

    @property
    def folder_name(self) -> str:
        """A name for its results: the id where it is harmless, else its harmless letters and a digest."""
        plain = re.sub(r"[^A-Za-z0-9._-]", "_", self.id)[:60].lstrip(".") or "_"
        return plain if plain == self.id else f"{plain}-{hashlib.sha256(self.id.encode()).hexdigest()[:8]}"


def find_submissions(folders: Sequence[Path], roster: Path | None) -> list[Submission]:
    """The submissions, sorted by id. UsageError where there is none, or where two have one id."""
    found = [_named(path) for folder in folders for path in _entries(folder)]
    listed = list(_from_roster(roster, found, folders)) if roster else found
    if not listed:
        raise UsageError(f"no submission in {', '.join(map(str, folders))}: one sub-folder or archive each")
    seen: dict[str, Submission] = {}
    for one in listed:
        if one.id in seen:
            raise UsageError(f"two submissions are named {one.id!r}: {seen[one.id].path} and {one.path}")
        seen[one.id] = one
    return sorted(listed, key=lambda one: one.id)


def _named(path: Path) -> Submission:
    ending = next((ending for ending in ARCHIVES if path.name.lower().endswith(ending)), "")
    name = path.name[: len(path.name) - len(ending)] if ending else path.name
    return Submission(name, name, path)


def _entries(folder: Path) -> Iterator[Path]:
    if not folder.is_dir():
        raise UsageError(f"{folder} is not a folder of submissions")
    for entry in sorted(folder.iterdir()):
        is_archive = entry.is_file() and entry.name.lower().endswith(ARCHIVES)
        if not entry.name.startswith(".") and not entry.is_symlink() and (entry.is_dir() or is_archive):
            yield entry


def _from_roster(file: Path, found: list[Submission], folders: Sequence[Path]) -> Iterator[Submission]:
    """The submissions that the roster lists; a learner without one gets a path that is not there."""
    by_name = {one.path.name: one for one in found} | {one.id: one for one in found}
    for line, row in _rows(file):
        wanted = (row.get("path") or row["id"]).strip()
        known = by_name.get(wanted) or by_name.get(Path(wanted).name)
        path = known.path if known else folders[0] / wanted
        if not path.resolve().is_relative_to(path.parent.resolve()) or ".." in Path(wanted).parts:
            raise UsageError(f"{file}:{line}: path: must stay below the class's folder, got {wanted!r}")
        name = one_line(row.get("name") or row["id"], 120)
        yield replace(Submission(one_line(row["id"], 120), name, path))


def _rows(file: Path) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        if file.stat().st_size > MAX_ROSTER_BYTES:
            raise UsageError(f"the roster {file} is larger than {MAX_ROSTER_BYTES} bytes")
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"the roster {file} cannot be read: {error}") from None
    reader = csv.DictReader(text.splitlines())
    headings = [heading.strip().lower() for heading in reader.fieldnames or ()]
    if "id" not in headings:
        near = next((did_you_mean("id", [heading]) for heading in headings if heading), "")
        raise UsageError(f"{file}:1: the roster needs a column id (and may have name and path){near}")
    for row in reader:
        plain = {str(key).strip().lower(): str(value or "").strip() for key, value in row.items()}
        if not plain["id"]:
            raise UsageError(f"{file}:{reader.line_num}: id: must not be empty")
        yield reader.line_num, plain
