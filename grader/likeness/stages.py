"""A Dockerfile's stages, as far as they can be read, also where BuildKit would refuse it."""

from collections.abc import Iterator, Sequence

from grader.dockerfile import Dockerfile, DockerfileError, Instruction, familiar_reference, read_dockerfile
from grader.dockerfile.errors import Problem
from grader.dockerfile.parse.instructions import parsed_instructions
from grader.dockerfile.parse.lines import decoded_lines
from grader.dockerfile.parse.logical import LineReader
from grader.values import Value, field


class Read(Value):
    """What each FROM says with the instructions behind it, and the stages' numbers by their names."""

    stages: list[tuple[str, Sequence[Instruction]]] = field(default_factory=list)
    names: dict[str, int] = field(default_factory=dict)

    @property
    def instructions(self) -> Iterator[Instruction]:
        """All of them, in order."""
        return (item for _, instructions in self.stages for item in instructions)


def read_stages(text: bytes) -> Read:
    """The stages, with variables in FROM put in; as they are written where BuildKit would refuse the file."""
    try:
        return _accepted(read_dockerfile(text))
    except DockerfileError:
        return _refused(text)


def _accepted(dockerfile: Dockerfile) -> Read:
    names = {stage.name: stage.index for stage in dockerfile.stages if stage.name}
    stages: list[tuple[str, Sequence[Instruction]]] = []
    for stage in dockerfile.stages:
        base = f"(stage {stage.base})" if isinstance(stage.base, int) else stage.image
        platform = f"--platform={stage.platform} " if stage.platform else ""
        stages.append((platform + base, stage.instructions))
    return Read(stages, names)


def _refused(text: bytes) -> Read:
    read, instructions = Read([("", [])]), list[Instruction]()
    read.stages[0] = ("", instructions)
    try:
        for item, _ in parsed_instructions(LineReader(decoded_lines(text), "\\")):
            if item.keyword == "FROM" and item.words:
                _begin(read, item)
                instructions = []
                read.stages.append((_base(item, read), instructions))
            else:
                instructions.append(item)
    except Problem:  # what stands before it is read
        pass
    return read


def _begin(read: Read, start: Instruction) -> None:
    if len(start.words) > 2 and start.words[-2].lower() == "as":
        read.names[start.words[-1].lower()] = len(read.stages) - 1


def _base(start: Instruction, read: Read) -> str:
    name = start.words[0]
    earlier = read.names.get(name.lower())
    if earlier is not None and earlier < len(read.stages) - 1:
        return f"(stage {earlier})"
    try:
        return familiar_reference(name)
    except ValueError:
        return name
