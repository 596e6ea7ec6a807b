import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.text import did_you_mean, first, last_lines, one_line, plain, some


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;title\x07text", "text"),
        ("\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x1b[2J\x1b[Htext", "text"),
        ("a\x00b\x07c\x7fd\x9be", "abcde"),
        ("a\u202eb\u2066c\u200bd\ufeff", "abcd"),
        ("a\rb\r\nc", "a\nb\nc"),
        ("a\tb", "a\tb"),
        ("a\ud800b", "ab"),
        ("é 漢 ✓", "é 漢 ✓"),
    ],
)
def test_plain(text: str, shown: str) -> None:
    """Escapes, control and reordering characters go; letters of all languages stay."""
    assert plain(text) == shown


@given(st.text(alphabet=st.characters(exclude_categories=[]), max_size=100))
def test_plain_is_always_inert(text: str) -> None:
    """Whatever the text, what is shown can be encoded and holds no control characters."""
    shown = plain(text, 50)
    shown.encode("utf-8")
    assert len(shown) <= 50
    assert not any(char < " " and char not in "\n\t" for char in shown)


def test_huge_text_is_cut() -> None:
    """A huge text is cut, and a mark says so."""
    assert plain("x" * 10_000_000, 10) == "x" * 9 + "…"


def test_one_line() -> None:
    """White space of every kind folds into one space."""
    assert one_line(" a\n\n b\t\x0bc ") == "a b c"


def test_last_lines() -> None:
    """The last lines that hold something are kept, each cut."""
    assert last_lines("a\n\nb\n  \n" + "c" * 9 + "\n", 2, 5) == ("b", "cccc…")


def test_first() -> None:
    """Of many lines the first are told, and how many there are besides."""
    assert first(["a", "b"], 2) == "a\nb"
    assert first(["a", "b", "c", "d"], 2) == "a\nb\nand 2 more"


def test_some() -> None:
    """Of many names the first are told on one line."""
    assert some(["a", "b"], 2) == "a, b"
    assert some(["a", "\x1b[1mb", "c"], 2) == "a, b and 1 more"


def test_did_you_mean() -> None:
    """A near word is named, a far one is not."""
    assert did_you_mean("titel", ["title", "id"]) == ", did you mean 'title'?"
    assert did_you_mean("zzz", ["title", "id"]) == ""
