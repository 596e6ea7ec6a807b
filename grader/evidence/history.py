"""An image's history: its entries, and how engines write them down.

BuildKit writes an instruction as it stands in the Dockerfile, a RUN with its shell and its build arguments
before the command, and `# buildkit` behind (moby/buildkit, dockerfile2llb, `commitToHistory`):
`RUN |1 VERSION=3 /bin/sh -c make # buildkit`. The classic builder writes what it executed, without the
word RUN, and all other instructions behind `#(nop)`: `/bin/sh -c #(nop)  CMD ["app"]`.
"""

import re
from collections.abc import Collection, Sequence
from itertools import islice

from grader.values import Value

_KEYWORDS = (
    "ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE HEALTHCHECK LABEL MAINTAINER ONBUILD RUN SHELL STOPSIGNAL USER "
    "VOLUME WORKDIR"
)
_INSTRUCTION = re.compile(rf"({_KEYWORDS.replace(' ', '|')})(?: +(.*))?", re.DOTALL)
_BUILDKIT = "# buildkit"
_NOP = re.compile(r"/bin/sh -c #\(nop\) +")
_ARGUMENTS = re.compile(r"\|([0-9]{1,4}) ")
_SHELL = re.compile(r"\S*sh (?:\S+ ){0,4}?-\w*c ")
_USUAL_SHELL = re.compile(r"(?:^| )/bin/(?:ba)?sh -c ")
CHANGE_FILES = frozenset({"", "ADD", "COPY", "RUN", "WORKDIR"})
"""Keywords of the instructions that make a layer; empty for what no Dockerfile's instruction wrote."""
_PAIR = re.compile(r"(?:^|(?<=\s))([A-Za-z_][\w.-]*)=(\S*)")


class WrittenStep(Value):
    """An entry's text taken apart.

    `keyword` is the instruction's, empty for what no Dockerfile's instruction wrote; `arguments` are the
    build arguments that a RUN saw, and `text` is the command or what stands behind the keyword.
    """

    keyword: str
    text: str
    arguments: tuple[tuple[str, str], ...] = ()


class HistoryEntry(Value):
    """One entry of the image's history; `own` entries lie above the base image.

    In a size `size_bytes` are the unpacked file bytes of the entry's layer; in an image's plain history
    they are the engine's own number, which depends on its store. `is_layer` tells whether the entry made a
    layer, an empty one too; None where the engine does not say.
    """

    created_by: str
    size_bytes: int
    own: bool = True
    is_layer: bool | None = None

    @property
    def instruction(self) -> str:
        """The instruction as a Dockerfile would have it: without shell, build arguments and marks."""
        step = read_step(self.created_by)
        return f"{step.keyword} {step.text}".strip()


def read_step(created_by: str) -> WrittenStep:
    """What an engine wrote down of one step."""
    text = created_by.removesuffix(_BUILDKIT).strip()
    nop = _NOP.match(text)
    instruction = _INSTRUCTION.fullmatch(text, nop.end() if nop else 0)
    if instruction is not None and instruction[1] != "RUN":
        return WrittenStep(instruction[1], (instruction[2] or "").strip())
    command = (instruction[2] or "") if instruction else text
    arguments, command = _without_arguments(command)
    shell = _SHELL.match(command)
    is_run = instruction or arguments or shell
    return WrittenStep("RUN" if is_run else "", command[shell.end() if shell else 0 :].strip(), arguments)


def pairs(text: str) -> tuple[tuple[str, str], ...]:
    """The words `NAME=value` in a text, such as an ENV's; a value ends at white space."""
    return tuple((pair[1], pair[2]) for pair in _PAIR.finditer(text))


def without_pairs(text: str, names: Collection[str]) -> str:
    """The text without the words `NAME=value` of these names."""
    return _PAIR.sub(lambda pair: "" if pair[1] in names else pair[0], text)


def layer_makers(history: Sequence[HistoryEntry], count: int) -> list[int] | None:
    """The indices of the entries that made the image's `count` layers; None where that is not clear."""
    makers = [index for index, entry in enumerate(history) if entry.is_layer]
    if len(makers) != count:
        makers = [index for index, entry in enumerate(history) if _makes_layer(read_step(entry.created_by))]
    if len(makers) != count:
        makers = [index for index, entry in enumerate(history) if entry.size_bytes]
    return makers if len(makers) == count else None


def _makes_layer(step: WrittenStep) -> bool:
    """Whether BuildKit makes a layer of it, if an empty one: a folder for each WORKDIR but the root's."""
    return step.keyword in CHANGE_FILES and (step.keyword, step.text) != ("WORKDIR", "/")


def _without_arguments(command: str) -> tuple[tuple[tuple[str, str], ...], str]:
    """A RUN's build arguments, and its command; values are not quoted, so one with blanks is cut short."""
    counted = _ARGUMENTS.match(command)
    if counted is None:
        return (), command
    found = list(islice(_PAIR.finditer(command, counted.end()), int(counted[1])))
    rest = command[found[-1].end() if found else counted.end() :].strip()
    usual = None if _SHELL.match(rest) else _USUAL_SHELL.search(rest)
    return tuple((pair[1], pair[2]) for pair in found), rest[usual.start() if usual else 0 :].strip()
