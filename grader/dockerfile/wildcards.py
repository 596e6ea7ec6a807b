"""One pattern of a .dockerignore against a path, in time that grows with the path's length only.

The patterns are those of https://github.com/moby/patternmatcher, which makes regular expressions of them.
Go's never go back over what they have matched; Python's do, for years where a pattern has many `*`. So a
pattern is a machine here that is in several states at once, one bit each, and looks at each character once.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from grader.dockerfile.pattern_tokens import Token, tokens

MAX_STEPS = 3_000_000
"""Characters that all patterns of a file may look at together: some seconds."""
BITS = 512
"""States that are moved on in one step."""


class TooMuchWorkError(ValueError):
    """The patterns take longer than anybody should wait for."""


@dataclass
class Work:
    """The steps that are left."""

    left: int = MAX_STEPS

    def spend(self, steps: int) -> None:
        """Take so many of them. Raises TooMuchWorkError."""
        self.left -= steps
        if self.left < 0:
            raise TooMuchWorkError("the patterns of the ignore file take too long to be matched")


Matches = Callable[[str, Work], bool]


def matcher(pattern: str) -> Matches:
    """Tells whether a path is one that the cleaned pattern means; it raises TooMuchWorkError.

    ValueError where Go's filepath.Match, and so BuildKit, refuses the pattern.
    """
    read = tokens(pattern)
    kinds = [token.kind for token in read]
    if "\\" in pattern or set(kinds) - {"text", "**", "**/"} or any(kind != "text" for kind in kinds[1:-1]):
        return _between(read, _Machine(read))
    if kinds[0] != "text" and (len(kinds) == 1 or kinds[-1] == "text"):
        end = pattern[2:]
        return lambda path, _: path.endswith(end) or (end.startswith("/") and path == end[1:])
    if kinds[-1] == "**" and kinds[0] == "text":
        return lambda path, _: path.startswith(pattern[:-2])
    return (lambda path, _: path == pattern) if set(kinds) == {"text"} else _between(read, _Machine(read))


def _between(read: list[Token], machine: "_Machine") -> Matches:
    """The machine is asked only where the path begins and ends as the pattern does."""
    special = [at for at, token in enumerate(read) if token.kind != "text"] or [len(read)]
    begin = "".join(token.text for token in read[: special[0]])
    end = "".join(token.text for token in read[special[-1] + 1 :])
    return lambda path, work: path.startswith(begin) and path.endswith(end) and machine.matches(path, work)


@dataclass
class _Machine:
    """States 0 to `last`, a bit each; a path matches where it leads from 0 to `last`."""

    read: list[Token]
    last: int = 0
    onward: dict[str, int] = field(default_factory=dict)
    onward_in_name: int = 0
    onward_by: list[tuple[int, Token]] = field(default_factory=list)
    stays: int = 0
    stays_in_name: int = 0
    freely_one: int = 0
    freely_two: int = 0

    def __post_init__(self) -> None:
        """Make the states."""
        for before, token in zip([None, *self.read], self.read, strict=False):
            if token.kind != "**/" or before is None or before.kind != "**/":  # any folders, twice, are any
                self._add(token, 1 << self.last)
                self.last += 2 if token.kind == "**/" else 1

    def _add(self, token: Token, state: int) -> None:
        if token.kind == "text":
            self._lead_on(token.text, state)
        elif token.kind == "set":
            self.onward_by.append((state, token))
        elif token.kind == "?":
            self.onward_in_name |= state
        else:
            self.freely_one |= state
        if token.kind == "*":
            self.stays_in_name |= state
        elif token.kind == "**":
            self.stays |= state
        elif token.kind == "**/":  # no folders, or any text up to a `/`
            self.freely_two |= state
            self.stays |= state << 1
            self._lead_on("/", state << 1)

    def _lead_on(self, char: str, state: int) -> None:
        self.onward[char] = self.onward.get(char, 0) | state

    def matches(self, path: str, work: Work) -> bool:
        """Whether the path leads to the last state. Raises TooMuchWorkError."""
        states, each = self._settled(1), 1 + self.last // BITS + len(self.onward_by)
        for char in path:
            work.spend(each)
            states = self._settled(self._after(states, char))
            if not states:
                return False
        return bool(states >> self.last & 1)

    def _after(self, states: int, char: str) -> int:
        onward = self.onward.get(char, 0)
        for state, token in self.onward_by:
            onward |= state if states & state and token.holds(char) else 0
        stays = self.stays if char != "\n" else 0  # which the `.` of a regular expression is not, either
        if char != "/":
            onward, stays = onward | self.onward_in_name, stays | self.stays_in_name
        return (states & onward) << 1 | states & stays

    def _settled(self, states: int) -> int:
        """With the states that are reached without a character: two after another at most."""
        for _ in range(2):
            states |= (states & self.freely_one) << 1 | (states & self.freely_two) << 2
        return states
