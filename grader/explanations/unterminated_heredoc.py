"""A here-document has no end."""

from grader.explanation import Explanation, by_pattern, fits, fits_not

EXPLANATION = Explanation(
    id="unterminated-heredoc",
    moments=("dockerfile",),
    explain=by_pattern(
        r"^unterminated heredoc: no line (?P<word>\S+)$",
        title="the here-document {word} has no end",
        why="All lines below << {word} belong to it, up to one that holds {word} and nothing else, not "
        "even a space "
        "in front of it.",
        advice="Put {word} on a line of its own, at its very begin; with <<-{word} tabs may stand before it.",
    ),
    examples=(
        fits("", "EOF on a line", moment="dockerfile", reason="unterminated heredoc: no line EOF"),
        fits_not("", moment="dockerfile", reason="file with no instructions"),
    ),
)
