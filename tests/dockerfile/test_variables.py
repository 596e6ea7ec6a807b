"""Variables in FROM and in the ARGs before it."""

from fnmatch import fnmatchcase

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from grader.dockerfile import DockerfileError, read_dockerfile
from grader.dockerfile.expand import Expander
from grader.dockerfile.platforms import host_platform


def base(text: str, platform: str | None = "linux/amd64", **build_args: str) -> str | int:
    """Return the final stage's base."""
    return read_dockerfile(text.encode(), build_args=build_args, platform=platform).final.base


def expand(word: str, **values: str) -> str:
    """Return a word with its variables substituted."""
    return Expander("\\", values).expand(word)[0]


def test_a_build_argument_replaces_the_default() -> None:
    """`--build-arg` counts more than the default, and is not substituted again."""
    assert base("ARG TAG=1\nFROM a:$TAG", TAG="2") == "a:2"
    assert base("ARG TAG\nFROM a:$TAG", TAG="3") == "a:3"
    assert expand("$TAG", TAG="$X", X="1") == "$X"


def test_an_undeclared_build_argument_is_unseen() -> None:
    """FROM sees a build argument only when an ARG before the first FROM declares it."""
    assert base("FROM a:${TAG:-none}", TAG="2") == "a:none"


def test_arguments_build_on_one_another() -> None:
    """An ARG sees those before it, not those after it."""
    assert base("ARG A=1\nARG B=$A-$C\nARG C=3\nFROM x:$B$C") == "x:1-3"


def test_predefined_arguments_follow_the_target_platform() -> None:
    """FROM sees the platform arguments without any ARG."""
    text = "FROM $TARGETOS-$TARGETARCH-$TARGETVARIANT:$TARGETSTAGE"
    assert base(text, "linux/arm/v7") == "linux-arm-v7:default"
    assert base("ARG TARGETARCH=mine\nFROM $TARGETARCH", "linux/arm64") == "mine"
    assert base("FROM $TARGETARCH", "linux/arm64", TARGETARCH="other") == "other"


def test_without_a_platform_the_machine_decides() -> None:
    """Target and build platform are the machine's own."""
    system, architecture, *_ = host_platform().split("/")
    assert base("FROM x/$TARGETOS:$BUILDARCH", None) == f"x/{system}:{architecture}"


def test_a_wrong_target_platform_is_the_callers_mistake() -> None:
    """A platform that is none is a ValueError, not a refusal of the file."""
    with pytest.raises(ValueError, match="invalid platform"):
        read_dockerfile(b"FROM a", platform="linux/amd64/v1/x")


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("$A", "abc"),
        ("${A}d", "abcd"),
        ("$Ad", ""),
        ("$E", ""),
        ("${U:-x}", "x"),
        ("${E:-x}", "x"),
        ("${E-x}", ""),
        ("${U-x}", "x"),
        ("${A:+x}", "x"),
        ("${E:+x}", ""),
        ("${E+x}", "x"),
        ("${U+x}", ""),
        ("${A:?x}", "abc"),
        ("${E?x}", ""),
        ("${U:-${E:-$A}}", "abc"),
        ("${U:-'$A'}", "$A"),
        ('${U:-"$A"}', "abc"),
        ("${U:-a\\}b}", "a}b"),
        ("\\$A", "$A"),
        ("'$A'", "$A"),
        ('"$A\\"\\x"', 'abc"\\x'),
        ("$1$@", ""),
        ("a$", "a$"),
        ("${P#*/}", "b/c.tar.gz"),
        ("${P##*/}", "c.tar.gz"),
        ("${P%.*}", "a/b/c.tar"),
        ("${P%%.*}", "a/b/c"),
        ("${P/b\\//}", "a/c.tar.gz"),
        ("${P//\\//-}", "a-b-c.tar.gz"),
        ("${P//?}", None),
        ("${P/c*/x}", "a/b/x"),
        ("${P%\\*}", "a/b/c.tar.gz"),
        ("${U#x}", ""),
    ],
)
def test_words_expand_as_in_buildkit(word: str, value: str | None) -> None:
    """A is abc, E empty, P a/b/c.tar.gz, U not set; None stands for a refusal."""
    values = {"A": "abc", "E": "", "P": "a/b/c.tar.gz"}
    if value is None:
        with pytest.raises(ValueError, match="missing"):
            expand(word, **values)
    else:
        assert expand(word, **values) == value


