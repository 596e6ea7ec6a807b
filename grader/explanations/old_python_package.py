"""An old release of a Python package that newer build tools cannot build."""

from grader.explanation import Explanation, by_pattern, fits, fits_not

EXPLANATION = Explanation(
    id="old-python-package",
    moments=("build",),
    explain=by_pattern(
        r"^ *(?:E +)?AttributeError: (?P<what>cython_sources)$|"
        r"^ *AttributeError: 'ParsedRequirement' object has no attribute 'req'|"
        r"error in \S+ setup command: (?P<two>use_2to3) is invalid|"
        r"SKLEARN_ALLOW_DEPRECATED_SKLEARN_PACKAGE_INSTALL=True to avoid this",
        title="a requirement is too old for the tools that build it",
        why="There is no ready-made wheel of that release for this Python, so that pip builds it, "
        "with newer tools than it was written for.",
        advice="Ask for a newer release of the package that is named above the error (PyYAML before "
        "6.0.1 and Cython 3 do not go together; sklearn is called scikit-learn).",
    ),
    examples=(
        fits("  AttributeError: cython_sources\n", "PyYAML"),
        fits("    AttributeError: 'ParsedRequirement' object has no attribute 'req'\n"),
        fits("error in anyjson setup command: use_2to3 is invalid."),
        fits_not("AttributeError: 'X' object has no attribute 'cython_sources'"),
        fits_not("use_2to3 was removed"),
    ),
)
