"""What stages take from one another: COPY --from and RUN --mount=from."""

import pytest

from grader.dockerfile import DockerfileError, FileSource, read_dockerfile


def sources(text: str) -> tuple[FileSource, ...]:
    """Return what the final stage takes from elsewhere."""
    return read_dockerfile(text.encode()).final.sources


def refusal(text: str) -> str:
    """Return `line: why` of the refusal of a Dockerfile."""
    with pytest.raises(DockerfileError) as caught:
        sources(text)
    return f"{caught.value.line}: {caught.value.why}"


def test_copy_finds_a_stage_in_any_case_and_by_index() -> None:
    """`COPY --from` ignores case, and takes the index of a stage as well."""
    found = sources("FROM a AS Build\nFROM b\nCOPY --from=BUILD x y\nCOPY --from=0 x y")
    assert found == (FileSource("COPY", 3, 0, None), FileSource("COPY", 4, 0, None))


def test_copy_can_name_an_image() -> None:
    """A name that no stage has is an image, in its familiar form."""
    assert sources("FROM a\nCOPY --from=docker.io/library/b x y") == (
        FileSource("COPY", 2, None, "b:latest"),
    )
    assert sources("FROM a\nCOPY --from=scratch x y") == (FileSource("COPY", 2, None, "scratch"),)


def test_a_mount_finds_a_stage_by_name_only() -> None:
    """`RUN --mount=from` ignores case, but a number is an image's name; without `from` it takes nothing."""
    found = sources("FROM a AS Build\nFROM b\nRUN --mount=from=BUILD,target=/x --mount=from=0,target=/y ls")
    assert found == (FileSource("RUN", 3, 0, None), FileSource("RUN", 3, None, "0:latest"))
    assert sources("FROM a\nRUN --mount=type=cache,target=/x ls") == ()


def test_an_image_counts_as_one_more_stage_for_an_index() -> None:
    """An index above the last stage finds the images named so far, as in BuildKit."""
    found = sources("FROM a\nCOPY --from=b x y\nCOPY --from=1 x y")
    assert [source.image for source in found] == ["b:latest", "b:latest"]


def test_triggers_take_on_behalf_of_the_stage_above() -> None:
    """ONBUILD takes nothing in its own stage; it does in the stage built on it, but not one further."""
    text = "FROM a AS t\nONBUILD COPY --from=b x y\nFROM t AS child\nFROM child"
    stages = read_dockerfile(text.encode()).stages
    assert [stage.sources for stage in stages] == [(), (FileSource("COPY", 3, None, "b:latest"),), ()]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("FROM a AS x\nCOPY --from=x p q", "2: circular dependency detected on stage: x"),
        ("FROM a\nCOPY --from=0 p q", "2: circular dependency detected on stage: stage-0"),
        ("FROM a\nCOPY --from=1 p q", "2: invalid stage index 1"),
        ("FROM a\nCOPY --from=-1 p q", "2: invalid stage index -1"),
        ("FROM a\nCOPY --from=Nope/X:: p q", "2: failed to parse stage name"),
        ("FROM a\nCOPY --from=${X:-b} p q", "2: variable expansion is not supported for --from"),
        ("FROM a\nCOPY --from=${X p q", "2: failed to process '${X': syntax error: missing '}'"),
        ("FROM a AS x\nRUN --mount=from=x,target=/x ls", "2: circular dependency detected on stage: x"),
        ("FROM a AS x\nCOPY --from=y p q\nFROM b AS y\nCOPY --from=x p q\nFROM c", "2: circular dependency"),
        (
            "FROM a AS x\nCOPY --from=y p q\nFROM x AS y",
            '2: cannot copy from stage "y", it needs to be defined',
        ),
        (
            "FROM a AS x\nRUN --mount=from=y,target=/y ls\nFROM b AS y\nFROM x",
            '2: cannot mount from stage "y"',
        ),
        ("FROM a AS t\nONBUILD COPY --from=u p q\nFROM t AS c\nFROM b AS u\nFROM c", "3: cannot copy"),
    ],
)
def test_a_source_that_cannot_be_is_refused(text: str, why: str) -> None:
    """Own and later stages, unknown indexes and variables are refused at the line that names them."""
    assert refusal(text).startswith(why)


def test_a_later_stage_is_no_error_where_nothing_is_built() -> None:
    """BuildKit does not look at the order for a stage that the final one does not need."""
    assert sources("FROM a\nCOPY --from=last p q\nFROM b AS last") == ()


def test_a_later_stage_of_the_same_name_is_the_one_found() -> None:
    """COPY looks names up among all stages, and the last of a name wins."""
    assert refusal("FROM a AS x\nFROM b AS y\nCOPY --from=x p q\nFROM c AS x\nFROM y").startswith(
        "3: cannot copy"
    )
