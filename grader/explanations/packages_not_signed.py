"""The key that proves a package repository is not there, or too old."""

from grader.explanation import Explanation, by_pattern, fits, fits_not

EXPLANATION = Explanation(
    id="packages-not-signed",
    moments=("build",),
    explain=by_pattern(
        r"NO_PUBKEY (?P<key>[0-9A-F]{8,})|^E: The repository '[^']+' is not signed|KEYEXPIRED|"
        r"^E: There (?:were|are) (?:unauthenticated packages|problems) and -y was used",
        title="apt does not trust a package repository",
        why="The key that signs the repository is not in the image, or the one there has expired; "
        "apt takes no packages that it cannot prove.",
        advice="Fetch the current key of that repository into /etc/apt/keyrings and name it in the "
        "source with signed-by=; with an old base, take a newer tag.",
    ),
    rank=3,
    examples=(
        fits("E: The repository 'http://x.org stable InRelease' is not signed.", "keyrings"),
        fits("W: GPG error: http://x.org InRelease: NO_PUBKEY B7B3B788A8D3785C"),
        fits_not("gpg: key B7B3B788: imported"),
        fits_not("The repository is not signed off yet"),
    ),
)
