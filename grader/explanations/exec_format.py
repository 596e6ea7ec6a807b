"""A program for another kind of processor, or a script without its first line."""

from grader.explanation import Explanation, by_pattern, fits, fits_not

EXPLANATION = Explanation(
    id="exec-format",
    moments=("build", "start", "run"),
    explain=by_pattern(
        r"exec (?P<file>\S+): exec format error|(?P<two>\S+): cannot execute binary file: Exec "
        r"format error|exec format error(?:: unknown|\")?$",
        title="a program cannot be executed: exec format error",
        why="It is made for another kind of processor than this image, or is a script whose first "
        "line does not name its shell.",
        advice="Let the script begin with #!/bin/sh on its very first line; or fetch the program, and "
        "the base image, for this platform.",
        lines=10,
    ),
    examples=(
        fits("exec /run.sh: exec format error", "#!/bin/sh"),
        fits("exec /app/start.sh: exec format error\n", "very first line", moment="run", exit_code=255),
        fits("", "#!/bin/sh", moment="start", reason='exec: "/app/start.sh": exec format error: unknown'),
        fits("/bin/sh: 1: ./tool: cannot execute binary file: Exec format error"),
        fits('standard_init_linux.go:190: exec user process caused "exec format error"', "#!/bin/sh"),
        fits_not("unknown log format error"),
        fits_not("error: wrong format"),
    ),
)
