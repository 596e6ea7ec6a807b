"""Two programs of the container want the same port."""

import re

from grader.explanation import Explained, Explanation, Failure, fits, fits_not
from grader.explanation.elsewhere import line_with

_IN_USE = re.compile(r"\[Errno 98\]|[Aa]ddress already in use|EADDRINUSE|Connection in use: \(")


def _explain(failure: Failure) -> Explained | None:
    match = _IN_USE.search(failure.log)
    if match is None:
        return None
    return Explained(
        title="the application's port is in use already",
        found=line_with(match),
        why="Inside the container a program listens on that port already: nothing outside of it can be in "
        "the way.",
        advice="Start one server only: look for a second one in a start script, a process manager, or the "
        "application itself.",
    )


EXPLANATION = Explanation(
    id="port-in-use",
    moments=("run", "answer"),
    explain=_explain,
    examples=(
        fits("OSError: [Errno 98] Address already in use\n", "second one", moment="run", exit_code=1),
        fits("[ERROR] Connection in use: ('0.0.0.0', 8000)", "in use", moment="answer", problem="no_reply"),
        fits_not("the address book is in use", moment="run"),
        fits_not("OSError: [Errno 99] Cannot assign requested address", moment="run"),
    ),
)
