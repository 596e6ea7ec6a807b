"""The application looks for another machine that is not there."""

import re

from grader.explanation import Explained, Explanation, Failure, fits, fits_not, last_match
from grader.explanation.elsewhere import line_with

_UNKNOWN = re.compile(
    r'could not translate host name "(?P<postgres>[^"\n]{1,100})" to address|'
    r"Unknown (?:MySQL )?server host '(?P<mysql>[^'\n]{1,100})'|"
    r"Failed to resolve '(?P<urllib>[^'\n]{1,100})'|"
    r"getaddrinfo (?:ENOTFOUND|EAI_AGAIN) (?P<node>[\w.-]{1,100})|"
    r"Error -[23] connecting to (?P<redis>[\w.-]{1,100}):\d+\."
)


def _explain(failure: Failure) -> Explained | None:
    match = last_match(_UNKNOWN, failure, 40)
    if match is None:
        return None
    host = next(filter(None, match.groups()))
    return Explained(
        title=f"the application looks for a host {host}, which is not there",
        found=line_with(match),
        why="The container runs alone: no database and no other service stands beside it, and it need "
        "not reach "
        "any other network.",
        advice="Let the application start without it, or begin to look for it only when it is asked for "
        "something.",
    )


EXPLANATION = Explanation(
    id="host-unknown",
    moments=("run", "answer"),
    explain=_explain,
    rank=1,
    examples=(
        fits(
            'psycopg2.OperationalError: could not translate host name "db" to address: Name or service '
            "not known",
            "host db",
            moment="run",
        ),
        fits("Error: getaddrinfo ENOTFOUND mongo", "mongo", "alone", moment="run"),
        fits_not("socket.gaierror: [Errno -2] Name or service not known", moment="run"),
        fits_not("host db is reachable", moment="answer", problem="nothing_listens"),
    ),
)
