"""Rewriting a Dockerfile."""

from pathlib import Path

from grader.authoring.drafting.flattened import flattened
from grader.dockerfile import read_dockerfile
from tests.authoring.drafting.sides import SOLUTION, side


def test_a_stage_gets_another_name_everywhere(tmp_path: Path) -> None:
    """FROM, COPY --from and a stage on top of it; not a path of the same name."""
    text = "FROM a AS base\nRUN make base\nFROM base AS b\nFROM c\nCOPY --from=base /base /base\n"
    script = side(tmp_path / "s", text).script
    renamed = script.renamed(script.dockerfile.stages[0], "other")
    assert renamed == (
        "FROM a AS other\nRUN make base\nFROM other AS b\nFROM c\nCOPY --from=other /base /base\n"
    )


def test_a_step_of_roots_leaves_the_user(tmp_path: Path) -> None:
    """The container runs as the same user as before."""
    script = side(tmp_path / "s", SOLUTION).script
    assert script.as_root("touch /x").endswith("USER root\nRUN touch /x\nUSER app\n")


def test_the_base_of_a_chain_of_stages_is_the_first_ones(tmp_path: Path) -> None:
    """Flags and names stay."""
    script = side(tmp_path / "s", "FROM --platform=$BUILDPLATFORM a:1 AS base\nFROM base\n").script
    text = script.with_base(script.dockerfile.final, "b:2")
    assert text == "FROM --platform=$BUILDPLATFORM b:2 AS base\nFROM base\n"


def test_all_stages_in_one(tmp_path: Path) -> None:
    """It is a Dockerfile with one stage, and its COPY from a stage is a step of its own."""
    text = flattened(side(tmp_path / "s", SOLUTION).script, "python:3.11")
    assert text is not None
    read = read_dockerfile(text.encode())
    assert [stage.image for stage in read.stages] == ["python:3.11"]
    assert "cp -a /install/. /usr/local" in text
    assert read.final.sources == ()


def test_what_cannot_be_put_into_one_stage(tmp_path: Path) -> None:
    """Files of another image, and mounts of a stage, are not to be had there."""
    for line in ("COPY --from=nginx /a /b", "RUN --mount=from=b,target=/b cp /b/x /"):
        text = f"FROM a AS b\nRUN make\nFROM c\nCOPY --from=b /x /y\n{line}\n"
        assert flattened(side(tmp_path / "s", text).script, "c") is None
