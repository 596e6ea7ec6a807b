"""Something asks for another version of the language than the base has."""

import re

from grader.explanation import Explained, Explanation, Failure, fits, fits_not, last_match, shown
from grader.text import one_line

_ASKS = (
    (
        "Ruby",
        r"requires [Rr]uby version (?P<wanted>[<>=~][^\n]*?)"
        r"(?:\. The current|, which is incompatible|\.?$)",
    ),
    ("Ruby", r"Your Ruby version is [\d.]+\w*, but your Gemfile specified (?P<wanted>\S+)"),
    ("Node.js", r"npm (?:ERR!|error) notsup Required: +(?P<wanted>\{[^}]*\})"),
    (
        "Node.js",
        r'The engine "node" is incompatible with this module\. Expected version '
        r'"(?P<wanted>[^"]+)"',
    ),
    ("Node.js", r"npm v[\d.]+ is known not to (?:run on|work with) Node\.js v(?P<here>[\d.]+)"),
    ("Go", r"note: module requires Go (?P<wanted>[\d.]+)|go\.mod requires go (?P<two>>= [\d.]+)"),
    ("Rust", r"requires rustc (?P<wanted>[\d.]+ or newer), while the currently active"),
    ("Python", r"requires a different Python: [\d.]+\w* not in '(?P<wanted>[^']+)'"),
    (
        "Python",
        r"script does not work on Python [\d.]+\. The minimum supported Python version is "
        r"(?P<wanted>\d[\d.]*\d)",
    ),
    (".NET", r"error NETSDK1045: The current \.NET SDK does not support targeting (?P<wanted>[^\n]+?)\. "),
)
_PATTERNS = tuple((name, re.compile(pattern, re.MULTILINE)) for name, pattern in _ASKS)


def _explain(failure: Failure) -> Explained | None:
    found = [(name, match) for name, each in _PATTERNS if (match := last_match(each, failure))]
    if not found:
        return None
    name, match = found[-1]
    wanted = one_line(next(filter(None, match.groupdict().values()), ""), 80)
    base = failure.stage.image if failure.stage else "this base"
    asks = f" ({wanted})" if wanted and "here" not in match.groupdict() else ""
    return Explained(
        title=f"a package needs another {name} than this stage has",
        found=shown(match),
        why=f"Its releases are made for certain versions of {name}{asks}; {base} has another.",
        advice=f"Start from a tag with a {name} that fits, or ask for a release of the package that "
        "was made "
        "for this one (without a version, the newest is taken).",
    )


EXPLANATION = Explanation(
    id="wrong-runtime",
    moments=("build",),
    explain=_explain,
    examples=(
        fits(
            "bundler requires Ruby version >= 3.0.0. The current ruby version is 2.5.9.", "Ruby", ">= 3.0.0"
        ),
        fits("Your Ruby version is 2.5.8, but your Gemfile specified 2.6.4", "2.6.4"),
        fits('npm ERR! notsup Required: {"node":">=20"}\n', "Node.js"),
        fits("Package 'x' requires a different Python: 3.9.1 not in '>=3.10'", ">=3.10"),
        fits("note: module requires Go 1.19\n", "1.19"),
        fits_not("ruby 2.5.9 is installed"),
        fits_not('npm WARN notsup Required: {"node":">=20"}'),
    ),
)
