"""A file's differences, as the changes of a wrong variant."""

from pathlib import Path

import pytest

from grader.authoring.changes import changed_copy
from grader.authoring.drafting.differences import changes_to

OLD = "FROM a\n\nRUN x\n\nRUN y\n\nRUN x\nCMD z\n"


@pytest.mark.parametrize(
    ("new", "keys"),
    [
        (f"{OLD}USER root\n", ["append"]),
        (OLD.replace("RUN y", "RUN other"), ["replace"]),
        (OLD.replace("RUN y\n", ""), ["replace"]),
        ("FROM a\n\nRUN x\n\nRUN y\n\nRUN new\nRUN x\nCMD z\n", ["replace"]),
        ("FROM b\n\nRUN x\n\nRUN y\n\nRUN x\nCMD other\n", ["replace", "replace"]),
        ("FROM b\n\nRUN b\n\nRUN c\n\nRUN d\nCMD e\n", ["write"]),
        ("FROM a\n", ["replace"]),
    ],
)
def test_the_changes_make_the_new_text(tmp_path: Path, new: str, keys: list[str]) -> None:
    """Whatever form they have, they lead to just this file."""
    folder = tmp_path / "solution"
    folder.mkdir()
    (folder / "Dockerfile").write_text(OLD)
    changes = changes_to(OLD, new)
    assert (changed_copy(folder, changes, tmp_path / "copies") / "Dockerfile").read_text() == new
    assert [next(iter(change.model_fields_set)) for change in changes] == keys


def test_another_file_is_named() -> None:
    """Lines at the end are no `append`, which is the Dockerfile's."""
    (change,) = changes_to("a\n", "a\nb\n", "notes.txt")
    assert change.file == "notes.txt"
