"""What to tell about a container that does not run."""

from collections.abc import Iterable

from grader.criterion.finding import Unmet
from grader.evidence import NotRunning
from grader.text import one_line

NOT_RUNNING_HINT = (
    "The container must keep running by itself: run the image by hand (docker run --rm IMAGE) "
    "and read why it ends."
)


def not_running(fact: NotRunning) -> Unmet:
    """Unmet with what was seen and the last lines of the container's output."""
    return Unmet(with_lines(one_line(fact.detail, 400), fact.log), hint=NOT_RUNNING_HINT)


def with_lines(text: str, lines: Iterable[str]) -> str:
    """`text` with lines of output below it."""
    return text + "".join(f"\n  | {one_line(line)}" for line in lines)
