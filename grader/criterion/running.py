"""What to tell about a container that does not run, or does not answer."""

from collections.abc import Iterable

from grader.criterion.finding import Hindered, Unmet
from grader.evidence import NoHttpAnswer, NotRunning
from grader.text import one_line

NO_ANSWER_HINTS = {
    "only_loopback": "Make the application listen on 0.0.0.0: 127.0.0.1 inside a container cannot be reached "
    "from outside it.",
}

SAYS_OTHERWISE = (
    "The container runs and answers: what it says is up to the program that CMD starts, its code and its "
    "settings, and not to how the packages came into the image."
)
_ERROR_OF_ITS_OWN = (
    "The container runs, and the application reports an error of its own: read the answer and docker logs."
)
_NO_SUCH_PATH = (
    "Something answers that knows no such path: see which program CMD starts, and with which files."
)


def not_running(fact: NotRunning) -> Unmet:
    """Unmet with what was seen."""
    return Unmet(_seen(fact), cause=fact.cause)


def hindered_by(fact: NotRunning) -> Hindered:
    """A container that does not run shows nothing of what was to be seen in it."""
    return Hindered(f"container: {one_line(fact.detail, 400)}", cause=fact.cause)


def no_answer(fact: NoHttpAnswer) -> Unmet:
    """Unmet with what was seen, and what to do."""
    return Unmet(_seen(fact), hint=NO_ANSWER_HINTS.get(fact.problem), cause=fact.cause)


def _seen(fact: NotRunning | NoHttpAnswer) -> str:
    """What the cause tells, in short; without a cause with the last lines of the container's output."""
    return with_lines(one_line(fact.detail, 400), () if fact.cause else fact.log)


def other_status(status: int) -> str | None:
    """What to do about an answer of this status, which is not the wanted one."""
    return _ERROR_OF_ITS_OWN if status >= 500 else _NO_SUCH_PATH if status == 404 else None


def with_lines(text: str, lines: Iterable[str]) -> str:
    """`text` with lines of output below it."""
    return text + "".join(f"\n  | {one_line(line)}" for line in lines)
