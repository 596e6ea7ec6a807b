"""Ruby or Python reads text as ASCII."""

from grader.explanation import Explanation, by_pattern, fits, fits_not

EXPLANATION = Explanation(
    id="no-utf8",
    moments=("build", "run"),
    explain=by_pattern(
        r"invalid byte sequence in US-ASCII|UnicodeDecodeError: 'ascii' codec can't decode byte",
        title="a program reads text as ASCII, and it is not",
        why="Without a variable that says otherwise, an older Ruby or Python takes all text for ASCII, "
        "and fails at "
        "the first other letter.",
        advice="Say which it is, before this line: ENV LANG=C.UTF-8",
        lines=30,
    ),
    rank=1,
    examples=(
        fits("ArgumentError: invalid byte sequence in US-ASCII", "LANG"),
        fits("UnicodeDecodeError: 'ascii' codec can't decode byte 0xc3 in position 1", "LANG"),
        fits_not("UnicodeDecodeError: 'utf-8' codec can't decode byte"),
    ),
)
