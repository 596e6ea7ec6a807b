"""Changes that a machine makes to a Dockerfile: what learners get wrong, and what they vary."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from difflib import get_close_matches

from grader.authoring.edited import DockerfileText, Edited
from grader.dockerfile import Instruction
from grader.shell import commands
from grader.shell.packages import installed_by

_FLAG = re.compile(r"""(?<=[\s"'])-{1,2}[A-Za-z][\w-]*(?:=[^\s"',\\]*)?""")
_NUMBER = re.compile(r"(?<![\w.])\d{1,9}(?=(?:ms|s|m|h)?(?![\w.]))")
_PATH = re.compile(r"(?<![\w/.:*-])/[A-Za-z][\w./-]*")
_ADDRESS = re.compile(r"(?<=:\d{4})/[a-z][\w/]*")
_HOST = re.compile(r"0\.0\.0\.0|127\.0\.0\.1|localhost")
_OTHER_HOST = {"0.0.0.0": "127.0.0.1", "127.0.0.1": "0.0.0.0", "localhost": "0.0.0.0"}  # noqa: S104 - a text to be changed


def drops(file: DockerfileText) -> Iterator[Edited]:
    """Each instruction is left out."""
    for item in _not_from(file):
        yield Edited(f"without {_shown(item)}", item.line, file.put(item, ""))


def swaps(file: DockerfileText) -> Iterator[Edited]:
    """Two neighbours change places."""
    for one, other in zip(file.items, file.items[1:], strict=False):
        if "FROM" not in {one.keyword, other.keyword}:
            what = f"{_shown(other)} before {_shown(one)}"
            yield Edited(what, one.line, file.swapped(one, other))


def bases(file: DockerfileText, images: Sequence[str]) -> Iterator[Edited]:
    """Each base becomes one of the two that look most like it."""
    for item in file.items:
        if item.keyword != "FROM" or item.words[0] not in images:
            continue
        image = item.words[0]
        for other in get_close_matches(image, [one for one in images if one != image], n=2, cutoff=0):
            yield Edited(
                f"{other} in place of {image}",
                item.line,
                file.put(item, file.raw(item).replace(image, other, 1)),
            )


def flags(file: DockerfileText) -> Iterator[Edited]:
    """Each option, of an instruction or a command, is left out."""
    for item in _not_from(file):
        if item.exec_form and item.keyword != "HEALTHCHECK":
            yield from _items_left_out(file, item)
        else:
            yield from file.edits(item, _FLAG, lambda match: (f"without {match[0]}", ""))


def numbers(file: DockerfileText) -> Iterator[Edited]:
    """Each number is another one: a small one ten times, a large one one more."""

    def other(match: "re.Match[str]") -> tuple[str, str]:
        number = int(match[0])
        new = str(number * 10 if 0 < number < 100 else number + 1)
        return f"{new} in place of {match[0]}", new

    for item in _not_from(file):
        yield from file.edits(item, _NUMBER, other)


def paths(file: DockerfileText) -> Iterator[Edited]:
    """Each absolute path leads elsewhere, also that of an address."""

    def other(match: "re.Match[str]") -> tuple[str, str]:
        new = f"{match[0].rstrip('/')}-other"
        return f"{new} in place of {match[0]}", new

    for item in _not_from(file):
        yield from file.edits(item, _PATH, other)
        yield from file.edits(item, _ADDRESS, lambda match: (f"/ in place of {match[0]}", "/"))


def hosts(file: DockerfileText) -> Iterator[Edited]:
    """Each address of the container itself is the other one."""
    for item in _not_from(file):
        yield from file.edits(
            item,
            _HOST,
            lambda match: (f"{_OTHER_HOST[match[0]]} in place of {match[0]}", _OTHER_HOST[match[0]]),
        )


def users(file: DockerfileText) -> Iterator[Edited]:
    """Each USER is root."""
    for item in file.items:
        if item.keyword == "USER":
            yield Edited("USER root", item.line, file.put(item, "USER root\n"))


def stage_names(file: DockerfileText) -> Iterator[Edited]:
    """Each stage has another name, wherever it is named."""
    for item in file.items:
        if item.keyword == "FROM" and len(item.words) == 3:
            name = item.words[2]
            named = re.compile(rf"(?im)(\bAS\s+|from=|^FROM\s+){re.escape(name)}(?![\w.-])")
            text = named.sub(lambda match: f"{match[1]}renamed", file.text)
            yield Edited(f"stage renamed in place of {name}", item.line, text)


def steps(file: DockerfileText) -> Iterator[Edited]:
    """Of commands that && joins, each is left out."""
    for item in file.items:
        joined = item.keyword == "RUN" and not item.exec_form and not item.heredocs
        parts = [part.strip() for part in item.words[0].split("&&")] if joined else []
        for at, part in enumerate(parts if len(parts) > 1 else []):
            words = ["RUN", *item.flags, " && ".join([*parts[:at], *parts[at + 1 :]])]
            yield Edited(f"without {_short(part)}", item.line, file.put(item, f"{' '.join(words)}\n"))


def packages(file: DockerfileText) -> Iterator[Edited]:
    """Of packages that are installed together, each is left out."""
    for item in file.items:
        if item.keyword == "RUN" and not item.exec_form:
            names = [
                name for text in item.words for command in commands(text) for name in installed_by(command)
            ]
            for name in names if len(names) > 1 else []:
                word = re.compile(rf"(?<=\s){re.escape(name)}(?=\s)")
                yield from file.edits(item, word, lambda match: (f"without {match[0]}", ""))


def forms(file: DockerfileText) -> Iterator[Edited]:
    """CMD and ENTRYPOINT as a shell's text in place of a JSON array."""
    for item in file.items:
        if item.keyword in {"CMD", "ENTRYPOINT"} and item.exec_form:
            text = f"{item.keyword} {' '.join(item.words)}\n"
            yield Edited(text.strip(), item.line, file.put(item, text))


def copies(file: DockerfileText) -> Iterator[Edited]:
    """Everything is copied where single files were."""
    for item in file.items:
        if item.keyword == "COPY" and not item.flag("from") and item.words[:-1] != (".",):
            words = [*item.flags, ".", item.words[-1]]
            yield Edited(
                f"COPY . in place of {_shown(item)}", item.line, file.put(item, f"COPY {' '.join(words)}\n")
            )


def _items_left_out(file: DockerfileText, item: Instruction) -> Iterator[Edited]:
    for at, word in enumerate(item.words):
        if word.startswith("-"):
            rest = [*item.words[:at], *item.words[at + 1 :]]
            yield Edited(f"without {word}", item.line, file.put(item, f"{item.keyword} {json.dumps(rest)}\n"))


def _not_from(file: DockerfileText) -> list[Instruction]:
    return [item for item in file.items if item.keyword != "FROM"]


def _shown(item: Instruction) -> str:
    return f"{item.keyword} {_short(item.text)}"


def _short(text: str) -> str:
    words = " ".join(text.replace("\\\n", " ").split())
    return words if len(words) <= 50 else f"{words[:49]}…"


Kind = Callable[[DockerfileText], Iterator[Edited]]
KINDS: dict[str, Kind] = {
    "instruction": drops,
    "order": swaps,
    "command": steps,
    "flag": flags,
    "number": numbers,
    "path": paths,
    "host": hosts,
    "user": users,
    "stage name": stage_names,
    "package": packages,
    "form": forms,
    "copy": copies,
}
"""By what is changed; `bases` is apart, since it needs to know which ones there are."""
