"""Shell text as the commands it runs: words with quotes removed, operators and comments gone.

It reads what a POSIX shell would run (POSIX.1-2017, Shell Command Language), well enough to see which
programs are called with which words. Nothing is ever executed, and unfinished quotes are not an error.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from grader.shell.programs import is_shell, program, shell_text

Command = tuple[str, ...]

MAX_NESTING = 5
MAX_TEXT = 100_000
MAX_VALUE = 10_000
"""Characters of one variable's value that are kept."""
MAX_WORK = 1_000_000
"""Characters of expanded values and nested texts read in all: `A=$A$A` doubles with every line."""
_WRAPPERS = frozenset(
    {
        "sudo",
        "env",
        "exec",
        "command",
        "nice",
        "nohup",
        "time",
        "builtin",
        "timeout",
        "xargs",
        "then",
        "do",
        "else",
    }
)
# The options of wrappers that take the next word as their value (their manual pages).
_VALUE_OPTIONS = {
    "sudo": "ugCDhpRrTtU",
    "env": "uCS",
    "nice": "n",
    "timeout": "ks",
    "xargs": "adEeILlnPs",
    "exec": "a",
}
_RESERVED = frozenset({"if", "elif", "while", "until", "!", "{", "}", "fi", "done", "esac", "case"})
_ASSIGNMENT = re.compile(r"([A-Za-z_]\w*)\+?=(.*)", re.DOTALL)
_VARIABLE = re.compile(r"\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)(?::?-([^}]*))?\})")
_HEREDOC = re.compile(r"<(-?)[ \t]*([\"']?)([^\s\"';&|<>()]+)\2")
_TARGET = re.compile(r"[<>&|]*[ \t]*(?:\"[^\"]*\"|'[^']*'|[^\s;&|()<>\"'])*")
_SEPARATORS = frozenset(";&|()\n`")


def commands(text: str, variables: Mapping[str, str] | None = None) -> list[Command]:
    """Every simple command in `text`, with the values of variables that are plain to see."""
    return list(_commands(text[:MAX_TEXT], dict(variables or {}), _Budget(), 0))


@dataclass
class _Budget:
    """What may still be read."""

    left: int = MAX_WORK

    def take(self, text: str) -> str:
        """`text`, or nothing where that is too much."""
        self.left -= len(text)
        return text if self.left >= 0 else ""


def _commands(text: str, variables: dict[str, str], budget: _Budget, depth: int) -> Iterator[Command]:
    if depth > MAX_NESTING:
        return
    for item in _Lexer(budget.take(text), variables, budget).read():
        if isinstance(item, str):
            yield from _commands(item, variables, budget, depth + 1)
        elif command := _unwrap(item, variables):
            yield command
            for inner in _inner_texts(command):
                yield from _commands(inner, variables, budget, depth + 1)


def _unwrap(words: list[str], variables: dict[str, str]) -> Command:
    """The command without what stands before it; assignments are remembered."""
    words = list(words)
    while words:
        assignment = _ASSIGNMENT.fullmatch(words[0])
        if words[0] == "for" and len(words) > 3 and words[2] == "in":
            variables[words[1]] = " ".join(words[3:])[:MAX_VALUE]
            return ()
        if words[0] in {"export", "readonly", "local", "declare"}:
            words.pop(0)
        elif assignment:
            variables[assignment[1]] = assignment[2][:MAX_VALUE]
            words.pop(0)
        elif words[0] in _WRAPPERS | _RESERVED:
            words = _without_wrapper(words)
        else:
            break
    return tuple(words)


def _without_wrapper(words: list[str]) -> list[str]:
    """What a wrapper such as sudo or timeout runs: the words behind its own options and their values."""
    takes_value = _VALUE_OPTIONS.get(words[0], "")
    rest = words[1:]
    while rest and rest[0].startswith("-"):
        option = rest.pop(0)
        if rest and len(option) == 2 and option[1] in takes_value:
            rest.pop(0)
    return rest[1:] if words[0] == "timeout" else rest


def _inner_texts(command: Command) -> Iterator[str]:
    if program(command) == "eval":
        yield " ".join(command[1:])
    elif text := shell_text(command):
        yield text


@dataclass
class _Lexer:
    """Splits text into the words of simple commands, and nested texts that are commands themselves."""

    text: str
    variables: dict[str, str]
    budget: _Budget
    at: int = 0
    words: list[str] = field(default_factory=list)
    word: str | None = None
    heredocs: list[tuple[str, bool]] = field(default_factory=list)
    ready: list[list[str] | str] = field(default_factory=list)
    last_words: list[str] = field(default_factory=list)

    def read(self) -> Iterator[list[str] | str]:
        """Words and nested texts in order; assignments made meanwhile are seen by later words."""
        while self.at < len(self.text):
            self._step(self.text[self.at])
            while self.ready:
                yield self.ready.pop(0)
        self._end_command()
        yield from self.ready

    def _step(self, char: str) -> None:
        self.at += 1
        if char == "\\":
            self._escaped()
        elif char == "'":
            self._add(self._until("'"))
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
            self._until("\n", keep=True)
        else:
            self._add(char)

    def _escaped(self) -> None:
        char, self.at = self.text[self.at : self.at + 1], self.at + 1
        if char != "\n":
            self._add(char)

    def _double_quoted(self) -> None:
        self._add("")
        while self.at < len(self.text) and (char := self.text[self.at]) != '"':
            self.at += 1
            if char == "\\" and self.text[self.at : self.at + 1] in {'"', "\\", "$", "`", "\n"}:
                self._escaped()
            elif char == "$":
                self._dollar(quoted=True)
            elif char == "`":
                self._substitution(self._until("`"))
            else:
                self._add(char)
        self.at += 1

    def _dollar(self, *, quoted: bool = False) -> None:
        rest = self.text[self.at : self.at + 1]
        if rest == "(":
            self.at += 1
            self._substitution(self._until_closed())
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
        first, *others = value.split() or [""]
        if first:
            self._add(first)
        for other in others:
            self._end_word()
            self._add(other)

    def _substitution(self, inner: str) -> None:
        """What a substitution prints is not known; the commands that it runs are."""
        self._add("")
        self.ready.append(inner)

    def _separator(self, char: str) -> None:
        self._end_command()
        if char == "\n":
            for delimiter, strip_tabs in self.heredocs:
                self._skip_heredoc(delimiter, strip_tabs=strip_tabs)
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

    def _skip_heredoc(self, delimiter: str, *, strip_tabs: bool) -> None:
        body = []
        while self.at < len(self.text):
            line = self._until("\n")
            if (line.lstrip("\t") if strip_tabs else line) == delimiter:
                break
            body.append(line)
        if is_shell(self.last_words):
            self.ready.append("\n".join(body))

    def _until(self, end: str, *, keep: bool = False) -> str:
        stop = self.text.find(end, self.at)
        stop = len(self.text) if stop < 0 else stop
        found, self.at = self.text[self.at : stop], stop if keep else stop + 1
        if self.word is None and end == "'":
            self.word = ""
        return found

    def _until_closed(self) -> str:
        start, depth, quote = self.at, 1, ""
        while self.at < len(self.text) and depth:
            char = self.text[self.at]
            if char == "\\" and quote != "'":
                self.at += 1
            elif quote:
                quote = "" if char == quote else quote
            elif char in "'\"":
                quote = char
            else:
                depth += {"(": 1, ")": -1}.get(char, 0)
            self.at += 1
        return self.text[start : self.at - 1]

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
