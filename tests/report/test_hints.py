"""The hints on a terminal, and the longer ones in parts."""

from grader.report.help_text import Block, blocks
from grader.report.hints import long_hint, short_hints
from tests.classroom.samples import CHALLENGE
from tests.report.samples import HOSTILE

TEXT = "Why it\nmatters.\n\n  docker build .\n    more\n \nAnd\nthe rest.\n"
CRITERION = CHALLENGE.criteria[0]


def test_paragraphs_and_lines_to_copy() -> None:
    """Paragraphs lose their line breaks; indented lines keep them, and their indents to each other."""
    made = [Block("Why it matters."), Block("docker build .\n  more", to_copy=True), Block("And the rest.")]
    assert list(blocks(TEXT)) == made


def test_a_long_hint_is_folded_to_the_terminal() -> None:
    """The short hint comes first; paragraphs are folded at the width, all beside the title is indented."""
    lines = long_hint(CRITERION, "word " * 40, colour=False, width=60).splitlines()
    assert CRITERION.id in lines[0]
    assert max(map(len, lines)) <= 60
    assert sum(line.startswith("  word") for line in lines) == 4


def test_without_a_longer_one() -> None:
    """A criterion without help shows what there is."""
    shown = " ".join(long_hint(CRITERION, None, colour=False, width=80).split())
    assert shown == f"{CRITERION.id} {CRITERION.title} {CRITERION.hint}"


def test_short_hints() -> None:
    """Each criterion that is asked for has its hint, and the last line tells how to read on."""
    shown = short_hints(CHALLENGE, CHALLENGE.criteria[1:], colour=False, width=400)
    assert [one.id for one in CHALLENGE.criteria if one.id in shown] == [
        one.id for one in CHALLENGE.criteria[1:]
    ]
    assert shown.endswith(f"grader hint {CHALLENGE.id} CRITERION\n")


def test_nothing_reaches_the_terminal() -> None:
    """What an author's file holds is shown, and never obeyed."""
    shown = long_hint(CRITERION, HOSTILE, colour=False, width=80)
    assert not {"\x1b", "\u202e", "\x08", "\r"} & set(shown)
