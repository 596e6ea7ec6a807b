"""Here-documents: their lines are data."""

import pytest

from grader.dockerfile import DockerfileError, Heredoc, read_dockerfile


def heredocs(text: str) -> tuple[Heredoc, ...]:
    """Return the here-documents of the first instruction of a Dockerfile with one stage."""
    return read_dockerfile(f"FROM a\n{text}".encode()).final.instructions[0].heredocs


def test_contents_are_kept_as_written() -> None:
    """The lines between are kept with their endings, up to the terminator."""
    assert heredocs("RUN <<EOF\nFROM x\r\n  # y\nEOF\nRUN z") == (
        Heredoc("EOF", "FROM x\r\n  # y\n", expand=True, chomp=False, file_descriptor=0),
    )


def test_quotes_switch_variables_off() -> None:
    """A quoted terminator means that variables stay; its quotes are no part of the name."""
    (found,) = heredocs("COPY <<'a b' /x\n$A\na b\n")
    assert (found.name, found.expand) == ("a b", False)


def test_a_dash_lets_the_terminator_be_indented() -> None:
    """With `<<-`, tabs before the terminator do not count; spaces do."""
    (found,) = heredocs("RUN <<-EOF\n\ta\n EOF\n\tEOF\n")
    assert (found.content, found.chomp) == ("\ta\n EOF\n", True)


def test_several_documents_follow_one_another() -> None:
    """Each document is read in the order in which the line announces them."""
    first, second = heredocs("RUN 3<<A cat <<B\n1\nA\n2\nB\n")
    assert (first.content, first.file_descriptor, second.content) == ("1\n", 3, "2\n")


def test_a_space_may_stand_before_the_name() -> None:
    """`<< EOF` is a here-document in BuildKit since 2023, though not yet in the test oracle."""
    assert heredocs("RUN cat << EOF\nx\nEOF\n")[0].content == "x\n"


def test_onbuild_can_hold_one() -> None:
    """The trigger has the document as well; the lines are no instructions."""
    (onbuild,) = read_dockerfile(b"FROM a\nONBUILD RUN <<EOF\nFROM x\nEOF\n").final.instructions
    assert onbuild.end_line == 4
    assert onbuild.trigger is not None
    assert onbuild.trigger.heredocs == onbuild.heredocs
    assert onbuild.heredocs[0].content == "FROM x\n"


@pytest.mark.parametrize("text", ["RUN <<EOF", "RUN <<EOF\n EOF\n", "RUN <<A <<B\nA\n", "ADD <<A /x\na\n"])
def test_an_open_document_is_refused(text: str) -> None:
    """A document without its terminator is refused at the instruction's line."""
    with pytest.raises(DockerfileError, match=r"Dockerfile:2: unterminated heredoc: no line \w"):
        heredocs(text)


@pytest.mark.parametrize(
    "text", ["CMD <<EOF", 'RUN ["<<EOF"]', "RUN cat <<<EOF", 'RUN cat "<<EOF"', 'RUN <<""']
)
def test_what_only_looks_like_one_is_none(text: str) -> None:
    """Other instructions, the exec form, `<<<`, quoted words and an empty name announce nothing."""
    assert heredocs(text) == ()
