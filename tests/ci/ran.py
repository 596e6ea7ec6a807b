"""What a step of the action leaves behind, read as GitHub's runner reads it."""

import base64
import json
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Ran:
    """Exit code, log, outputs and summary of a step."""

    code: int
    log: str
    outputs: dict[str, str]
    summary: str

    @property
    def result(self) -> dict[str, Any]:
        """The output `result`, decoded."""
        decoded: dict[str, Any] = json.loads(base64.b64decode(self.outputs["result"], validate=True))
        return decoded

    @property
    def scores(self) -> list[float]:
        """The score of each test."""
        return [test["score"] for test in self.result["tests"]]

    @property
    def commands(self) -> list[str]:
        """The workflow commands that the runner carries out."""
        stopped, found = "", []
        for line in self.log.splitlines():
            if stopped:
                stopped = "" if line.strip() == f"::{stopped}::" else stopped
            elif line.startswith("::stop-commands::"):
                stopped = line.removeprefix("::stop-commands::")
            elif line.lstrip().startswith("::") or "##[" in line:
                found.append(line)
        return found

    @property
    def only_tells(self) -> bool:
        """Whether all commands are annotations, as the grader writes them."""
        return all(
            line.startswith(("::error file=", "::error title=", "::notice title=")) for line in self.commands
        )


def read_outputs(text: str) -> dict[str, str]:
    """What the runner reads from GITHUB_OUTPUT: NAME<<WORD, lines, WORD."""
    outputs: dict[str, str] = {}
    lines = iter(text.splitlines())
    for line in lines:
        name, _, word = line.partition("<<")
        value = []
        while (line := next(lines)) != word:
            value.append(line)
        outputs[name] = "\n".join(value)
    return outputs
