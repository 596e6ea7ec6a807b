"""The shell does not understand what RUN hands to it."""

from grader.explanation import Explanation, by_pattern, fits, fits_not

EXPLANATION = Explanation(
    id="shell-syntax",
    moments=("build",),
    explain=by_pattern(
        r"^/bin/(?:ba|da)?sh: (?:line )?(?:\d+: |-c: )+(?:line \d+: )?(?P<what>[Ss]yntax "
        r"error.*)$|^/bin/sh: syntax error: (?P<two>.*)$",
        title="the shell does not understand this RUN",
        why="{what}{two}: often an && or a backslash too many at the end of a line, a quote that "
        "is not closed, or a comment inside.",
        advice="Look at the ends of the lines of this RUN: each but the last ends with && \\ and no "
        "space behind it.",
        lines=10,
    ),
    examples=(
        fits('/bin/sh: 1: Syntax error: "&&" unexpected', "&&"),
        fits("/bin/sh: syntax error: unterminated quoted string"),
        fits("/bin/bash: -c: line 1: syntax error near unexpected token `fi'"),
        fits_not("SyntaxError: invalid syntax"),
        fits_not("app.sh: 3: Syntax error: done unexpected"),
    ),
)
