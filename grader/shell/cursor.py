"""A place in a text, moved on by what is read from there."""

import re
from dataclasses import dataclass, field

_SIGN = re.compile(r"""[\\'"()]""")


@dataclass
class Cursor:
    """Reads a text from its start; `at` is the index of the next character."""

    text: str
    at: int = field(default=0, kw_only=True)

    @property
    def ended(self) -> bool:
        """Whether all is read."""
        return self.at >= len(self.text)

    def peek(self) -> str:
        """The next character, which stays the next one; empty at the end."""
        return self.text[self.at : self.at + 1]

    def take(self) -> str:
        """The next character; empty at the end."""
        char = self.peek()
        self.at += 1
        return char

    def until(self, end: str, *, keep: bool = False) -> str:
        """What comes before `end`, or all where it does not come; `end` is read, too, unless it is kept."""
        stop = self.text.find(end, self.at)
        stop = len(self.text) if stop < 0 else stop
        found, self.at = self.text[self.at : stop], stop if keep else stop + len(end)
        return found

    def until_closed(self) -> str:
        """What comes before the bracket that closes the one before here; brackets in quotes do not count."""
        start, depth, quote = self.at, 1, ""
        while depth and (sign := _SIGN.search(self.text, self.at)):
            char, self.at = sign[0], sign.end()
            if char == "\\":
                self.at += quote != "'"
            elif quote:
                quote = "" if char == quote else quote
            elif char in "'\"":
                quote = char
            else:
                depth += 1 if char == "(" else -1
        self.at = max(self.at, len(self.text)) if depth else self.at
        return self.text[start : self.at - 1]

    def heredoc(self, delimiter: str, *, strip_tabs: bool) -> str:
        """The lines before the one that is the delimiter, which is read, too."""
        body = []
        while not self.ended:
            line = self.until("\n")
            if (line.lstrip("\t") if strip_tabs else line) == delimiter:
                break
            body.append(line)
        return "\n".join(body)
