"""Python does not find a module."""

import re

from grader.dockerfile import Stage
from grader.dockerfile.meaning.stage_copies import copies
from grader.explanation import Explained, Explanation, Failure, fits, fits_not
from grader.explanation.elsewhere import line_with, other_that_runs, user
from grader.explanation.reading import stage_name

_MISSING = re.compile(
    r"^\s*(?:ModuleNotFoundError: |ImportError: |\S*python[\d.]*: )No module named '?([\w.]+)'?", re.MULTILINE
)
_VERSION = re.compile(r"^python:(3\.\d+)")
_FOLDERS = ("/root/.local", "/install", "/opt/venv", "/venv", "/app/.venv", "/usr/local")
"""Where `pip install --user`, `--prefix` and virtual environments have their packages, below lib."""
_INSTALLS = re.compile(r"\b(?:pip3?|uv|poetry|pipenv)\b")
_OWN = re.compile(r"\bpip3? install\b|\buv (?:pip install|sync)\b|\bpoetry install\b")
_NOT_THERE = "copies from there does not hold this one, or not where this image's Python looks."
_SAME_PLACE = (
    "Copy the folder that they are installed into, to a place where Python looks: `python -m site` prints "
    "these. They lie in a folder of its version, so both stages need the same one."
)
_LOG = "Traceback (most recent call last):\nModuleNotFoundError: No module named 'psutil'\n"
_TWO = """FROM python:3.11 AS builder
RUN pip install psutil
FROM python:3.11-slim
COPY app.py .
CMD ["python", "app.py"]
"""


def _explain(failure: Failure) -> Explained | None:
    found = list(_MISSING.finditer(failure.log))
    if not found:
        return None
    match = found[-1]
    name = match[1].partition(".")[0]
    why, advice = _meaning(failure, name)
    title = f"Python does not find the module {name}"
    return Explained(title=title, found=line_with(match), why=why, advice=advice)


def _meaning(failure: Failure, name: str) -> tuple[str, str]:
    own = {f"{name}.py", f"{name}/__init__.py"} & set(failure.around.context_names())
    if own:
        file = min(own)
        return (
            f"{file} is in your folder, and the image does not hold it where Python looks.",
            f"Copy {file} in the last stage, into the folder that the application is started in.",
        )
    there = _elsewhere(failure, name)
    if there is not None:
        return _not_looked_at(failure, there)
    stage = other_that_runs(failure, _INSTALLS)
    if stage is not None:
        other, taken = stage_name(stage), _taken(failure, stage)
        if taken is not None:
            return (
                f"The packages are installed in the stage {other}. What line {taken} {_NOT_THERE}",
                _SAME_PLACE,
            )
        return (
            f"The packages are installed in the stage {other} only, and a stage takes over nothing of "
            "another one by itself.",
            f"Copy the folder that they are installed into from there (COPY --from={other}), to a place "
            "where this image's Python looks: `python -m site` prints these.",
        )
    if failure.stage is not None and any(_OWN.search(item.text) for item in failure.stage.instructions):
        return (
            "The stage installs packages, but not this one, or for another Python than the one that runs.",
            "Name the package that holds it in requirements.txt, and install with the same python that CMD "
            "starts.",
        )
    return (
        "Nothing in the image's last stage holds it.",
        "Install the package that holds it in the last stage, or copy it from the stage that has it.",
    )


def _taken(failure: Failure, stage: Stage) -> int | None:
    """The line of the last COPY that takes something from that stage; None without one."""
    dockerfile = failure.dockerfile
    taken = copies(dockerfile, dockerfile.final) if dockerfile else []
    return next((copied.line for copied in reversed(taken) if copied.stage == stage.index), None)


def _elsewhere(failure: Failure, name: str) -> str | None:
    """The folder of packages in the image that holds it all the same."""
    version = _VERSION.match(failure.stage.image) if failure.stage else None
    folders = (f"{each}/lib/python{version[1]}/site-packages" for each in _FOLDERS) if version else ()
    around = failure.around
    return next((each for each in folders if around.in_image(f"{each}/{name}")), None)


def _not_looked_at(failure: Failure, folder: str) -> tuple[str, str]:
    who = user(failure)
    if folder.startswith("/root/") and who:
        return (
            f"It is in the image, in {folder}: that is root's own, and the image says USER {who}, who may "
            "not look into /root.",
            "Install into a folder that everybody may read: pip install --prefix=/install copied to "
            "/usr/local, or a virtual environment in /opt/venv.",
        )
    return (
        f"It is in the image, in {folder}, and the Python that CMD starts does not look there.",
        "Start the Python that belongs to that folder (in a virtual environment: its bin/python, first on "
        "PATH), or copy the packages to where this one looks, such as from /install to /usr/local.",
    )


EXPLANATION = Explanation(
    id="missing-module",
    moments=("run", "answer"),
    explain=_explain,
    examples=(
        fits(_LOG, "psutil", "COPY --from=builder", moment="run", exit_code=1, dockerfile=_TWO),
        fits(
            _LOG,
            "What line 4 copies",
            "the same one",
            moment="run",
            exit_code=1,
            dockerfile=_TWO.replace("COPY", "COPY --from=builder /root/.local /home/app/.local\nCOPY"),
        ),
        fits(
            _LOG,
            "requirements.txt",
            moment="run",
            dockerfile="FROM python:3.11\nRUN pip install flask\nCMD x\n",
        ),
        fits(
            "/usr/local/bin/python: No module named gunicorn\n",
            "USER nobody",
            "/root/.local/lib/python3.11/site-packages",
            moment="run",
            dockerfile="FROM python:3.11-slim\nUSER nobody\nCMD x\n",
            image=("/root/.local/lib/python3.11/site-packages/gunicorn",),
        ),
        fits(
            _LOG,
            "in /install/lib/python3.11/site-packages",
            moment="run",
            dockerfile=_TWO,
            image=("/install/lib/python3.11/site-packages/psutil",),
        ),
        fits(
            "ModuleNotFoundError: No module named 'util.text'",
            "util/__init__.py is in your folder",
            moment="run",
            dockerfile=_TWO,
            context=("app.py", "util/__init__.py"),
        ),
        fits_not("ImportError: cannot import name 'Flask' from 'flask'", moment="run", dockerfile=_TWO),
        fits_not('print("No module named x")', moment="run", dockerfile=_TWO),
    ),
)
