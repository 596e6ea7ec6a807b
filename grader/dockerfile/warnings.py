"""What BuildKit accepts and its linter warns of, as far as a learner is helped by it.

Each rule names BuildKit's own (frontend/dockerfile/linter/ruleset.go).
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from grader.dockerfile.model import GlobalArg, Instruction
from grader.dockerfile.stages import Base, Section

_RESERVED = frozenset({"scratch", "context"})
_LAST_WINS = ("CMD", "ENTRYPOINT", "HEALTHCHECK")


def section_warnings(
    sections: Sequence[Section], bases: Sequence[Base], args: Sequence[GlobalArg]
) -> list[tuple[int, str]]:
    """Return (line, text) of every warning about stages."""
    declared = {arg.name for arg in args}
    return [*_names(sections), *_undeclared(sections, bases, declared), *_repeated(sections)]


def _names(sections: Sequence[Section]) -> Iterator[tuple[int, str]]:
    seen: set[str] = set()
    for section in sections:
        name, line = section.name, section.start.line
        if name in _RESERVED:
            yield line, f'stage name "{name}" is reserved and should not be used (ReservedStageName)'
        if name is not None and name in seen:
            yield line, f'duplicate stage name "{name}", stage names should be unique (DuplicateStageName)'
        seen.add(name or "")


def _undeclared(
    sections: Sequence[Section], bases: Sequence[Base], declared: set[str]
) -> Iterator[tuple[int, str]]:
    for section, base in zip(sections, bases, strict=True):
        for name in sorted(base.unset - declared):
            yield section.start.line, f"FROM argument '{name}' is not declared (UndefinedArgInFrom)"


def _repeated(sections: Sequence[Section]) -> Iterator[tuple[int, str]]:
    for section in sections:
        last: dict[str, Instruction] = {item.keyword: item for item in section.instructions}
        counts = Counter(item.keyword for item in section.instructions)
        for keyword in _LAST_WINS:
            if counts[keyword] > 1:
                text = f"only the last {keyword} of a stage counts (MultipleInstructionsDisallowed)"
                yield last[keyword].line, text
