"""A step calls a script that is not where it is looked for, or that names a shell that is not there."""

from grader.explanation import Explanation, by_pattern, fits, fits_not

EXPLANATION = Explanation(
    id="script-not-found",
    moments=("build",),
    explain=by_pattern(
        r"^/bin/(?:ba|da)?sh: (?:line )?(?:\d+: )?(?P<file>[\w.+-]*/[\w./+-]+): (?:not found|No such file or "
        r"directory)$",
        title="{file} is not found, or what its first line names is not",
        why="Either the image holds no {file} at that place, or its first line (#!) names a program that "
        "it does "
        "not hold; the carriage return of a Windows line end counts as a part of that name.",
        advice="Mind the path, from WORKDIR on, and whether the file was copied before this line. Save "
        "it with the "
        "line ends of Unix, and let its first line name a shell that the base has, such as #!/bin/sh.",
        lines=5,
    ),
    rank=2,
    examples=(
        fits("/bin/sh: 1: ./build.sh: not found", "./build.sh", "WORKDIR"),
        fits("/bin/sh: /opt/x/pip: No such file or directory", "/opt/x/pip"),
        fits_not("/bin/sh: 1: curl: not found"),
        fits_not("/bin/sh: 1: ./build.sh: Permission denied"),
    ),
)
