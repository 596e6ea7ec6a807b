"""The stages that an image is made from: the graph that BuildKit follows."""

import pytest

from grader.dockerfile import read_dockerfile
from grader.dockerfile.meaning.made_from import made_from, used_by_nothing

GRAPHS = {
    "FROM a AS x\nFROM b": [1],
    "FROM a AS x\nFROM x": [0, 1],
    "FROM a AS x\nFROM b\nCOPY --from=X /x /x": [0, 1],
    "FROM a\nFROM b\nCOPY --from=0 /x /x": [0, 1],
    "FROM a AS x\nFROM b\nRUN --mount=type=bind,from=x,target=/x cp /x/y /": [0, 1],
    "FROM a AS x\nFROM b\nRUN --mount=type=cache,from=x,target=/x true": [0, 1],
    "FROM a AS x\nFROM b AS y\nONBUILD COPY --from=x /x /x\nFROM y": [0, 1, 2],
    "FROM a AS x\nFROM b AS y\nONBUILD COPY --from=x /x /x": [1],
    "FROM a AS x\nFROM b AS y\nCOPY --from=x /x /x\nFROM c": [2],
    "FROM a AS x\nFROM b AS y\nCOPY --from=x /x /x\nFROM c\nCOPY --from=y /x /x": [0, 1, 2],
    "FROM a AS x\nFROM b\nCOPY --from=x:1 /x /x": [1],
    "FROM a AS x\nFROM b\nRUN <<EOF\nCOPY --from=x /x /x\nEOF": [1],
    "FROM a AS x\nFROM a AS x\nFROM x": [1, 2],
}


@pytest.mark.parametrize("text", GRAPHS)
def test_the_image_is_made_from_what_its_stages_use(text: str) -> None:
    """FROM, COPY --from and RUN --mount lead from stage to stage; no other counts."""
    assert [stage.index for stage in made_from(read_dockerfile(text.encode()))] == GRAPHS[text]


def test_a_target_brings_what_it_is_made_from() -> None:
    """Stages of a target count beside those of the final stage; a name that is none adds nothing."""
    dockerfile = read_dockerfile(b"FROM a AS x\nFROM x AS dev\nFROM b AS y\nFROM c")
    assert [stage.index for stage in made_from(dockerfile, "dev", "none")] == [0, 1, 3]


def test_what_nothing_uses_is_told_by_name_or_line() -> None:
    """A stage without a name is told by its line, and a long list is cut."""
    stages = read_dockerfile(b"FROM a AS x\nFROM a\nFROM a\nFROM a AS y\nFROM a").stages[:4]
    told = "the stage x is used by nothing, the stage of line 2 is used by nothing, "
    assert used_by_nothing(stages) == f"{told}the stage of line 3 is used by nothing, and 1 more"
