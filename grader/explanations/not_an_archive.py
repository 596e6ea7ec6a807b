"""What was downloaded is no archive."""

from grader.explanation import Explanation, by_pattern, fits, fits_not

EXPLANATION = Explanation(
    id="not-an-archive",
    moments=("build",),
    explain=by_pattern(
        r"gzip: stdin: not in gzip format|tar: (?:invalid magic|short read)|gzip: stdin: unexpected end "
        r"of file|"
        r"xz: \(stdin\): File format not recognized|tar: This does not look like a tar archive|"
        r"End-of-central-directory signature not found",
        title="what is unpacked here is no archive",
        why="Most often a download did not bring the file: the server sent a page with an error in its "
        "place, or "
        "nothing.",
        advice="Open the address that this step downloads from. Give curl the option -f, so that it "
        "fails where "
        "the server has an error, and -L, so that it follows to where the file has moved.",
        lines=8,
    ),
    rank=2,
    examples=(
        fits("gzip: stdin: not in gzip format\ntar: Child returned status 1\n", "-f"),
        fits("tar: invalid magic\ntar: short read\n"),
        fits_not("tar: x: Cannot open: No such file or directory\n"),
        fits_not("gzip: compressed\n"),
    ),
)
