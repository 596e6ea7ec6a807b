"""Shell text cut into words: quotes removed, comments and redirects gone, plain variables put in.

It reads what a POSIX shell would run (POSIX.1-2017, Shell Command Language), well enough to see which
programs are called with which words. Nothing is ever executed, and unfinished quotes are not an error.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from grader.shell.cursor import Cursor
from grader.shell.programs import is_shell

MAX_WORK = 1_000_000
"""Characters of expanded values and nested texts read in all: `A=$A$A` doubles with every line."""
_VARIABLE = re.compile(r"\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)(?::?-([^}]{0,1000}+))?\})")
"""A longer default is not read: each `${` would look for its end through all the rest."""
_HEREDOC = re.compile(r"<(-?)[ \t]*([\"']?)([^\s\"';&|<>()]+)\2")
_TARGET = re.compile(r"[<>&|]*[ \t]*(?:\"[^\"]*\"|'[^']*'|[^\s;&|()<>\"'])*")
_PLAIN = re.compile(r"[^\s\\'\"$;&|()`<>#]+")
"""Signs that mean nothing but themselves."""
_SEPARATORS = frozenset(";&|()\n`")


@dataclass
class Budget:
    """What may still be read."""

    left: int = MAX_WORK

    def take(self, text: str) -> str:
        """`text`, or nothing where that is too much."""
        self.left -= len(text)
        return text if self.left >= 0 else ""


@dataclass
class Lexer(Cursor):
    """Splits text into the words of simple commands, and nested texts that are commands themselves."""

    variables: dict[str, str]
    budget: Budget
    words: list[str] = field(default_factory=list)
    word: str | None = None
    heredocs: list[tuple[str, bool]] = field(default_factory=list)
    ready: list[list[str] | str] = field(default_factory=list)
    last_words: list[str] = field(default_factory=list)

    def read(self) -> Iterator[list[str] | str]:
        """Words and nested texts in order; assignments made meanwhile are seen by later words."""
        while not self.ended:
            self._step(self.take())
            while self.ready:
                yield self.ready.pop(0)
        self._end_command()
        yield from self.ready

    def _step(self, char: str) -> None:
        if char == "\\":
            self._escaped()
        elif char == "'":
            self._add(self.until("'"))
        elif char == '"':
            self._double_quoted()
        elif char == "$":
            self._dollar()
        elif char in _SEPARATORS:
            self._separator(char)
        elif char in "<>":
            self._redirect(char)
        elif char.isspace():
            self._end_word()
        elif char == "#" and self.word is None:
            self.until("\n", keep=True)
        else:
            self._plain()

    def _plain(self) -> None:
        start = self.at - 1
        if signs := _PLAIN.match(self.text, self.at):
            self.at = signs.end()
        self._add(self.text[start : self.at])

    def _escaped(self) -> None:
        char = self.take()
        if char != "\n":
            self._add(char)

    def _double_quoted(self) -> None:
        self._add("")
        while not self.ended and (char := self.take()) != '"':
            if char == "\\" and self.peek() in {'"', "\\", "$", "`", "\n"}:
                self._escaped()
            elif char == "$":
                self._dollar(quoted=True)
            elif char == "`":
                self._substitution(self.until("`"))
            else:
                self._add(char)

    def _dollar(self, *, quoted: bool = False) -> None:
        if self.peek() == "(":
            self.take()
            self._substitution(self.until_closed())
            return
        match = _VARIABLE.match(self.text, self.at - 1)
        if match is None:
            self._add("$")
            return
        self.at = match.end()
        value = self.budget.take(self.variables.get(match[1] or match[2], match[3] or ""))
        if quoted:
            self._add(value)
            return
        for number, part in enumerate(value.split()):
            if number:
                self._end_word()
            self._add(part)

    def _substitution(self, inner: str) -> None:
        """What a substitution prints is not known; the commands that it runs are."""
        self._add("")
        self.ready.append(inner)

    def _separator(self, char: str) -> None:
        self._end_command()
        if char == "\n":
            for delimiter, strip_tabs in self.heredocs:
                body = self.heredoc(delimiter, strip_tabs=strip_tabs)
                if is_shell(self.last_words):
                    self.ready.append(body)
            self.heredocs.clear()

    def _redirect(self, char: str) -> None:
        if self.word is not None and self.word.isdigit():
            self.word = None
        self._end_word()
        here = _HEREDOC.match(self.text, self.at) if char == "<" else None
        if here and not self.text.startswith("<<", self.at):
            self.heredocs.append((here[3].lstrip("\\"), bool(here[1])))
            self.at = here.end()
        elif target := _TARGET.match(self.text, self.at):
            self.at = target.end()

    def _add(self, text: str) -> None:
        self.word = (self.word or "") + text

    def _end_word(self) -> None:
        if self.word is not None:
            self.words.append(self.word)
            self.word = None

    def _end_command(self) -> None:
        self._end_word()
        if self.words:
            self.ready.append(self.words)
            self.last_words = self.words
            self.words = []
