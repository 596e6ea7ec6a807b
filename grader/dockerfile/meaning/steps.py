"""What a stage executes, and with which values of variables, as far as the Dockerfile tells."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from grader.dockerfile import Dockerfile, Instruction, Stage
from grader.dockerfile.expand import Expander
from grader.dockerfile.platforms import host_platform, predefined_args
from grader.values import Value

_NO_ARGS: Mapping[str, str] = MappingProxyType({})


class Word(Value):
    """A word with its variables put in; `missing` names those whose values the Dockerfile does not tell."""

    written: str
    value: str
    missing: frozenset[str] = frozenset()


class Step(Value):
    """One executed instruction; for ENV, LABEL and ARG, `words` are the values of `names`."""

    instruction: Instruction
    words: tuple[Word, ...]
    names: tuple[str, ...] = ()

    @property
    def pairs(self) -> tuple[tuple[str, Word], ...]:
        """The names with their values; an ARG without a default has none."""
        return tuple(zip(self.names, self.words, strict=True)) if self.names else ()


def steps(dockerfile: Dockerfile, stage: Stage, arguments: Mapping[str, str] = _NO_ARGS) -> Iterator[Step]:
    """What the stage and those it builds on execute, with the values of ARG and ENV put in.

    `arguments` are the values of `--build-arg`; platforms are those of this machine.
    """
    reader = _Reader(dockerfile, arguments)
    for item in dockerfile.executed_in_lineage(stage):
        yield reader.read(item)


class _Reader:
    """Reads instructions in order and remembers the variables: ENV wins over ARG, as in BuildKit."""

    def __init__(self, dockerfile: Dockerfile, arguments: Mapping[str, str]) -> None:
        here = host_platform()
        self._given = arguments
        self._global = predefined_args(here, here, dockerfile.final.name)
        self._global |= {arg.name: arg.value for arg in dockerfile.global_args if arg.value is not None}
        self._expander = Expander(dockerfile.escape, {})
        self._environment: set[str] = set()

    def read(self, item: Instruction) -> Step:
        match item.keyword:
            case "ENV" | "LABEL":
                step = Step(item, self._expanded(item.words[1::2]), self._names(item.words[::2]))
            case "ARG":
                step = self._arguments(item)
            case _:
                step = Step(item, self._expanded(item.words))
        if item.keyword in ("ENV", "ARG"):
            self._remember(step)
        return step

    def _remember(self, step: Step) -> None:
        values = self._expander.values
        for name, word in step.pairs:
            if step.instruction.keyword == "ENV":
                self._environment.add(name)
            elif name in self._environment:
                continue
            values.pop(name, None)
            if not word.missing:
                values[name] = word.value

    def _arguments(self, item: Instruction) -> Step:
        given = [word.partition("=") for word in item.words]
        defaults = {name: value for name, equals, value in given if equals}
        known = {name: self._word(value) for name, value in defaults.items()}
        known |= {
            name: Word(self._global[name], self._global[name])
            for name, equals, _ in given
            if not equals and name in self._global
        }
        known |= {
            name: Word(value, value) for name, _, _ in given if (value := self._given.get(name)) is not None
        }
        return Step(item, tuple(known.values()), tuple(known))

    def _names(self, words: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(word.value for word in self._expanded(words))

    def _expanded(self, words: tuple[str, ...]) -> tuple[Word, ...]:
        return tuple(self._word(word) for word in words)

    def _word(self, written: str) -> Word:
        try:
            return Word(written, *self._expander.expand(written))
        except ValueError:
            return Word(written, written, frozenset({written}))
