"""The wheel, installed far from this repository: a course of its own, with a kind of another package."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from grader.engine.compatible import CompatibleEngine

pytestmark = pytest.mark.engine

ROOT = Path(__file__).resolve().parents[2]
KIND = '''\
"""`has_label`: the final stage has a label."""

from typing import Literal

from pydantic import Field
from typing_extensions import override

from grader.criterion import DockerfileKind, Finding, Met, Unmet, met, unmet
from grader.dockerfile import Dockerfile
from grader.fields import Text


class HasLabelKind(DockerfileKind):
    """The final stage sets a label.

    It tells who made an image.
    """

    check: Literal["has_label"]
    name: Text = Field(description="The label's name.")

    examples = (
        met("there", dockerfile="FROM a\\nLABEL who=me\\n", name="who"),
        unmet("none", dockerfile="FROM a\\n", name="who"),
    )

    @property
    @override
    def expected(self) -> str:
        return f"the label {self.name}"

    @override
    def judge_text(self, dockerfile: Dockerfile) -> Finding:
        labels = [one.text for one in dockerfile.final.instructions if one.keyword == "LABEL"]
        return Met(self.name) if any(self.name in text for text in labels) else Unmet("no such label")
'''
PROJECT = """\
[build-system]
requires = ["setuptools>=77"]
build-backend = "setuptools.build_meta"
[project]
name = "label-kinds"
version = "1.0"
[project.entry-points."container_challenge_grader.criteria"]
has_label = "label_kinds:HasLabelKind"
[tool.setuptools]
py-modules = ["label_kinds"]
"""
CRITERION = """
  - id: says-who
    title: The image says who made it
    check: has_label
    name: who
    points: 10
    hint: Set the label who.
"""
WRONG = """
  - breaks: says-who
    changes:
      - remove: LABEL
"""


class Elsewhere:
    """A folder outside of the repository, with an environment that holds the built wheels."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.bin = folder, folder / "venv" / "bin"

    def install(self) -> None:
        """Build both packages, and install them beside the libraries that this environment has."""
        grader, kinds = self.folder / "grader-source", self.folder / "label-kinds"
        shutil.copytree(ROOT / "grader", grader / "grader", ignore=shutil.ignore_patterns("__pycache__"))
        for name in ("pyproject.toml", "README.md", "LICENSE"):
            shutil.copy(ROOT / name, grader / name)
        kinds.mkdir()
        (kinds / "label_kinds.py").write_text(KIND)
        (kinds / "pyproject.toml").write_text(PROJECT)
        self.run(sys.executable, "-m", "venv", "--without-pip", "venv")
        site = sysconfig.get_path("purelib", vars={"base": str(self.folder / "venv")})
        libraries = [path for path in sys.path if path.endswith("site-packages")]
        (Path(site) / "libraries.pth").write_text("\n".join(libraries))
        pip = (sys.executable, "-m", "pip", "--python", str(self.bin / "python"), "install", "--quiet")
        self.run(*pip, "--no-deps", str(grader), str(kinds))

    def run(self, *command: str, here: str = ".", code: int = 0) -> str:
        """What a command says, which knows nothing of the repository."""
        left_out = ("PYTHON", "GRADER_COURSE", "PYTEST")
        variables = {name: value for name, value in os.environ.items() if not name.startswith(left_out)}
        done = subprocess.run(
            command, cwd=self.folder / here, env=variables, capture_output=True, text=True, timeout=120
        )
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr

    def tool(self, name: str, *words: str, code: int = 0) -> str:
        """What an installed tool says in the course."""
        return self.run(str(self.bin / "python"), "-m", name, *words, here="course", code=code)


def _add_a_kind(course: Path) -> None:
    challenge = course / "challenges" / "01-hello"
    for file, more in ((challenge / "challenge.yaml", CRITERION), (challenge / "wrong.yaml", WRONG)):
        file.write_text(file.read_text() + more)
    wrong = challenge / "wrong.yaml"
    wrong.write_text(
        wrong.read_text().replace("            CMD", "            LABEL who=me\n            CMD")
    )
    spec = challenge / "challenge.yaml"
    spec.write_text(spec.read_text().replace("[two-stages]", "[two-stages, says-who]"))
    solution = course / "solutions" / "01-hello" / "Dockerfile"
    solution.write_text(f"{solution.read_text()}LABEL who=me\n")


def test_a_course_far_from_the_repository(tmp_path: Path, engine: CompatibleEngine) -> None:
    """A course is made, takes a kind of another package, is graded by both entrances, proven, and mutated."""
    assert engine.is_alive()
    here = Elsewhere(tmp_path)
    here.install()
    here.run(str(here.bin / "grader"), "init", "course")
    _add_a_kind(tmp_path / "course")
    assert "label-kinds 1.0" in here.tool("grader", "kinds")
    assert "10 of 110 points" in here.tool("grader", "grade", "--challenge", "01-hello", code=1)
    solved = ("--submission", "solutions/01-hello", "-p", "no:cacheprovider")
    said = here.tool("pytest", "challenges/", *solved)
    assert "3 passed" in said
    assert "says-who  The image says who made it" in said
    assert "1 of 1 challenges proven by 5 submissions" in here.tool("grader", "verify", "--quiet")
    mutants = json.loads(here.tool("grader", "verify", "--mutate", "--limit", "4", "--json", "--quiet"))
    assert [mutant["fate"] for mutant in mutants[0]["mutants"]].count("noticed") >= 3
    told = here.run(str(here.bin / "grader"), "grade", "--challenge", "01-hello", code=2)
    assert "grader init DIR" in told
