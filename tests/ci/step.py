"""The step that grades, in this process: variables in, what the runner reads out."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from grader.ci.__main__ import run
from tests.ci.ran import Ran, read_outputs


@dataclass
class Step:
    """A step on GitHub, or elsewhere, with the folders that it has there."""

    folder: Path
    said: pytest.CaptureFixture[str]
    count: int = 0

    @property
    def workspace(self) -> Path:
        """The checkout of the learner's repository."""
        return self.folder / "workspace"

    @property
    def temporary(self) -> Path:
        """The runner's folder for temporary files."""
        return self.folder / "temporary"

    def run(self, *, github: bool = True, event: str = "", **inputs: str) -> Ran:
        """Grade with these inputs."""
        self.count += 1
        output, summary = (self.folder / f"{name}-{self.count}" for name in ("output", "summary"))
        for made in (self.workspace, self.temporary):
            made.mkdir(exist_ok=True)
        given = {f"INPUT_{name.upper()}": value for name, value in inputs.items()}
        code = run(
            {
                "GITHUB_ACTIONS": "true" if github else "",
                "GITHUB_EVENT_NAME": event,
                "GITHUB_REF_TYPE": "branch",
                "GITHUB_WORKSPACE": str(self.workspace),
                "GITHUB_OUTPUT": str(output),
                "GITHUB_STEP_SUMMARY": str(summary),
                "RUNNER_TEMP": str(self.temporary),
                "INPUT_REPORT": f"report-{self.count}",
                **given,
            }
        )
        shown = summary.read_text() if summary.exists() else ""
        return Ran(code, self.said.readouterr().out, read_outputs(output.read_text()), shown)
