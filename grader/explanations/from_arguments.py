"""FROM has more behind it than an image and a name."""

from grader.explanation import Explanation, by_pattern, fits, fits_not

EXPLANATION = Explanation(
    id="from-arguments",
    moments=("dockerfile",),
    explain=by_pattern(
        r"^FROM requires either one or three arguments(?P<comment>; a comment must stand on a line of "
        r"its own)?$",
        title="FROM takes an image, and AS with a name, and nothing else",
        why="A # begins a comment only where a line begins. Behind an instruction it is a word like any "
        "other.",
        advice="Write FROM IMAGE or FROM IMAGE AS NAME; put a comment on a line of its own above it.",
    ),
    examples=(
        fits(
            "",
            "comment on a line of its own",
            moment="dockerfile",
            reason="FROM requires either one or three arguments; a comment must stand on a line of its own",
        ),
        fits("", "AS NAME", moment="dockerfile", reason="FROM requires either one or three arguments"),
        fits_not("", moment="dockerfile", reason="COPY requires at least two arguments, but only one was"),
    ),
)
