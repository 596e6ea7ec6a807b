"""Variables in FROM and in the ARGs before it, with a bound on the work a hostile file can ask for.

The substitution itself is BuildKit's (frontend/dockerfile/shell/lex.go). Go matches patterns in linear time;
here they become Python regular expressions, which can take for ever, and so the cost is guessed beforehand.
"""

import re
from collections.abc import Iterator, Mapping

from grader.dockerfile.errors import Problem
from grader.dockerfile.parse.syntax import substitute

MAX_VALUE = 65_536
"""Characters of one word, before and after substitution."""
MAX_FETCHED = 300_000
"""Characters that all substitutions of one file may insert."""
MAX_PATTERN_STEPS = 20_000_000
"""Steps that all pattern matches of one file may take, guessed from above."""

_PATTERN_MODIFIER = re.compile(r"\$\{\w*[#%/]")
_MOST_STARS = 32


class Expander:
    """Substitutes variables in the words of one file and keeps account of the work."""

    def __init__(self, escape: str, values: Mapping[str, str]) -> None:
        self.values = dict(values)
        self._escape = escape
        self._fetched = 0
        self._steps = 0

    def expand(self, word: str) -> tuple[str, frozenset[str]]:
        """Return the word with its variables substituted, and the names of those that are not set.

        Raises Problem with BuildKit's reason, or because the word asks for too much work.
        """
        if len(word) > MAX_VALUE:
            raise Problem(f"a word of more than {MAX_VALUE} characters")
        known = _Metered(self.values, word)
        try:
            value = substitute(word, self._escape, known)
        finally:
            self._charge(known)
        if len(value) > MAX_VALUE:
            raise Problem(f"variables expand to more than {MAX_VALUE} characters")
        return value, frozenset(known.missing)

    def _charge(self, known: "_Metered") -> None:
        self._fetched += known.fetched
        self._steps += known.steps
        if self._fetched > MAX_FETCHED or self._steps > MAX_PATTERN_STEPS:
            raise Problem("variables expand to too much text")


class _Metered(Mapping[str, str]):
    """The variables as one word sees them; refuses a lookup that would make the word too costly."""

    def __init__(self, values: Mapping[str, str], word: str) -> None:
        self._values = values
        self._has_pattern = _PATTERN_MODIFIER.search(word) is not None
        self._stars = word.count("*")
        self._size = len(word)
        self._longest = 0
        self.fetched = 0
        self.steps = 0
        self.missing: set[str] = set()

    def __getitem__(self, name: str) -> str:
        if name not in self._values:
            self.missing.add(name)
            raise KeyError(name)
        value = self._values[name]
        self.fetched += len(value)
        if self._has_pattern:
            self._meter(value)
        if self.fetched > MAX_FETCHED or self.steps > MAX_PATTERN_STEPS:
            raise Problem("variables expand to too much text")
        return value

    def _meter(self, value: str) -> None:
        self._stars += value.count("*")
        self._size += len(value)
        self._longest = max(self._longest, len(value))
        self.steps += self._longest * self._size + self._longest ** (min(self._stars, _MOST_STARS) + 1)

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)
