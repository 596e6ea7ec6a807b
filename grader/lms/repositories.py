"""The repositories of a class, as a CSV lists them: whose, where, and which branch."""

import re
from pathlib import Path

from grader.classroom.entries import MAX_NAME
from grader.classroom.roster import readable_id
from grader.classroom.sheet import keyed_rows, read_sheet
from grader.errors import UsageError
from grader.text import one_line
from grader.values import Value

_HOST = r"[A-Za-z0-9][A-Za-z0-9.-]*(?::[0-9]{1,5})?"
_PATH = r"[A-Za-z0-9._~/+%-]+"
_REMOTE = re.compile(rf"https://{_HOST}/{_PATH}|ssh://(?:git@)?{_HOST}/{_PATH}|git@{_HOST}:{_PATH}")
_BRANCH = re.compile(r"[A-Za-z0-9_][\w./+-]*", re.ASCII)


class Repository(Value, kw_only=True):
    """A learner's repository; `url` is empty where there is none, `branch` for its usual one."""

    id: str
    name: str
    url: str
    branch: str = ""


def read_repositories(file: Path, *, local: bool) -> list[Repository]:
    """The CSV's rows: `id`, `repository`, and perhaps `name` and `branch`.

    Raises UsageError with file and row for an address that is none, holds a password or token, or, unless
    `local`, is a folder of this machine, where a learner could name another one's work.
    """
    sheet = read_sheet(file, "list of repositories")
    sheet.column("repository")
    rows = keyed_rows(sheet, "id", "name", "repository", "branch", needed=["id"])
    return [
        Repository(
            id=readable_id(row["id"], where),
            name=one_line(row["name"] or row["id"], MAX_NAME),
            url=address(row["repository"], f"{where}: repository", local=local),
            branch=_branch(row["branch"], f"{where}: branch"),
        )
        for where, row in rows
    ]


def address(text: str, where: str, *, local: bool) -> str:
    """The address, which may be empty. Raises UsageError where git shall not be called with it."""
    shown = repr(one_line(re.sub(r"(?<=//)[^/]*@", "...@", text), 120))
    if not text or _REMOTE.fullmatch(text):
        return text
    if re.match(r"https?://[^/]*@", text):
        raise UsageError(f"{where}: {shown} holds a name or token: leave that to git's credential helper")
    is_here = text.startswith(("/", "file:///"))
    if is_here and local and text.isprintable():
        return text
    more = "; folders of this machine need --local" if is_here else ""
    raise UsageError(f"{where}: must be https://HOST/PATH or git@HOST:PATH, got {shown}{more}")


def _branch(text: str, where: str) -> str:
    if text and (not _BRANCH.fullmatch(text) or ".." in text):
        raise UsageError(f"{where}: must be a branch's name, got {one_line(text, 80)!r}")
    return text
