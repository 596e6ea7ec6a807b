"""A Dockerfile's instructions in their normal form."""

import json
import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from grader.dockerfile import KEYWORDS, Instruction
from grader.likeness.commands import is_join, normal_shell
from grader.values import Value

_ANYWHERE = ("CMD", "ENTRYPOINT", "EXPOSE", "HEALTHCHECK", "LABEL", "STOPSIGNAL")
"""Where in its stage these stand makes no difference to the image."""
_MANY = frozenset({"ARG", "ENV", "EXPOSE", "LABEL"})
"""Several in one instruction say the same as one each."""

Names = Mapping[str, int]
"""The stages' numbers by their names in small letters."""


class Line(Value):
    """An instruction's normal form, and the parts that it says."""

    keyword: str
    text: str
    parts: tuple[str, ...]


def normal_lines(stages: Iterable[tuple[str, Sequence[Instruction]]], names: Names) -> list[Line]:
    """The instructions of stages, each after what its FROM says; what precedes the first has an empty one."""
    lines: list[Line] = []
    for base, instructions in stages:
        lines += [_line("FROM", base)] if base else []
        lines += _in_order([line for item in instructions for line in _normal(item, names)])
    return lines


def _in_order(lines: list[Line]) -> Iterator[Line]:
    """What may stand anywhere comes last, and neighbours of ENV are sorted where none uses another."""
    for keyword, group in groupby(
        (one for one in lines if one.keyword not in _ANYWHERE), lambda one: one.keyword
    ):
        same = list(group)
        independent = keyword == "ENV" and not any("$" in line.text for line in same)
        yield from sorted(same, key=lambda one: one.text) if independent else same
    for keyword in _ANYWHERE:
        there = [line for line in lines if line.keyword == keyword]
        yield from sorted(there, key=lambda one: one.text) if keyword in _MANY else there


def _normal(item: Instruction, names: Names) -> Iterator[Line]:
    flags = sorted(_flag(flag, names) for flag in item.flags)
    if item.keyword in {"ENV", "LABEL"}:
        pairs = zip(item.words[::2], item.words[1::2], strict=False)
        yield from (_line(item.keyword, f"{name}={_bare(value)}") for name, value in pairs)
    elif item.keyword in _MANY:
        yield from (_line(item.keyword, _bare(word).removesuffix("/tcp")) for word in item.words)
    elif item.keyword in {"ADD", "COPY"}:
        sources = sorted(_path(word) for word in item.words[:-1])
        yield _with_texts(item, [*flags, *sources, *(_target(word, sources) for word in item.words[-1:])])
    elif item.trigger is not None:
        yield from (_line("ONBUILD", f"{line.keyword} {line.text}") for line in _normal(item.trigger, names))
    elif item.keyword not in KEYWORDS:
        yield _line(item.keyword.upper(), " ".join(item.text.split()))
    elif item.keyword == "RUN" and not item.exec_form:
        yield _run(item, flags)
    else:
        yield _line(item.keyword, " ".join([*flags, *_arguments(item)]))


def _run(item: Instruction, flags: list[str]) -> Line:
    texts = [line for heredoc in item.heredocs for line in _script(heredoc.content)]
    pieces = [piece for text in (texts or item.words) for piece in normal_shell(text)]
    start = " ".join(["RUN", *flags])
    parts = (f"{start} {piece}" for piece in pieces if not is_join(piece))
    return Line("RUN", f"{start} {' '.join(pieces)}", tuple(parts))


def _with_texts(item: Instruction, words: list[str]) -> Line:
    """COPY with the files that it holds itself; what ends them is no name of anything."""
    texts = [line for heredoc in item.heredocs for line in _script(heredoc.content)]
    marks = [f"(text {at})" for at, _ in enumerate(item.heredocs, start=1)]
    kept = [word for word in words if not word.startswith("<<")] if marks else words
    start = " ".join([item.keyword, *marks, *kept])
    return Line(item.keyword, "\n".join([start, *texts]), (start, *texts))


def _script(text: str) -> Iterator[str]:
    lines = (" ".join(line.split()) for line in text.splitlines())
    return (line for line in lines if line and not line.startswith("#"))


def _arguments(item: Instruction) -> list[str]:
    """CMD, HEALTHCHECK and the like; HEALTHCHECK says CMD itself before what it runs."""
    kind, words = (item.words[:1], item.words[1:]) if item.keyword == "HEALTHCHECK" else ((), item.words)
    if item.exec_form:
        return [*kind, json.dumps(words, ensure_ascii=False)]
    if item.keyword in {"CMD", "ENTRYPOINT", "HEALTHCHECK"}:
        return [*kind, *(piece for word in words for piece in normal_shell(word))]
    return [_path(_bare(word)) for word in words] if item.keyword == "WORKDIR" else [*map(_bare, words)]


def _flag(flag: str, names: Names) -> str:
    """A flag with the number of the stage that it takes from."""
    name, _, value = flag.partition("=")
    if name == "--from":
        return f"--from={_stage(value, names)}"
    if name == "--mount":
        parts = (part.partition("=") for part in value.split(","))
        options = (
            f"from={_stage(text, names)}" if key == "from" else key + sign + text for key, sign, text in parts
        )
        return f"--mount={','.join(sorted(options))}"
    return flag


def _stage(name: str, names: Names) -> str:
    """A stage by its number, an image by its name."""
    number = int(name) if name.isdecimal() and len(name) < 4 else names.get(name.lower())
    return name if number is None else f"(stage {number})"


def _bare(word: str) -> str:
    quoted = len(word) > 1 and word[0] == word[-1] and word[0] in "\"'"
    return word[1:-1] if quoted else word


def _path(word: str) -> str:
    """The path as COPY takes it, without what makes no difference."""
    taken_apart = word and "$" not in word and "://" not in word and not word.startswith("<<")
    return posixpath.normpath(word) if taken_apart else word


def _target(word: str, sources: list[str]) -> str:
    """Where COPY puts something: a file goes into a folder only where the folder's name ends in `/`."""
    path = _path(word)
    is_file = len(sources) == 1 and "." in posixpath.basename(sources[0]).strip(".")
    return f"{path}/" if is_file and word.endswith("/") and path not in {".", "/"} else path


def _line(keyword: str, text: str) -> Line:
    line = f"{keyword} {text}"
    return Line(keyword, line, (line,))
