"""Shell text in its normal form: one text a command, with what joins it to the next one between them."""

import re
import shlex
from collections.abc import Iterator

from grader.shell.packages import installs

MAX_TEXT = 10_000
"""Characters of one shell text that are cut into commands; a longer one is taken as it is."""
_BRACES = re.compile(r"\$\{([A-Za-z_]\w{0,100})\}(?!\w)")
_JOINS = frozenset(";&|()")
_MATTERS = frozenset("$`\\")
"""What means something else in other quotes."""
_VERBS = frozenset({"add", "ci", "download", "fetch", "get", "i", "install", "require", "sync", "wheel"})
_TAKES_VALUE = frozenset(
    {"-c", "-d", "-e", "-f", "-i", "-o", "-r", "-t", "-w", "--constraint", "--dest", "--editable"}
    | {"--find-links", "--index-url", "--option", "--prefix", "--requirement", "--root", "--target"}
    | {"--target-release", "--virtual", "--wheel-dir"}
)
"""Options of pip, apt and apk whose value is the next word."""


def normal_shell(text: str) -> tuple[str, ...]:
    """The commands and what joins them, in turn, without quotes and blanks that make no difference.

    What a package manager is given is sorted. A text that is no shell text comes back in one piece.
    """
    if len(text) > MAX_TEXT:
        return (" ".join(text.split()),)
    try:
        words = _words(text)
    except ValueError:  # a quote without its end
        return (" ".join(text.split()),)
    return tuple(_pieces(words))


def is_join(piece: str) -> bool:
    """Whether a piece joins commands, such as `&&`."""
    return bool(piece) and _JOINS.issuperset(piece)


def _words(text: str) -> list[str]:
    """The words; quotes stay where it matters which ones they are."""
    text = _BRACES.sub(r"$\1", text)
    quotes_matter = "'" in text and bool(_MATTERS.intersection(text))
    lexer = shlex.shlex(text, posix=not quotes_matter, punctuation_chars=True)
    lexer.commenters, lexer.whitespace_split = "", True
    return [_bare(word) for word in lexer] if quotes_matter else list(lexer)


def _bare(word: str) -> str:
    """A word that is quoted as a whole, without its quotes where they make no difference."""
    quoted = len(word) > 1 and word[0] == word[-1] and word[0] in "\"'"
    return word[1:-1] if quoted and not _MATTERS.intersection(word) else word


def _pieces(words: list[str]) -> Iterator[str]:
    command: list[str] = []
    for word in words:
        if not is_join(word):
            command.append(word)
            continue
        if command:
            yield _shown(command)
        yield word
        command = []
    if command:
        yield _shown(command)


def _shown(command: list[str]) -> str:
    words = _sorted(command) if installs(tuple(command)) else command
    return " ".join(f'"{word}"' if not word or any(map(str.isspace, word)) else word for word in words)


def _sorted(command: list[str]) -> list[str]:
    """An installing command: what installs, then the options, then the packages, each of them sorted."""
    at = next((index for index, word in enumerate(command) if word in _VERBS), 0)
    start = (
        command[: at + 1] if "-m" in command[:at] else [word for word in command[: at + 1] if word[:1] != "-"]
    )
    rest = [word for word in command[: at + 1] if word not in start] + command[at + 1 :]
    options, packages = [], []
    while rest:
        word = rest.pop(0)
        if not word.startswith("-"):
            packages.append(word)
        else:
            options.append([word, rest.pop(0)] if word in _TAKES_VALUE and rest else [word])
    return [*start, *(word for option in sorted(options) for word in option), *sorted(packages)]
