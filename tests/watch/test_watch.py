"""`grader watch` in a real terminal: keys are typed, the screen is read back."""

import os
import re
import signal
import time
from pathlib import Path

from tests.ci.conftest import GOOD, HALF
from tests.forked import GRADER, started
from tests.terminal import terminal

NO_COLOUR = {"NO_COLOR": "1", "DISPLAY": "", "WAYLAND_DISPLAY": "", "BROWSER": ""}
TAKEN, BACK = b"\x1b[?1049h\x1b[?25l", b"\x1b[?25h\x1b[?1049l"
"""A screen of its own without a cursor, and the shell's again."""
COLOUR = re.compile(rb"\x1b\[[0-9;]*m")


def wait_until_watched(folder: Path, number: int | None) -> None:
    """Until the process is told of what changes in the folder (proc(5), "inotify files")."""
    watched, end = f" ino:{folder.stat().st_ino:x} ", time.monotonic() + 20
    while watched not in (told := _fdinfo(number)):
        assert time.monotonic() < end, told
        time.sleep(0.005)


def _fdinfo(number: int | None) -> str:
    try:
        return "".join(one.read_text() for one in Path(f"/proc/{number}/fdinfo").iterdir())
    except FileNotFoundError:  # closed meanwhile
        return ""


def test_a_save_is_judged_in_place(course: Path, dockerfile: Path) -> None:
    """Each save changes the points, and one line tells what got better and worse; `q` gives it all back."""
    with terminal(["watch", "demo"], course=course, environment={}) as term:
        term.shows("40 of 100 points", "Add one.", "q quit")
        dockerfile.write_text(GOOD)
        term.shows("100 of 100 points, since last time: +60")
        dockerfile.write_text(HALF)
        shown = term.shows("since last time: -60 (two-stages)")
        assert max(map(len, shown.splitlines())) <= 60
        term.type("q")
        assert (term.ends(), term.is_restored) == (0, True)
        assert term.raw.endswith(BACK)
        assert COLOUR.search(term.raw)


def test_the_words_wait_for_no_program(
    course: Path, dockerfile: Path, slow_linter: str, tmp_path: Path
) -> None:
    """What is read is judged at once; what hadolint says of the last save comes when it comes."""
    with terminal(
        ["watch", "demo"], course=course, environment=NO_COLOUR, program=(slow_linter, "-m", "grader")
    ) as term:
        term.shows("0/60", "another program reads it")
        dockerfile.write_text(GOOD)
        term.shows("60/60", "another program reads it")
        (tmp_path / "gate").touch()
        term.shows("120 of 120 points")
        term.type("q")
        assert term.ends() == 0


def test_keys(course: Path) -> None:
    """`h` shows the longer hint, or takes it away; `o` tells the page, `r` grades again, `n` goes on."""
    with terminal(["watch", "demo"], course=course, environment=NO_COLOUR) as term:
        term.shows("40 of 100 points")
        term.type("h")
        term.until(lambda shown: "Add one." in shown and "/40" not in shown)
        term.type("h")
        term.shows("40/40")
        term.type("o")
        page = re.search(r"the page is here: (\S+)", term.shows("the page is here"))
        assert page is not None
        term.type("r")
        term.until(lambda shown: "the page" not in shown and "40 of 100" in shown)
        term.type("n")
        term.shows("extra: h hint", "40 of 100 points")
        term.type("\x03")
        assert (term.ends(), term.is_restored) == (130, True)
        assert not COLOUR.search(term.raw)


def test_ctrl_z(course: Path) -> None:
    """The shell gets the terminal as it was before; `fg` shows all again, and keys work."""
    with terminal(["watch", "demo"], course=course, environment=NO_COLOUR) as term:
        term.shows("40 of 100 points")
        term.type("\x1a")
        term.until(lambda _: term.raw.endswith(BACK) and term.state == "T")
        assert term.is_restored
        term.raw.clear()
        term.signal(signal.SIGCONT)
        term.until(lambda _: term.raw.startswith(TAKEN) and b"q quit" in term.raw)
        term.type("q")
        assert (term.ends(), term.is_restored) == (0, True)


def test_a_dumb_terminal(course: Path) -> None:
    """Without the means to write in place, no escape is written, and the keys work."""
    with terminal(["watch", "demo"], course=course, environment={"TERM": "dumb"}) as term:
        term.shows("40 of 100 points")
        term.type("q")
        assert term.ends() == 0
        assert b"\x1b" not in term.raw


def test_a_small_terminal(course: Path) -> None:
    """What does not fit is counted; the keys stay in sight. SIGTERM leaves the terminal as it was."""
    with terminal(["watch", "demo"], course=course, lines=8, environment=NO_COLOUR) as term:
        term.shows("40 of 100 points", "more lines", "q quit")
        term.signal(signal.SIGTERM)
        assert (term.ends(), term.is_restored) == (130, True)


def test_a_line_for_each_run(course: Path, dockerfile: Path) -> None:
    """Where the output is no terminal, each run is a line of text."""
    os.mkfifo(said := course / "said")
    environment = {**os.environ, "GRADER_COURSE": str(course)}
    process = started(
        [*GRADER, "watch"], given=Path(os.devnull), said=said, folder=course, environment=environment
    )
    with said.open() as lines:
        first = lines.readline()
        wait_until_watched(dockerfile.parent, process.pid)
        dockerfile.write_text(GOOD)
        second = lines.readline()
        process.terminate()
        process.join(30)
    assert process.exitcode == 130
    assert re.fullmatch(r"demo  \S+ 40 of 100 points, not met: two-stages\n", first)
    assert re.fullmatch(r"demo  \S+ 100 of 100 points, since last time: \+60 \(two-stages\)\n", second)
