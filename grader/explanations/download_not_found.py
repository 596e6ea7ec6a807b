"""A file that curl or wget fetches is not there."""

from grader.explanation import Explanation, by_pattern, fits, fits_not

EXPLANATION = Explanation(
    id="download-not-found",
    moments=("build",),
    explain=by_pattern(
        r"curl: \(22\) The requested URL returned error: (?P<one>404|403|410)|ERROR "
        r"(?P<two>404|403|410): \w+|"
        r"wget: server returned error: HTTP/\S+ (?P<three>404|403|410)|"
        r"^Cannot open: https?://\S+\. Skipping\.\nError: Nothing to do",
        title="a file that this step downloads is not there",
        why="The server answered, and has nothing at that address: the version was taken away, or moved.",
        advice="Open the address of the line above in a browser, find the current one, and write it "
        "here with its version.",
        lines=15,
    ),
    rank=1,
    examples=(
        fits("curl: (22) The requested URL returned error: 404 Not Found", "address"),
        fits("2024-01-01 10:00:00 ERROR 404: Not Found."),
        fits("wget: server returned error: HTTP/1.1 404 Not Found"),
        fits("Cannot open: https://x.org/a.rpm. Skipping.\nError: Nothing to do\n"),
        fits_not("curl: (22) The requested URL returned error: 500"),
        fits_not("curl: (7) Failed to connect"),
        fits_not("error 404"),
    ),
)
