"""The only module that talks to `e2b-dockerfile-utils`, a port of BuildKit's parser and shell lexer."""

import re
from collections.abc import Mapping

from e2b_dockerfile_utils import DockerfileHeredoc, ShellLex, parse_dockerfile_ast, parse_heredoc

from grader.dockerfile.errors import Problem
from grader.dockerfile.parse.lines import SPACES
from grader.values import Value

KEYWORDS = frozenset(
    {
        "ADD",
        "ARG",
        "CMD",
        "COPY",
        "ENTRYPOINT",
        "ENV",
        "EXPOSE",
        "FROM",
        "HEALTHCHECK",
        "LABEL",
        "MAINTAINER",
        "ONBUILD",
        "RUN",
        "SHELL",
        "STOPSIGNAL",
        "USER",
        "VOLUME",
        "WORKDIR",
    }
)
_HOLD_HEREDOCS = frozenset({"ADD", "COPY", "RUN"})

# The library splits ADD and COPY with regard to quotes, where BuildKit splits at white space as for VOLUME;
# and it would look for the bodies of here-documents, which parse/logical.py reads. CMD has RUN's form.
_READ_AS = {"ADD": "VOLUME", "COPY": "VOLUME", "RUN": "CMD"}

_SIGNS = "$'\"<"
"""What the library's lexer takes for more than itself, beside the escape character."""

_BLANKS = re.compile(r"[\t\v\f\r ]+")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class Parsed(Value):
    """One logical line taken apart."""

    keyword: str
    text: str
    flags: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    exec_form: bool = False
    trigger: "Parsed | None" = None

    @property
    def holds_heredocs(self) -> bool:
        """Whether `<<` starts a here-document (BuildKit's canContainHeredoc)."""
        inner = self.trigger or self
        return inner.keyword in _HOLD_HEREDOCS and not inner.exec_form


def parse_line(line: str, escape: str) -> Parsed:
    """Take one logical line apart. Raises Problem for what BuildKit's parser refuses.

    An unknown keyword is no error here: it has no words.
    """
    parts = _BLANKS.split(line.strip(SPACES), maxsplit=1)
    name = parts[0].lower().upper()
    text = parts[1] if len(parts) > 1 else ""
    if name == "ONBUILD":
        return _parse_onbuild(text, escape)
    if name not in KEYWORDS:
        return Parsed(parts[0], text)
    return _parse_known(name, text, escape)


def _parse_onbuild(text: str, escape: str) -> Parsed:
    # The library does not look behind ONBUILD. Its flags are found as those of an instruction in one string.
    outer = _parse_known("MAINTAINER", text, escape)
    rest = "".join(outer.words)
    if not rest:
        return Parsed("ONBUILD", text, outer.flags)
    keyword = _BLANKS.split(rest, maxsplit=1)[0]
    if keyword.upper() == "ONBUILD":
        # Refused later. To look behind it would be to recurse as often as the file likes.
        return Parsed("ONBUILD", text, outer.flags, (keyword,))
    trigger = parse_line(rest, escape)
    return Parsed("ONBUILD", text, outer.flags, (keyword, *trigger.words), trigger=trigger)


def _parse_known(name: str, text: str, escape: str) -> Parsed:
    # The form feed keeps an escape character at the end from being read as a continuation once more.
    source = f"# escape={escape}\n{_READ_AS.get(name, name)} {text}\f"
    try:
        found = parse_dockerfile_ast(source).instructions[0]
    except RecursionError:
        raise Problem("the JSON array is nested too deeply") from None
    except ValueError as error:
        raise Problem(_reason(error)) from None
    words = found.args
    if name in ("ENV", "LABEL"):
        words = [word for number, word in enumerate(words) if number % 3 != 2]
    whole = (_LONE_SURROGATE.sub("�", word) for word in words)
    return Parsed(name, text, tuple(found.flags), tuple(whole), found.json)


def _reason(error: ValueError) -> str:
    return re.sub(r"^Dockerfile parse error(?: on line \d+)?: ", "", str(error))


def heredoc_marks(line: str) -> list[DockerfileHeredoc]:
    """Return the here-documents that a logical line announces, without their contents.

    Raises ValueError for a mark that BuildKit refuses.
    """
    if "<<" not in line:
        return []
    try:
        words = ShellLex("\\", raw_quotes=True, raw_escapes=True).process_words(line)
    except ValueError:
        return []  # as BuildKit: a line that is no shell word has no here-documents
    marks = (parse_heredoc(word) for word in words)
    # The library takes `<<""` for one with an empty name; BuildKit takes it for a word.
    return [mark for mark in marks if mark is not None and mark.name]


def is_heredoc_mark(word: str) -> bool:
    """Tell whether one word announces a here-document."""
    try:
        mark = parse_heredoc(word)
    except ValueError:
        return False
    return mark is not None and mark.name != ""


def substitute(word: str, escape: str, values: Mapping[str, str]) -> str:
    """Resolve quotes, escapes and variables in one word; unset variables are empty.

    Raises ValueError with BuildKit's reason.
    """
    if _is_plain(word, escape):
        return word
    return ShellLex(escape, env=values, skip_unset_env=False).process_word(word)


def check_substitution(word: str, escape: str, *, quotes: bool = True) -> None:
    """Raise ValueError when quotes or variables in the word are malformed, whatever the values are."""
    if not _is_plain(word, escape):
        ShellLex(escape, skip_process_quotes=not quotes).process_word(word)


def _is_plain(word: str, escape: str) -> bool:
    # Nearly all words are. The library looks at each character of them by itself.
    return not any(sign in word for sign in (*_SIGNS, escape))
