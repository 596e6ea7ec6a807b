"""An instruction stands above the first FROM."""

from grader.explanation import Explanation, by_pattern, fits, fits_not

EXPLANATION = Explanation(
    id="before-first-from",
    moments=("dockerfile",),
    explain=by_pattern(
        r"^no build stage in current context: (?P<word>\w+) before the first FROM$|"
        r"^dockerfile contains no stages to build: it has no FROM$",
        title="the Dockerfile does not begin with FROM",
        why="FROM says which image all other instructions change. Only ARG, comments and empty lines may "
        "stand "
        "above the first one.",
        advice="Begin with FROM and the base image, such as FROM python:3.11-slim, and put this line "
        "below it.",
    ),
    examples=(
        fits(
            "",
            "below it",
            moment="dockerfile",
            reason="no build stage in current context: WORKDIR before the first FROM",
        ),
        fits(
            "", "FROM", moment="dockerfile", reason="dockerfile contains no stages to build: it has no FROM"
        ),
        fits_not("", moment="dockerfile", reason="more than 100 stages"),
    ),
)
