"""Node.js is too old for the language of a program."""

from grader.explanation import Explanation, by_pattern, fits, fits_not

EXPLANATION = Explanation(
    id="node-too-old",
    moments=("build", "run"),
    explain=by_pattern(
        r"^SyntaxError: Block-scoped declarations \(let, const, function, class\) not yet supported|"
        r"Error: Cannot find module 'node:\w+'|Use of const in strict mode",
        title="this Node.js is too old for a program that it runs",
        why="The program is written in a newer form of the language than this version knows.",
        advice="Start from a node image with a newer version, or ask for releases of that time.",
    ),
    examples=(
        fits(
            "SyntaxError: Block-scoped declarations (let, const, function, class) not yet supported", "newer"
        ),
        fits_not("SyntaxError: Unexpected token }"),
    ),
)
