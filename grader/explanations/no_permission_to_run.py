"""A script that is not allowed to be executed."""

from grader.explanation import Explanation, by_pattern, fits, fits_not

EXPLANATION = Explanation(
    id="no-permission-to-run",
    moments=("build", "start", "run"),
    explain=by_pattern(
        r"^(?:/bin/|\S+/)?(?:ba|da)?sh: (?:line )?(?:\d+: )?(?P<file>\S+): Permission denied$|"
        r'exec: \\*"(?P<start>[^"\\\s]*/[^"\\\s]+)\\*": permission denied|'
        r"exec (?P<log>\S+): permission denied$",
        title="{file}{start}{log} may not be executed",
        why="The file is there, but has no permission to be executed: COPY keeps the one that it had.",
        advice="Call it through its shell (sh {file}{start}{log}), or give it the permission where it is "
        "copied: COPY --chmod=755",
        lines=5,
    ),
    rank=1,
    examples=(
        fits("/bin/sh: 1: ./install.sh: Permission denied", "./install.sh", "--chmod=755"),
        fits("/bin/sh: ./run.sh: Permission denied"),
        fits(
            "",
            "/app/start.sh may not be executed",
            "--chmod=755",
            moment="start",
            reason='runc create failed: exec: "/app/start.sh": permission denied: unknown',
        ),
        fits_not("/bin/sh: 1: cannot create /etc/x: Permission denied"),
        fits_not("mkdir: Permission denied"),
    ),
)
