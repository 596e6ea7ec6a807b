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
def dockerfile(course: Path) -> Path:
    """What the learner edits."""
    return course / "starter/demo/Dockerfile"
