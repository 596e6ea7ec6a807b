"""An address cannot be reached."""

from grader.explanation import Explained, Explanation, Failure, fits, fits_not, last_match
from grader.explanation.elsewhere import line_with
from grader.explanation.patterns import UNREACHABLE

_MACHINE = (
    "The engine or a build on this machine asked for it, and got no answer. Nothing is known about the "
    "submission by that.",
    "Nothing in the submission has to change: grade it again when the network is there.",
)
_STEP = (
    "The step asks another machine for something, and that one does not answer, or its name is not known.",
    "Mind the spelling of the address in this step, and whether it is still served. Try the same command "
    "outside of the build.",
)


def _explain(failure: Failure) -> Explained | None:
    match = last_match(UNREACHABLE, failure, 12)
    if match is None:
        return None
    why, advice = _MACHINE if failure.moment == "machine" else _STEP
    title = "this machine cannot reach" if failure.moment == "machine" else "this step cannot reach"
    return Explained(
        title=f"{title} an address",
        found=line_with(match) if failure.moment == "build" else failure.reason,
        why=why,
        advice=advice,
    )


EXPLANATION = Explanation(
    id="no-network",
    moments=("build", "machine"),
    explain=_explain,
    rank=5,
    examples=(
        fits("curl: (6) Could not resolve host: packages.invalid\n", "spelling", "packages.invalid"),
        fits("fatal: unable to access 'http://x.invalid/': Failed to connect to x.invalid port 80", "cannot"),
        fits("one\n" * 20 + "dial tcp 10.0.0.1:80: i/o timeout", "dial tcp"),
        fits("WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError('"),
        fits(
            "",
            "has to change",
            "cannot be pulled",
            moment="machine",
            reason="the image python:3.11 cannot be pulled: dial tcp: lookup hub.invalid: no such host",
        ),
        fits(
            "",
            "again",
            moment="machine",
            reason="the index of pip cannot be reached from a build on this machine",
        ),
        fits_not("curl: (22) The requested URL returned error: 404"),
        fits_not("network timeouts are set to 30 s\n"),
        fits_not("", reason="a command ended with exit code: 6 at RUN curl # could not resolve host"),
    ),
)
