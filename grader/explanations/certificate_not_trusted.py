"""A server's certificate has expired, or is not known to an old base."""

from grader.explanation import Explanation, by_pattern, fits, fits_not

EXPLANATION = Explanation(
    id="certificate-not-trusted",
    moments=("build",),
    explain=by_pattern(
        r"CERT_HAS_EXPIRED|Error: CERT_UNTRUSTED|reason: certificate has expired|cannot verify "
        r"(?P<host>\S+)'s certificate|"
        r"problem confirming the ssl certificate|no certificate subject alternative name matches|"
        r"SSL certificate problem: \w+",
        title="a server cannot prove who it is",
        why="Its certificate has expired, or the base image is too old to know who signed it.",
        advice="Take a newer tag of the base image and the server's current address; install "
        "ca-certificates where the base has none. Do not switch the check off.",
        lines=40,
    ),
    rank=1,
    examples=(
        fits("npm ERR! code CERT_HAS_EXPIRED\n", "ca-certificates"),
        fits("ERROR: cannot verify x.org's certificate, issued by 'CN=R11':"),
        fits_not("certificate has been renewed"),
        fits_not("Installing ca-certificates"),
    ),
)
