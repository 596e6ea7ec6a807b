import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from grader.shell import commands


def _lines(text: str, **variables: str) -> list[str]:
    return [" ".join(command) for command in commands(text, variables)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("apt-get install -y gcc", ["apt-get install -y gcc"]),
        ("a && b || c; d & e | f\ng", ["a", "b", "c", "d", "e", "f", "g"]),
        ("a 'b  c' \"d e\"", ["a b  c d e"]),
        ("a b\\\n c", ["a b c"]),
        ("a b\\ c", ["a b c"]),
        ("ap't-g'et \"in\"stall", ["apt-get install"]),
        ("echo 'a && b; c'", ["echo a && b; c"]),
        ("a # b && c\nd", ["a", "d"]),
        ("a b#c", ["a b#c"]),
        ("(a; b)", ["a", "b"]),
        ("{ a; b; }", ["a", "b"]),
        ("a > out 2>&1 < in b", ["a b"]),
        ("a >'o ut' b", ["a b"]),
        ("a 2>/dev/null && b", ["a", "b"]),
        ("if a; then b; else c; fi", ["a", "b", "c"]),
        ("while a; do b; done", ["a", "b"]),
        ("! a", ["a"]),
        ("X=1 Y=2 a b", ["a b"]),
        ("sudo a b", ["a b"]),
        ("sudo -E a b", ["a b"]),
        ("env X=1 a b", ["a b"]),
        ("exec a", ["a"]),
        ("", []),
        ("  \n;;&& ||", []),
        ("# only a comment", []),
        ("''", [""]),
    ],
)
def test_simple_commands(text: str, found: list[str]) -> None:
    """Operators part commands; quotes, comments, redirects and prefixes are gone."""
    assert _lines(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "sh -c 'apt-get install gcc'",
        'bash -ec "apt-get install gcc"',
        "/bin/sh -c 'sh -c \"apt-get install gcc\"'",
        "eval apt-get install gcc",
        "eval 'apt-get install gcc'",
        "echo $(apt-get install gcc)",
        'echo "$(apt-get install gcc)"',
        "echo `apt-get install gcc`",
        'echo "`apt-get install gcc`"',
        "x=$(apt-get install gcc)",
        "(cd /tmp && (apt-get install gcc))",
        "sh <<EOF\napt-get install gcc\nEOF",
        "bash -s <<'EOF'\napt-get install gcc\nEOF",
        "sh <<-EOF\n\tapt-get install gcc\n\tEOF",
    ],
)
def test_nested_commands(text: str) -> None:
    """Commands inside other commands are found."""
    assert "apt-get install gcc" in _lines(text)


@pytest.mark.parametrize(
    "text",
    [
        "cat <<EOF\napt-get install gcc\nEOF",
        "cat > note.txt <<'EOF'\napt-get install gcc\nEOF\n",
        "cat <<-EOF\n\tapt-get install gcc\n\tEOF\n",
        "cat <<A <<B\napt-get install gcc\nA\napt-get install gcc\nB\n",
        "echo 'apt-get install gcc'",
        'echo "; apt-get install gcc"',
        "true # ; apt-get install gcc",
        "echo '$(apt-get install gcc)'",
    ],
)
def test_data_is_no_command(text: str) -> None:
    """The lines of a heredoc, quoted text and comments are data."""
    assert "apt-get install gcc" not in _lines(text)


def test_what_follows_a_heredoc() -> None:
    """After a heredoc, commands go on."""
    assert _lines("cat <<EOF && b\ndata\nEOF\nc") == ["cat", "b", "c"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("P=gcc; apt install $P", "apt install gcc"),
        ("P='gcc make'; apt install $P", "apt install gcc make"),
        ("P=\"gcc\"\napt install ${P}", "apt install gcc"),
        ("export P=gcc && apt install $P", "apt install gcc"),
        ("apt install ${P:-gcc}", "apt install gcc"),
        ("apt install $P", "apt install"),
        ("for p in gcc make; do apt install $p; done", "apt install gcc make"),
        ("P=gcc; apt install '$P'", "apt install $P"),
        ("P=gcc; Q=$P; apt install $Q", "apt install gcc"),
        ("C='apt install gcc'; $C", "apt install gcc"),
    ],
)  # fmt: skip
def test_variables(text: str, found: str) -> None:
    """Variables whose values are plain to see are put in."""
    assert found in _lines(text)


def test_given_variables() -> None:
    """Values from outside, such as ENV's, are known from the start."""
    assert _lines("apt install $TOOL", TOOL="gcc") == ["apt install gcc"]


def test_quoted_variable_is_one_word() -> None:
    """Quotes keep a value together."""
    assert commands('P="a b"; x "$P" $P') == [("x", "a b", "a", "b")]


@given(st.text(alphabet="ab$(){}`'\"\\<>EOF-|&;#= \n\t!x", max_size=80) | st.text(max_size=80))
@example("$(" * 200)
@example("`" * 201)
@example("x <<")
@example("${")
@example('"')
def test_any_text_is_read(text: str) -> None:
    """No text makes the reader fail, and what comes out are words of text."""
    assert all(isinstance(word, str) for command in commands(text) for word in command)


@pytest.mark.usefixtures("bounded_work")
@pytest.mark.parametrize(
    "text", ["a;" * 20_000, "$(" * 20_000, "`" * 40_000, "'" * 40_000, "<<E " * 10_000, "a\\\n" * 12_000]
)
def test_long_text_is_read(text: str) -> None:
    """A long text comes to its end."""
    commands(text)


@pytest.mark.parametrize(
    "text",
    [
        "sudo -u root apt-get install gcc",
        "nice -n 5 apt-get install gcc",
        "env -u X apt-get install gcc",
        "timeout -k 5 60 apt-get install gcc",
        "echo gcc | xargs -n 1 apt-get install gcc",
        "x=$(echo ')'; apt-get install gcc)",
    ],
)
def test_a_wrapper_hides_no_command(text: str) -> None:
    """The command behind a wrapper with options, or behind a quoted bracket, is seen."""
    assert ("apt-get", "install", "gcc") in commands(text)


def test_a_value_that_doubles_is_capped() -> None:
    """A variable that repeats itself cannot fill the memory."""
    text = "a=xxxxxxxxxx\n" + "a=$a$a$a$a\n" * 40 + "echo $a"
    assert sum(len(word) for command in commands(text) for word in command) < 10_000_000


@pytest.mark.usefixtures("bounded_work")
@pytest.mark.parametrize("text", ["${A:-" * 20_000, "$(" * 50_000, "sh <<A\n" * 12_000, "sudo " * 20_000])
def test_hostile_text_is_read_in_time(text: str) -> None:
    """What never closes costs no more than what does."""
    assert isinstance(commands(text), list)
