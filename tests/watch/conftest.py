"""A course with two challenges that need no engine."""

from pathlib import Path

import pytest

from tests.ci.conftest import HALF, SPEC


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """The challenges `demo` and `extra`; the starters meet half of what is wanted."""
    for name in ("demo", "extra"):
        for folder in (f"challenges/{name}/starter", f"starter/{name}"):
            (tmp_path / folder).mkdir(parents=True)
            (tmp_path / folder / "Dockerfile").write_text(HALF)
        (tmp_path / "challenges" / name / "challenge.yaml").write_text(SPEC.replace("demo", name))
    return tmp_path


@pytest.fixture
def slow_linter(course: Path, tmp_path: Path) -> str:
    """A Python beside which hadolint ends only once there is a file `gate`; `demo` asks for it, too."""
    lint = "  - {id: tidy, title: Tidy, check: lint, rules: [DL3006], points: 20, hint: Be tidy.}\n"
    with (course / "challenges/demo/challenge.yaml").open("a") as spec:
        spec.write(lint)
    bin_folder = tmp_path / "bin"
    bin_folder.mkdir()
    (bin_folder / "hadolint").write_text(
        f"#!/bin/sh\nuntil [ -e {tmp_path}/gate ]; do sleep 0.1; done\necho []\n"
    )
    (bin_folder / "hadolint").chmod(0o755)
    return str(bin_folder / "python")


@pytest.fixture
def dockerfile(course: Path) -> Path:
    """What the learner edits."""
    return course / "starter/demo/Dockerfile"
