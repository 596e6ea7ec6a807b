"""Stages: names, bases, lineage."""

import pytest

from grader.dockerfile import Dockerfile, DockerfileError, Stage, read_dockerfile


def read(text: str, **build_args: str) -> Dockerfile:
    """Read a Dockerfile for linux/amd64."""
    return read_dockerfile(text.encode(), build_args=build_args, platform="linux/amd64")


def refusal(text: str) -> str:
    """Return `line: why` of the refusal of a Dockerfile."""
    with pytest.raises(DockerfileError) as caught:
        read(text)
    return f"{caught.value.line}: {caught.value.why}"


def indexes(stages: tuple[Stage, ...]) -> list[int]:
    """Return the stages' indexes."""
    return [stage.index for stage in stages]


def test_a_stage_ends_where_the_next_begins() -> None:
    """A stage has the instructions up to the next FROM, and ends with the last of them."""
    first, second = read("FROM a\nRUN x\nRUN y \\\n z\n\nFROM b\n").stages
    assert [item.words for item in first.instructions] == [("x",), ("y  z",)]
    assert (first.line, first.end_line, second.line, second.end_line) == (1, 4, 6, 6)


def test_the_final_stage_is_the_last() -> None:
    """The last stage becomes the image, named or not."""
    assert read("FROM a AS x\nFROM b AS y\nFROM c").final.image == "c:latest"


def test_names_are_kept_in_small_letters() -> None:
    """A stage's name has no capitals, however it is written."""
    assert read("FROM a AS BuildEr").final.name == "builder"


def test_a_base_in_capitals_is_no_stage() -> None:
    """FROM looks a name up as it is written; one in capitals is an image name, and invalid as such."""
    assert "must be lowercase" in refusal("FROM a AS base\nFROM BASE")


def test_a_variable_can_name_a_stage() -> None:
    """FROM looks stages up after substitution."""
    assert read("ARG WHICH=dev\nFROM a AS dev\nFROM b AS prod\nFROM $WHICH").final.base == 0


def test_the_latest_of_two_stages_of_one_name_counts() -> None:
    """FROM takes the nearest earlier stage of a name; the other is warned of."""
    found = read("FROM a AS x\nFROM b AS x\nFROM x")
    assert found.final.base == 1
    assert found.warnings == (
        'line 2: duplicate stage name "x", stage names should be unique (DuplicateStageName)',
    )


def test_a_later_stage_is_no_base() -> None:
    """FROM does not look ahead: the name is an image there."""
    assert read("FROM later\nFROM b AS later").stages[0].image == "later:latest"


def test_lineage_goes_from_the_outermost_base_to_the_stage() -> None:
    """The lineage is the chain of stages whose instructions end up in the image."""
    found = read("FROM a AS x\nFROM b AS other\nFROM x AS y\nFROM y")
    assert indexes(found.lineage(found.final)) == [0, 2, 3]
    assert indexes(found.lineage(found.stages[1])) == [1]


def test_the_image_is_the_one_at_the_end_of_the_chain() -> None:
    """A stage on a stage has the image of the outermost base."""
    assert read("FROM docker.io/library/python:3.11 AS x\nFROM x AS y\nFROM y").final.image == "python:3.11"


def test_external_images_are_named_once_in_order_without_scratch() -> None:
    """FROM, COPY --from and RUN --mount name external images; stages and scratch are none."""
    found = read(
        "FROM b AS x\nCOPY --from=c / /\nRUN --mount=from=d,target=/d ls\n"
        "FROM scratch\nCOPY --from=x / /\nCOPY --from=docker.io/library/c:latest / /"
    )
    assert found.external_images == ("b:latest", "c:latest", "d:latest")


def test_a_platform_is_substituted() -> None:
    """`--platform` may be a predefined argument."""
    assert read("FROM --platform=$TARGETPLATFORM a").final.platform == "linux/amd64"
    assert read("FROM a").final.platform is None


def test_arguments_before_the_first_from_are_global() -> None:
    """Global arguments are listed with their values; one without default has none."""
    found = read("ARG A=1 B\nFROM a\nARG C=3")
    assert [(arg.name, arg.value, arg.line) for arg in found.global_args] == [("A", "1", 1), ("B", None, 1)]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("FROM a AS b c", "1: FROM requires either one or three arguments"),
        ("FROM a IS b", "1: FROM requires either one or three arguments"),
        ("RUN x\nFROM a", "1: no build stage in current context: RUN before the first FROM"),
        ("RUN x\nFORM a", "1: no build stage in current context: RUN before the first FROM"),
        ("ARG A\n\nARG B", "1: dockerfile contains no stages to build: it has no FROM"),
        ("FROM a\nFROM ${X}", "2: base name (${X}) should not be blank"),
        ("FROM ''", "1: base name ('') should not be blank"),
    ],
)
def test_a_from_buildkit_refuses_is_refused(text: str, why: str) -> None:
    """The refusal names the line of the FROM."""
    assert refusal(text) == why
