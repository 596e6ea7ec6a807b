"""What an ignore file keeps out, compared with another port of BuildKit's matcher, and the work it takes."""

import pytest
from e2b_dockerfile_utils import PatternMatcher
from hypothesis import given
from hypothesis import strategies as st

from grader.dockerfile.ignore import IgnoreFile
from grader.dockerfile.wildcards import TooMuchWorkError, Work

_PART = st.sampled_from(["a", "b", "ab", "*", "**", "?", "[ab]", "[^a]", "[a-b]", "\\*", "\\a", "]", "*a"])
_PATTERN = st.lists(_PART | st.just("/"), min_size=1, max_size=6).map("".join)
_LINE = st.builds(str.__add__, st.sampled_from(["", "", "!", "/"]), _PATTERN)
_NAME = st.text("ab.*", min_size=1, max_size=4)
_PATH = st.lists(_NAME, min_size=1, max_size=4).map("/".join)


@given(st.lists(_LINE, min_size=1, max_size=4), _PATH)
def test_as_another_port(lines: list[str], path: str) -> None:
    """Every pattern means what it means to the port of BuildKit's matcher that uses regular expressions."""
    own, other = IgnoreFile("\n".join(lines)), PatternMatcher(lines)
    assert own.ignores(path) == other.matches(path)
    assert own.ignores_all_below(path) == (other.matches(path) and not other.may_match_under(path))


@pytest.mark.parametrize("line", ["[", "[]a]", "[a", "a\\", "[b-a]", "!", "! ", "[-a]", "[^]"])
def test_refused(line: str) -> None:
    """What Go's filepath.Match does not take is refused, with the line."""
    with pytest.raises(ValueError, match="Invalid ignore pattern"):
        IgnoreFile(f"a\n{line}\n")


HOSTILE = [
    "a*" * 30 + "b",
    "**/" + "*a" * 40 + "c",
    "**/a" * 30 + "/b",
    "*?" * 40 + "/x",
    "**" + "/**/a*" * 20 + "/zz",
    "[ab]*" * 20 + "!",
]


@pytest.mark.parametrize("pattern", HOSTILE)
def test_work_is_bounded(pattern: str) -> None:
    """No pattern looks at a character of the path more than once for each state and set that it has."""
    work = Work()
    path = f"{'a' * 100}/{'a' * 100}"
    before = work.left
    assert not IgnoreFile(pattern, work).ignores(path)
    assert before - work.left <= 2 * len(path) * (2 + pattern.count("["))


def test_too_much_work() -> None:
    """All patterns for all paths have one limit; past it the ignore file is unusable."""
    ignore = IgnoreFile("\n".join(f"*x{number}*b" for number in range(1000)), Work(100_000))
    with pytest.raises(TooMuchWorkError, match="take too long"):
        any(ignore.ignores(f"{'a' * 100}{number}b") for number in range(10))