@pytest.mark.parametrize(
    ("word", "why"),
    [
        ("${A", "missing '}'"),
        ("${", "missing '}'"),
        ("${}", "bad substitution"),
        ("${:-x}", "bad substitution"),
        ("${A:x}", "unsupported modifier (:x)"),
        ("${A^}", "unsupported modifier (^)"),
        ("${A:#x}", "unsupported modifier (:#)"),
        ("${U:?}", "U: is not allowed to be unset"),
        ("${U?why}", "U: why"),
        ("'a", "matching single-quote"),
        ('"a', "matching double-quote"),
    ],
)
def test_a_malformed_word_is_refused_with_its_line(word: str, why: str) -> None:
    """BuildKit's reason is given, with the line of the FROM."""
    with pytest.raises(DockerfileError) as caught:
        base(f"ARG A=abc\nFROM x AS y\nFROM {word}")
    assert caught.value.line == 3
    assert why in caught.value.why


VALUES = st.text("ab.-", max_size=8)
PATTERNS = st.text("ab.-*?", max_size=5)


def _shortest(candidates: list[str], pattern: str) -> str:
    return min((piece for piece in candidates if fnmatchcase(piece, pattern)), key=len, default="")


def _longest(candidates: list[str], pattern: str) -> str:
    return max((piece for piece in candidates if fnmatchcase(piece, pattern)), key=len, default="")


@given(VALUES, PATTERNS)
def test_prefixes_are_removed_as_in_a_shell(value: str, pattern: str) -> None:
    """`#` removes the shortest prefix the pattern matches, `##` the longest."""
    assume(not pattern.startswith("#"))
    prefixes = [value[:end] for end in range(len(value) + 1)]
    assert expand("${V#" + pattern + "}", V=value) == value[len(_shortest(prefixes, pattern)) :]
    assert expand("${V##" + pattern + "}", V=value) == value[len(_longest(prefixes, pattern)) :]


@given(VALUES, PATTERNS)
def test_suffixes_are_removed_as_in_a_shell(value: str, pattern: str) -> None:
    """`%` removes the shortest suffix the pattern matches, `%%` the longest."""
    suffixes = [value[start:] for start in range(len(value) + 1)]
    assert expand("${V%" + pattern + "}", V=value) == value[: len(value) - len(_shortest(suffixes, pattern))]
    assert expand("${V%%" + pattern + "}", V=value) == value[: len(value) - len(_longest(suffixes, pattern))]


@given(VALUES, st.text("ab.-", min_size=1, max_size=3), VALUES)
def test_plain_text_is_replaced_once_or_everywhere(value: str, old: str, new: str) -> None:
    """`/` replaces the first match, `//` every one."""
    assert expand("${V/" + old + "/" + new + "}", V=value) == value.replace(old, new, 1)
    assert expand("${V//" + old + "/" + new + "}", V=value) == value.replace(old, new)


@given(st.dictionaries(st.sampled_from("ABC"), VALUES), st.sampled_from("ABC"), VALUES)
def test_defaults_and_alternatives(values: dict[str, str], name: str, word: str) -> None:
    """With a colon an empty value counts as unset."""
    value = values.get(name)
    assert expand("${" + name + ":-" + word + "}", **values) == (value or word)
    assert expand("${" + name + "-" + word + "}", **values) == (word if value is None else value)
    assert expand("${" + name + ":+" + word + "}", **values) == (word if value else "")
    assert expand("${" + name + "+" + word + "}", **values) == ("" if value is None else word)


@given(st.text(max_size=20))
def test_single_quotes_keep_everything(text: str) -> None:
    """Nothing is special between single quotes but the quote itself."""
    assume("'" not in text)
    assert expand(f"'{text}'", A="x") == text
