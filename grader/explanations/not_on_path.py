"""The program that CMD or ENTRYPOINT names is not found."""

import re

from grader.explanation import Explained, Explanation, Failure, fits, fits_not
from grader.explanation.elsewhere import line_with, other_that_runs, script_place
from grader.explanation.reading import stage_name
from grader.text import one_line

_ENGINE = re.compile(r'exec: \\*"(?P<engine>[^"\\/\s]{1,100})\\*": executable file not found in \$PATH')
_PODMAN = re.compile(r"executable file `?(?P<podman>[^`\"\s/]{1,100})`? not found in \$PATH")
_SHELL = re.compile(
    r"^(?P<script>\S{0,200}sh): (?:line )?(?P<number>\d{1,6}): (?:exec: )?(?P<shell>[\w.+-]{1,100}): "
    r"(?:command )?not found$",
    re.MULTILINE,
)
FOLDERS = (
    "/root/.local/bin",
    "/opt/venv/bin",
    "/venv/bin",
    "/app/.venv/bin",
    "/app/venv/bin",
    "/install/bin",
)
"""Where pip and venv put programs that no base image's PATH names."""
_INSTALLS = re.compile(r"\b(?:pip3?|uv|poetry)\b")
_ONE = 'FROM python:3.11-slim\nCOPY app.py .\nCMD ["gunicorn", "app:app"]\n'
_TWO = f"FROM python:3.11 AS build\nRUN pip install gunicorn\n{_ONE}"
_SAID = 'runc create failed: exec: "gunicorn": executable file not found in $PATH: unknown'


def _explain(failure: Failure) -> Explained | None:
    text = failure.reason if failure.moment == "start" else failure.log
    match = _ENGINE.search(text) or _PODMAN.search(text) if failure.moment == "start" else _SHELL.search(text)
    if match is None or (failure.moment == "run" and failure.exit_code != 127):
        return None
    named = match.groupdict()
    program = next(named[name] for name in ("engine", "podman", "shell") if named.get(name))
    there = next((each for each in FOLDERS if failure.around.in_image(f"{each}/{program}")), None)
    why, advice = _elsewhere(program, there) if there else _nowhere(failure, program)
    return Explained(
        title=f"the program {program} is not found",
        found=line_with(match) if failure.moment == "run" else one_line(match[0]),
        why=why,
        advice=advice,
        **script_place(failure, named.get("script") or "", int(named.get("number") or 0) or None),
    )


def _elsewhere(program: str, folder: str) -> tuple[str, str]:
    return (
        f"It is in the image, at {folder}/{program}, and {folder} is not in the PATH of the last stage. "
        "A stage takes over no ENV of another one.",
        f'Say it in the last stage: ENV PATH="{folder}:$PATH"',
    )


def _nowhere(failure: Failure, program: str) -> tuple[str, str]:
    stage = other_that_runs(failure, _INSTALLS)
    if stage is None:
        return (
            f"No folder of the PATH of the last stage holds {program}.",
            f"Install what brings {program} in the last stage, or copy it with its packages from another "
            "one.",
        )
    return (
        f"No folder of the PATH of the last stage holds {program}. Packages are installed in the stage "
        f"{stage_name(stage)}; programs that come with them lie in another folder than the packages.",
        f"Copy the programs, too: pip puts them into the folder bin beside lib. A virtual environment or "
        f"`pip install --prefix` keeps both below one folder, which one COPY --from={stage_name(stage)} "
        "takes "
        "over.",
    )


EXPLANATION = Explanation(
    id="not-on-path",
    moments=("start", "run"),
    explain=_explain,
    examples=(
        fits("", "PATH of the last stage", moment="start", reason=_SAID, dockerfile=_ONE),
        fits("", "COPY --from=build", moment="start", reason=_SAID, dockerfile=_TWO),
        fits(
            "",
            "It is in the image, at /root/.local/bin/gunicorn",
            moment="start",
            reason=_SAID,
            dockerfile=_ONE,
            image=("/root/.local/bin/gunicorn",),
        ),
        fits(
            "/app/start.sh: 2: gunicorn: not found\n",
            "gunicorn",
            moment="run",
            exit_code=127,
            dockerfile=_ONE,
            scripts={"start.sh": "#!/bin/sh\ngunicorn app:app\n"},
        ),
        fits(
            "/app/run.sh: line 3: exec: gunicorn: not found\n", moment="run", exit_code=127, dockerfile=_ONE
        ),
        fits("/bin/sh: 1: gunicorn: not found\n", "gunicorn", moment="run", exit_code=127, dockerfile=_ONE),
        fits_not("/bin/sh: 1: date: not found\n", moment="run", exit_code=1, dockerfile=_ONE),
        fits_not("", moment="start", reason='exec: "/app/run.sh": permission denied', dockerfile=_ONE),
    ),
)
