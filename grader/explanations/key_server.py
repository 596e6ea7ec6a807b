"""A key server gives no key."""

from grader.explanation import Explanation, by_pattern, fits, fits_not

EXPLANATION = Explanation(
    id="key-server",
    moments=("build",),
    explain=by_pattern(
        r"gpg: keyserver receive failed: (?P<what>.+)",
        title="gpg gets no key from the key server",
        why="gpg says: {what}. Either the image has no program to ask with, or the server does not answer, "
        "or it has no such key.",
        advice="Fetch the key file itself from its owner with curl, and give it to gpg --dearmor; or install "
        "gnupg and dirmngr first.",
        lines=15,
    ),
    examples=(
        fits("gpg: keyserver receive failed: No dirmngr", "dirmngr"),
        fits_not("gpg: key A: public key imported"),
        fits_not("gpg: failed to start agent\ngpg: key A: imported"),
    ),
)
