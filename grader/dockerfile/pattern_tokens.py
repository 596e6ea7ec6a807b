"""What a pattern of a .dockerignore is made of, with the syntax of Go's filepath.Match."""

from typing import Literal

from grader.values import Value

Kind = Literal["text", "?", "*", "**", "**/", "set"]


class Token(Value):
    """One part of a pattern.

    `text` is one character as it stands, `set` one of some ranges, or none of them. `**` stands for
    anything at the end, `**/` for any folders or none.
    """

    kind: Kind
    text: str = ""
    ranges: tuple[tuple[str, str], ...] = ()
    negated: bool = False

    def holds(self, char: str) -> bool:
        """Whether a set has the character."""
        return any(low <= char <= high for low, high in self.ranges) != self.negated


def tokens(pattern: str) -> list[Token]:
    """The parts of a pattern. Raises ValueError where Go's filepath.Match does not take it."""
    found, at = [], 0
    while at < len(pattern):
        char = pattern[at]
        if char == "[":
            token, at = _set(pattern, at + 1)
        elif pattern.startswith("**", at):
            at += 3 if pattern.startswith("**/", at) else 2
            token = Token("**/" if at < len(pattern) else "**")
        elif char in "?*":
            token, at = Token("?" if char == "?" else "*"), at + 1
        else:
            text, at = _character(pattern, at)
            token = Token("text", text)
        found.append(token)
    return found


def _set(pattern: str, at: int) -> tuple[Token, int]:
    """The set that begins behind `[`, and where it ends. `]` and `-` may not begin a range."""
    negated = pattern.startswith("^", at)
    at += negated
    ranges: list[tuple[str, str]] = []
    while not (ranges and pattern.startswith("]", at)):
        low, at = _bound(pattern, at)
        high = low
        if pattern.startswith("-", at):
            high, at = _bound(pattern, at + 1)
        if high < low:
            raise ValueError("syntax error in pattern: a range that ends before it begins")
        ranges.append((low, high))
    return Token("set", ranges=tuple(ranges), negated=negated), at + 1


def _bound(pattern: str, at: int) -> tuple[str, int]:
    if pattern[at : at + 1] in {"", "-", "]"}:
        raise ValueError("syntax error in pattern")
    return _character(pattern, at)


def _character(pattern: str, at: int) -> tuple[str, int]:
    """One character, which a backslash may stand before, and where it ends."""
    at += pattern[at] == "\\"
    if at >= len(pattern):
        raise ValueError("syntax error in pattern")
    return pattern[at], at + 1
