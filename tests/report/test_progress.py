import io

import pytest

from grader.report.live import LiveProgress
from grader.report.progress import ProgressLine

CLEAR = "\r\x1b[K"


class Terminal(io.StringIO):
    """A stream that says of itself that it is a terminal."""

    def isatty(self) -> bool:
        """It is."""
        return True


def test_a_line_that_changes() -> None:
    """On a terminal one line is rewritten and gone at the end; what comes too fast is left out."""
    stream = Terminal()
    with ProgressLine(stream) as line:
        for text in ("building", "building [1/9]"):
            line(text)
    assert stream.getvalue() == f"{CLEAR}... building{CLEAR}"


def test_few_lines_elsewhere() -> None:
    """In a log, each phase has one line."""
    stream = io.StringIO()
    with ProgressLine(stream) as line:
        for text in ("building [1/9]", "building [2/9]", "starting"):
            line(text)
    assert stream.getvalue() == "... building [1/9]\n... starting\n"


@pytest.mark.parametrize("stream", [io.StringIO(), Terminal()])
def test_quiet(stream: io.StringIO) -> None:
    """Quiet progress writes nothing, on a terminal or elsewhere."""
    with ProgressLine(stream, quiet=True) as line, LiveProgress(2, quiet=True, stream=stream) as parts:
        line("building")
        parts.start("anna")
        parts.done("anna", "100 of 100", failed=False)
    assert stream.getvalue() == ""


def test_hostile_text() -> None:
    """What is being done is told on one line and without escapes of a learner's."""
    stream = Terminal()
    ProgressLine(stream)("RUN \x1b[31mrm\nx")
    assert stream.getvalue() == f"{CLEAR}... RUN rm x"


def test_parts_in_a_log() -> None:
    """In a log each part has a line with its result, once it is done; what was kept tells no time left."""
    stream = io.StringIO()
    with LiveProgress(2, stream=stream) as parts:
        parts.done("kept\x1b[1m", "20 of 100, kept", failed=False)
        parts.start("anna")
        parts.done("anna", "100 of 100", failed=False)
    assert stream.getvalue() == "1 of 2  kept  20 of 100, kept\n2 of 2  anna  100 of 100  (0 s left)\n"


def test_parts_on_a_terminal() -> None:
    """The line says how many are done, what failed and what is running, and is gone at the end."""
    stream = Terminal()
    with LiveProgress(3, stream=stream) as parts:
        for name in ("anna", "bert"):
            parts.start(name)
        parts.done("anna", "broken", failed=True)
    shown = stream.getvalue().split(CLEAR)
    assert shown[1:3] == ["... 0 of 3: anna", "... 0 of 3: anna, bert"]
    assert shown[3].startswith("... 1 of 3 (")
    assert shown[3].endswith(" s left), 1 failed by the machine: bert")
    assert shown[4] == ""
