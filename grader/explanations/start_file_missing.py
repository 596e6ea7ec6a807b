"""The start command names a file that the image lacks, or a script of which it lacks the program."""

import re
from posixpath import basename

from grader.explanation import Explained, Explanation, Failure, fits, fits_not, last_match
from grader.explanation.elsewhere import line_with, script_place, start_line

_LOG = re.compile(
    r"^exec (?P<log>/?[^\s:]+): no such file or directory$|"
    r"^/bin/sh: (?:1: )?(?P<shell>[^\s:]*/[^\s:]+): not found$",
    re.MULTILINE,
)
_ENGINE = re.compile(
    r'exec: \\*"(?P<engine>/?[^"\\\s]*/[^"\\\s]+)\\*": (?:stat \S+: )?no such file or directory'
)
_CRLF = "#!/bin/sh\r\nexec python app.py\r\n"
_ONE = 'FROM python:3.9-alpine\nCOPY start.sh /\nCMD ["/start.sh"]\n'


def _explain(failure: Failure) -> Explained | None:
    match = last_match(_ENGINE if failure.moment == "start" else _LOG, failure, 5)
    if match is None or (failure.moment == "run" and match["log"] is None and failure.exit_code != 127):
        return None
    path = next(filter(None, match.groups()))
    script = failure.around.script(basename(path))
    found = line_with(match)
    missing = failure.moment == "start" or (match["log"] is None and not _is_there(failure, path))
    if missing or script is None or not script.text.startswith("#!"):
        return _no_file(failure, path, found)
    return _no_program(failure, path, found, script.text.split("\n", 1)[0])


def _is_there(failure: Failure, path: str) -> bool:
    """Whether the image holds it; a relative path may be anywhere."""
    return not path.startswith("/") or failure.around.in_image(path)


def _no_file(failure: Failure, path: str, found: str) -> Explained:
    there = failure.around.script(basename(path)) is not None
    return Explained(
        title=f"{path} cannot be started: it, or what it needs to run, is not in the image",
        found=found,
        why="The start command names a file that the last stage does not hold at that place"
        + (f"; {basename(path)} is in your folder." if there else "."),
        advice="Let the destination of COPY and the path in CMD or ENTRYPOINT name the same place.",
        line=start_line(failure.dockerfile),
    )


def _no_program(failure: Failure, path: str, found: str, first: str) -> Explained:
    program = first.removeprefix("#!").strip().split(" ")[0]
    if first.endswith("\r"):
        why = (
            "Its lines end as on Windows, with a carriage return, and the first one is taken for a part "
            "of the "
            f"program's name: there is no {program}\\r."
        )
        advice = "Save the script with the line ends of Unix (LF). In a repository, a .gitattributes with "
        advice += "*.sh text eol=lf keeps them."
    else:
        why = f"Its first line says that {program} runs it, and the image has no such program."
        advice = f"Name one that the base has, such as #!/bin/sh, or install {basename(program)}."
    return Explained(
        title=f"the script {path} cannot be started",
        found=found,
        why=why,
        advice=advice,
        **script_place(failure, path, 1),
    )


EXPLANATION = Explanation(
    id="start-file-missing",
    moments=("start", "run"),
    explain=_explain,
    examples=(
        fits(
            "exec /start.sh: no such file or directory\n",
            "LF",
            "Windows",
            moment="run",
            exit_code=255,
            dockerfile=_ONE,
            scripts={"start.sh": _CRLF},
        ),
        fits(
            "exec /start.sh: no such file or directory\n",
            "install bash",
            moment="run",
            dockerfile=_ONE,
            scripts={"start.sh": "#!/bin/bash\necho\n"},
        ),
        fits(
            "",
            "destination of COPY",
            moment="start",
            reason='exec: "/app/start.sh": stat /app/start.sh: no such file or directory: unknown',
            dockerfile=_ONE,
        ),
        fits(
            "/bin/sh: 1: /start.sh: not found\n",
            "the last stage does not hold",
            "is in your folder",
            moment="run",
            exit_code=127,
            dockerfile=_ONE,
            scripts={"start.sh": "#!/bin/sh\n"},
        ),
        fits(
            "/bin/sh: 1: /start.sh: not found\n",
            "Windows",
            moment="run",
            exit_code=127,
            dockerfile=_ONE,
            scripts={"start.sh": _CRLF},
            image=("/start.sh",),
        ),
        fits_not("/bin/sh: 1: /start.sh: not found\n", moment="run", exit_code=1, dockerfile=_ONE),
        fits_not("cat: /start.sh: No such file or directory\n", moment="run", dockerfile=_ONE),
        fits_not("", moment="start", reason='exec: "gunicorn": executable file not found in $PATH'),
    ),
)
