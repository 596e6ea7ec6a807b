"""A Dockerfile to be rewritten: its text, and what it says."""

import re

from grader.dockerfile import Dockerfile, Instruction, Stage
from grader.dockerfile.meaning.places import counting
from grader.values import Value


class Script(Value):
    """The text of a Dockerfile beside its meaning; every method gives the text that it would then be."""

    text: str
    dockerfile: Dockerfile

    def written(self, first: int, last: int) -> str:
        """Lines `first` to `last`, as they are written, without the end of the last one."""
        return "\n".join(self.text.split("\n")[first - 1 : last])

    def source(self, item: Instruction) -> str:
        """An instruction as it is written, without the end of its last line."""
        return self.written(item.line, item.end_line)

    def from_line(self, stage: Stage) -> str:
        """The FROM of a stage, as it is written."""
        return self.written(stage.line, stage.line)

    def with_lines(self, first: int, last: int, *new: str) -> str:
        """Other lines in place of `first` to `last`."""
        lines = self.text.split("\n")
        return "\n".join([*lines[: first - 1], *new, *lines[last:]])

    def without(self, *items: Instruction) -> str:
        """The instructions left out."""
        gone = {line for item in items for line in range(item.line, item.end_line + 1)}
        lines = enumerate(self.text.split("\n"), start=1)
        return "\n".join(line for number, line in lines if number not in gone)

    def replaced(self, item: Instruction, *new: str) -> str:
        """Other lines in place of an instruction."""
        return self.with_lines(item.line, item.end_line, *new)

    def before(self, line: int, *new: str) -> str:
        """New lines in front of a line."""
        return self.with_lines(line, line - 1, *new)

    def at_end_of(self, stage: Stage, *new: str) -> str:
        """New lines behind the stage's last instruction."""
        return self.before(stage.end_line + 1, *new)

    def appended(self, lines: str) -> str:
        """New lines at the end."""
        return f"{self.text.rstrip()}\n{lines.rstrip()}\n"

    def with_base(self, stage: Stage, image: str) -> str:
        """Another image behind FROM in the first stage of the stage's line."""
        first = self.dockerfile.lineage(stage)[0]
        words = self.from_line(first).split(" ")
        at = next(index for index, word in enumerate(words) if index and word and not word.startswith("--"))
        return self.with_lines(first.line, first.line, " ".join([*words[:at], image, *words[at + 1 :]]))

    def renamed(self, stage: Stage, name: str) -> str:
        """Another name for a stage, where it is given and wherever instructions name it."""
        known = re.escape(stage.name or "")
        here = re.compile(rf"(\bAS[ \t]+|^[ \t]*FROM[ \t]+|from=){known}(?=[\s,]|$)", re.I | re.M)
        return here.sub(lambda found: f"{found[1]}{name}", self.text)

    def as_root(self, command: str) -> str:
        """A last RUN as root; the user is the same again afterwards."""
        user = counting(self.dockerfile, self.dockerfile.final).get("USER")
        lines = [f"RUN {command}"]
        if user is not None:
            lines = ["USER root", *lines, f"USER {user.text}"]
        return self.appended("\n".join(lines))
