"""A command names a file that is not in the image."""

from grader.explanation import Explanation, by_pattern, fits, fits_not

EXPLANATION = Explanation(
    id="missing-in-step",
    moments=("build",),
    explain=by_pattern(
        r"^(?P<name>cp|mv|cat|chmod|chown|ls|rm|sed|ln|stat|tar|gzip|unzip|bash|sh|python3?|"
        r"install|touch|mkdir)(?: \(child\))?: (?:cannot (?:stat|access|open|remove|"
        r"create[^']*)|can't (?:stat|open|cd to|read|access|remove)(?: file)?)?:? "
        r"?['\u2018]?(?P<file>[^'\u2019:\s]+)['\u2019]?: (?:No such file or directory|\[Errno "
        r"2\] No such file or directory|Cannot open: No such file or directory)",
        title="{file} is not in the image when {name} runs",
        why="RUN sees only what the base holds and what was copied or made before this line, in this stage.",
        advice="Copy it before this line, or name the path where it is (from WORKDIR on, unless it "
        "begins with /).",
        lines=6,
    ),
    rank=3,
    examples=(
        fits("cp: cannot stat 'x.conf': No such file or directory", "x.conf", "WORKDIR"),
        fits("python3: can't open file '/app/x.py': [Errno 2] No such file or directory", "/app/x.py"),
        fits("tar (child): x.tgz: Cannot open: No such file or directory", "x.tgz"),
        fits_not("cp: cannot stat 'x': Permission denied"),
        fits_not("No such file or directory"),
    ),
)
