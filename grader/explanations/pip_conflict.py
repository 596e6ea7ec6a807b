"""pip cannot fit the wanted versions together."""

from grader.explanation import Explanation, by_pattern, fits, fits_not

EXPLANATION = Explanation(
    id="pip-conflict",
    moments=("build",),
    explain=by_pattern(
        r"ERROR: ResolutionImpossible|ERROR: Cannot install (?P<what>.+) because these package "
        r"versions have conflicting dependencies",
        title="pip cannot fit the wanted versions together",
        why="Two requirements want versions of one package that exclude each other; the lines "
        "above name them.",
        advice="Loosen one of the two requirements, or choose versions that were made for each other.",
        lines=40,
    ),
    examples=(
        fits(
            "ERROR: Cannot install -r r.txt and flask==2.0 because these package versions have "
            "conflicting dependencies.",
            "Loosen",
        ),
        fits_not("ERROR: pip's dependency resolver does not currently take into account all the packages"),
    ),
)
