"""A user other than root may not open a file."""

import re
from posixpath import basename

from grader.explanation import Explained, Explanation, Failure, fits, fits_not, last_match
from grader.explanation.elsewhere import line_with, user

_DENIED = re.compile(
    r"can't open file '(?P<script>/[^'\n]+)': \[Errno 13\] Permission denied|"
    r"PermissionError: \[Errno 13\] Permission denied: '(?P<file>[^'\n]+)'|"
    r"(?:^|/)(?:ba|da)?sh: (?:line )?\d+: (?P<program>[\w.+-]+): Permission denied|"
    r"exec: \\*\"(?P<engine>/root/[^\"\\\s]+)\\*\": (?:stat \S+: )?permission denied",
    re.MULTILINE,
)
_USER = (
    "FROM python:3.11-slim\nCOPY --from=builder /root/.local /root/.local\n"
    "ENV PATH=/root/.local/bin:$PATH\nUSER nobody\nCMD gunicorn app:app\n"
)
_HOME = "python3.11: can't open file '/root/.local/bin/gunicorn': [Errno 13] Permission denied\n"


def _explain(failure: Failure) -> Explained | None:
    match, name = last_match(_DENIED, failure, 30), user(failure)
    if match is None or not name:
        return None
    path = next(filter(None, match.groups()))
    if match["program"] and not _root_on_path(failure):
        return None
    home = path.startswith("/root/") or match["program"]
    why, advice = _of_root(failure, name, path) if home else _of_others(name, path)
    return Explained(
        title=f"the user {name} may not open {path}",
        found=line_with(match),
        why=why,
        advice=advice,
    )


def _of_root(failure: Failure, name: str, path: str) -> tuple[str, str]:
    own = failure.around.script(basename(path)) is not None
    return (
        f"It lies in /root, the home of root, into which no other user may look; the image says USER {name}.",
        "Copy it into a folder that everybody may read, such as /app, and name that one in WORKDIR."
        if own
        else "Install into a folder that everybody may read, and copy that one: "
        "pip install --prefix=/install copied to /usr/local, or a virtual environment in /opt/venv.",
    )


def _of_others(name: str, path: str) -> tuple[str, str]:
    return (
        f"The image says USER {name}. What COPY brings and RUN makes belongs to root, unless it says so.",
        f"Let {path} belong to {name} (COPY --chown={name}), or let the application write into a folder that "
        "does; for reading only, the file's permissions must allow it to everybody (COPY --chmod=644).",
    )


def _root_on_path(failure: Failure) -> bool:
    stage = failure.stage
    return stage is not None and any(
        item.keyword == "ENV" and "PATH" in item.words[::2] and "/root/" in item.text
        for item in stage.instructions
    )


EXPLANATION = Explanation(
    id="no-permission",
    moments=("start", "run", "answer"),
    explain=_explain,
    examples=(
        fits(_HOME, "USER nobody", "/opt/venv", moment="run", exit_code=2, dockerfile=_USER),
        fits("/bin/sh: 1: gunicorn: Permission denied", "/root", moment="run", dockerfile=_USER),
        fits(
            "PermissionError: [Errno 13] Permission denied: '/app/data.db'",
            "--chown=app",
            moment="run",
            dockerfile="FROM python:3.11\nUSER app:app\nCMD x\n",
        ),
        fits(
            "",
            "/opt/venv",
            moment="start",
            reason='runc create failed: exec: "/root/.local/bin/gunicorn": permission denied: unknown',
            dockerfile=_USER,
        ),
        fits(
            "python: can't open file '/root/app/app.py': [Errno 13] Permission denied\n",
            "such as /app",
            moment="run",
            exit_code=2,
            dockerfile="FROM python:3.11-slim\nWORKDIR /root/app\nCOPY app.py .\nUSER nobody\nCMD x\n",
            scripts={"app.py": ""},
        ),
        fits_not("/bin/sh: 1: run.sh: Permission denied", moment="run", dockerfile="FROM a\nUSER x\n"),
        fits_not(_HOME, moment="run", dockerfile="FROM python:3.11\nUSER root\n"),
        fits_not("PermissionError: [Errno 13] Permission denied\n", moment="run", dockerfile=_USER),
    ),
)
