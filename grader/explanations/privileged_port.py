"""A user other than root asks for a port below 1024."""

import re

from grader.explanation import Explained, Explanation, Failure, fits, fits_not, last_match
from grader.explanation.elsewhere import line_with, start_line, user

_PORT = re.compile(
    r"bind\(\) to \S*:(?P<nginx>\d{1,3}) failed \(13: Permission denied\)|"
    r"Can't connect to \('[^']*', (?P<gunicorn>\d{1,3})\)|"
    r"error while attempting to bind on address \('[^']*', (?P<asyncio>\d{1,3})\): \S*permission denied",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\[Errno 13\]|13: Permission denied|permission denied", re.IGNORECASE)
_PYTHON = re.compile(r"socket\.bind\(|\.bind\(self\.server_address\)|server_bind\(")
_ONE = "FROM python:3.11-slim\nUSER nobody\nCMD x\n"


def _explain(failure: Failure) -> Explained | None:
    match, denied, name = last_match(_PORT, failure), last_match(_DENIED, failure), user(failure)
    bound = match or last_match(_PYTHON, failure, 12)
    if bound is None or denied is None or not name:
        return None
    port = next(filter(None, match.groups())) if match else None
    return Explained(
        title=f"the user {name} may not listen on {f'port {port}' if port else 'a port below 1024'}",
        found=line_with(bound),
        why="On many machines only root may listen on the ports below 1024.",
        advice="Let the application listen on a port from 1024 on, such as 8000, or on the one that the "
        "exercise asks for.",
        line=start_line(failure.dockerfile),
    )


EXPLANATION = Explanation(
    id="privileged-port",
    moments=("run",),
    explain=_explain,
    examples=(
        fits(
            "[ERROR] Can't connect to ('0.0.0.0', 80)\n[Errno 13] Permission denied",
            "port 80",
            moment="run",
            dockerfile=_ONE,
        ),
        fits(
            "    self.socket.bind(self.server_address)\nPermissionError: [Errno 13] Permission denied\n",
            "below 1024",
            moment="run",
            dockerfile=_ONE,
        ),
        fits_not("[ERROR] Can't connect to ('0.0.0.0', 80)", moment="run", dockerfile=_ONE),
        fits_not("PermissionError: [Errno 13] Permission denied: '/x'", moment="run", dockerfile=_ONE),
        fits_not(
            "bind() to 0.0.0.0:80 failed (13: Permission denied)", moment="run", dockerfile="FROM a\nCMD x\n"
        ),
    ),
)
