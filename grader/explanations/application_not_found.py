"""A server of Python applications does not find the application that it is given."""

import re

from grader.explanation import Explained, Explanation, Failure, fits, fits_not, last_match
from grader.explanation.elsewhere import line_with, start_line

_OBJECT = re.compile(
    r"Failed to find attribute '(?P<gunicorn>[^'\n]+)' in '(?P<in_gunicorn>[^'\n]+)'|"
    r'Attribute "(?P<uvicorn>[^"\n]+)" not found in module "(?P<in_uvicorn>[^"\n]+)"|'
    r"Failed to find attribute '(?P<flask>[^'\n]+)' in '(?P<in_flask>[^'\n]+)'"
)
_MODULE = re.compile(
    r'Could not import module "(?P<uvicorn>[^"\n]+)"|^Error: Could not import \'(?P<flask>[^\'\n]+)\'|'
    r"^(?:No module named|ModuleNotFoundError: No module named) '(?P<gunicorn>[^'\n]+)'$",
    re.MULTILINE,
)
_NOT_NAMED = re.compile(
    r"^Error: (?:(?P<flask>Could not locate a Flask application)|No application module specified)",
    re.MULTILINE,
)
_START = re.compile(r"(?P<module>[\w.]+):(?P<name>\w+)")
_ONE = 'FROM python:3.11-slim\nCOPY app.py .\nCMD ["gunicorn", "app:server"]\n'
_TWO = _ONE.replace("app:server", "main:app")


def _explain(failure: Failure) -> Explained | None:
    return _no_object(failure) or _no_module(failure) or _not_named(failure)


def _no_object(failure: Failure) -> Explained | None:
    match = last_match(_OBJECT, failure, 40)
    if match is None:
        return None
    name, module = (word for word in match.groups() if word)
    return Explained(
        title=f"the module {module} has no {name}",
        found=line_with(match),
        why=f"The server is told to serve {name} of {module}. It finds {module}, and nothing in it has that "
        "name.",
        advice=f"Behind the colon stands the name that {module} gives to the application, as in app = "
        f"Flask(...)."
        " Without a colon, gunicorn looks for the name application.",
        line=start_line(failure.dockerfile),
    )


def _no_module(failure: Failure) -> Explained | None:
    match = last_match(_MODULE, failure, 40)
    if match is None:
        return None
    name = next(filter(None, match.groups()))
    if match["gunicorn"] and name.partition(".")[0] not in _asked(failure):
        return None
    file = f"{name.replace('.', '/')}.py"
    there = file in failure.around.context_names()
    return Explained(
        title=f"the server does not find the module {name}",
        found=line_with(match),
        why=f"It is told to serve {name}, that is the file {file}, and looks for it in the folder in "
        f"which it is "
        f"started. {'It is in your folder' if there else f'There is no {file} in your folder'}.",
        advice=f"Copy {file} in the last stage, and let WORKDIR name the folder that it is copied to."
        if there
        else "The word in front of the colon is the file's name, without .py and without folders.",
        line=start_line(failure.dockerfile),
    )


def _not_named(failure: Failure) -> Explained | None:
    match = last_match(_NOT_NAMED, failure, 40)
    if match is None:
        return None
    return Explained(
        title="the server is not told which application to serve",
        found=line_with(match),
        why="flask looks for app.py or wsgi.py in the folder in which it is started, and finds none."
        if match["flask"]
        else "gunicorn serves what stands behind its options, as the file's name, a colon and a name in it.",
        advice="Name the file in CMD, as in flask --app NAME run; WORKDIR must be its folder."
        if match["flask"]
        else "Say at the end of CMD which one it is, such as app:app for the app in app.py.",
        line=start_line(failure.dockerfile),
    )


def _asked(failure: Failure) -> set[str]:
    """The modules that the start commands name in the form module:name."""
    from grader.dockerfile.meaning.places import last_commands

    commands = last_commands(failure.dockerfile).values() if failure.dockerfile else ()
    found = [match["module"] for item in commands for match in _START.finditer(item.text)]
    return {name.partition(".")[0] for name in found}


EXPLANATION = Explanation(
    id="application-not-found",
    moments=("run",),
    explain=_explain,
    examples=(
        fits(
            "Failed to find attribute 'server' in 'app'.\n[INFO] Worker exiting\n",
            "nothing in it",
            "Behind the colon",
            moment="run",
            exit_code=4,
            dockerfile=_ONE,
        ),
        fits(
            'ERROR:    Error loading ASGI app. Could not import module "main".\n',
            "no main.py in your folder",
            moment="run",
            dockerfile=_ONE,
        ),
        fits(
            "ModuleNotFoundError: No module named 'main'\n[ERROR] Reason: Worker failed to boot.\n",
            "main.py",
            "WORKDIR",
            moment="run",
            exit_code=3,
            dockerfile=_TWO,
            context=("main.py",),
        ),
        fits("Error: Could not import 'hello'.\n", "hello.py", moment="run", exit_code=2, dockerfile=_ONE),
        fits(
            "Error: Could not locate a Flask application. Use the",
            "wsgi.py",
            moment="run",
            exit_code=2,
            dockerfile=_ONE,
        ),
        fits(
            "Error: No application module specified.\n", "app:app", moment="run", exit_code=1, dockerfile=_ONE
        ),
        fits_not("ModuleNotFoundError: No module named 'flask'\n", moment="run", dockerfile=_ONE),
        fits_not("AttributeError: module 'app' has no attribute 'server'\n", moment="run", dockerfile=_ONE),
    ),
)
