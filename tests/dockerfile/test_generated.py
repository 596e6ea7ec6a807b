"""Generated Dockerfiles, compared with BuildKit's own parser."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.dockerfile.oracle import grader, oracle

_WORD = st.sampled_from(
    ["a", "/app", "x.py", "${V:-1}", "$V", "'b c'", '"d e"', "k=v", "--not-a-flag", "<", "#", "\\\\", "``"]
)
_WORDS = st.lists(_WORD, min_size=1, max_size=4).map(" ".join)
_BEYOND_ASCII = st.sampled_from(["é ü", "\u2003é\xa0x", "\N{SNOWMAN}"])  # the oracle garbles it in flags only
_BLANK = st.sampled_from([" ", "  ", "\t", " \t "])
_ITEM = st.sampled_from(['"a"', '"b c"', '"\\u00e9"', '"\\""', '"<<EOF"', '"a\\nb"'])
_JSON = st.lists(_ITEM, min_size=1, max_size=3).map(lambda items: "[" + ", ".join(items) + "]")
_MOUNT = '--mount="type=tmpfs,target=/x y" '
_FLAG = st.sampled_from(["", "--mount=type=cache,target=/r ", _MOUNT, "--network=none "])
_CHOWN = st.sampled_from(["", "--chown=1:1 "])


def _cased(keyword: str) -> st.SearchStrategy[str]:
    return st.sampled_from([keyword, keyword.lower(), keyword.capitalize()])


def _line(keyword: str, arguments: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(lambda key, blank, rest: key + blank + rest, _cased(keyword), _BLANK, arguments)


_RUN = _line("RUN", st.builds(str.__add__, _FLAG, _WORDS | _JSON))
_COPY = _line("COPY", st.builds(lambda chown, words: f"{chown}{words} /dest", _CHOWN, _WORDS))
_PAIRS = st.sampled_from(["A=1", "A=1 B='2 3'", 'A="x\\"y"', "A b c", 'A= "B"=c', "A=$B D=${E:-f}"])
_HEALTH = st.sampled_from(["NONE", "--interval=1m30s --retries=3 CMD true", 'CMD ["a", "b"]'])
_SIMPLE: st.SearchStrategy[str] = st.one_of(
    _RUN,
    _COPY,
    _line("ENV", _PAIRS),
    _line("LABEL", _PAIRS),
    _line("ARG", st.sampled_from(["A", "A=1", 'A="b c" D', "A=$B"])),
    _line("CMD", _WORDS | _BEYOND_ASCII | _JSON),
    _line("ENTRYPOINT", _JSON),
    _line("SHELL", _JSON),
    _line("VOLUME", _JSON | st.just("/a /b")),
    _line("EXPOSE", st.sampled_from(["80", "80/tcp  443/udp", "$PORT"])),
    _line("HEALTHCHECK", _HEALTH),
    _line("WORKDIR", _WORDS | _BEYOND_ASCII),
    _line("USER", st.sampled_from(["root", "1000:1000", "a b"])),
    _line("ONBUILD", _RUN | _COPY),
)


def _heredoc(opening: str, name: str) -> st.SearchStrategy[str]:
    line = st.sampled_from(["FROM x", "# data", "", "\ttabbed", "a \\", f" {name}", "RUN <<OTHER"])
    body = st.lists(line, max_size=4)
    return body.map(lambda lines: "\n".join([opening, *lines, name]))


_HEREDOCS = st.one_of(
    _heredoc("RUN <<EOF", "EOF"),
    _heredoc("RUN <<-'E F' cat", "E F"),
    _heredoc("COPY <<a.txt /dest", "a.txt"),
    _heredoc('RUN 3<<"X" cat <&3', "X"),
    _heredoc("ONBUILD RUN <<EOF", "EOF"),
    _heredoc("CMD cat <<EOF", "MAINTAINER nobody"),
)


_BREAK = st.sampled_from(
    [" ", " ", "\\\n", " \\\n  ", "\\ \t\n", "\\\n# comment\n", "\\\n\n", "\\\n \t\n  # c \\\n"]
)


@st.composite
def _continued(draw: st.DrawFn) -> str:
    """Break an instruction's line at its blanks; put comments and empty lines between."""
    words = draw(_SIMPLE).split(" ")
    return words[0] + "".join(draw(_BREAK) + word for word in words[1:])


_OTHER_LINES = st.sampled_from(["", "# comment", "   ", "\t# FROM nothing", "#escape=`"])
_FROM = st.sampled_from(["FROM b", "from c AS Next"])
_CHUNK = st.one_of(_SIMPLE, _continued(), _HEREDOCS, _OTHER_LINES, _FROM)
_HEAD = st.sampled_from(["", "# escape=\\\n", "# syntax=a/b:1\n# escape=\\\n", "# note\n# escape=`\n"])


@st.composite
def dockerfiles(draw: st.DrawFn) -> str:
    """Build an awkward Dockerfile; BuildKit's parser accepts most of them."""
    chunks = draw(st.lists(_CHUNK, max_size=8))
    text = draw(_HEAD) + "\n".join(["FROM a", *chunks]) + draw(st.sampled_from(["", "\n", "\n\n"]))
    if draw(st.booleans()):
        # In flags the oracle takes the backslash for the escape character whatever the directive says.
        text = "# escape=`\n" + text.replace("\\\n", "`\n").replace("--", "-").replace("# escape", "# other")
    return draw(st.sampled_from(["", "\ufeff"])) + text.replace("\n", draw(st.sampled_from(["\n", "\r\n"])))


@given(dockerfiles())
@settings(max_examples=200)
def test_generated_files_read_as_buildkit_reads_them(text: str) -> None:
    """Instructions, words, flags, forms, here-documents and lines are those of BuildKit's parser."""
    assert grader(text) == oracle(text)
