"""Compiled modules of Python packages: a module of the same name that is not compiled does not do."""

from collections.abc import Sequence

from grader.authoring.drafting.pair import Side
from grader.evidence import CommandFact, ContainerCommand

MOST = 8
"""Modules that one command opens; a package can have hundreds."""

_FINDS = """\
import importlib, sys
names = {names!r}
for name in names:
    importlib.import_module(name)
for name, module in sorted(sys.modules.items()):
    file = getattr(module, "__file__", None) or ""
    if name.rpartition(".")[0] in names and file.endswith(".so"):
        print(name)
"""
_OPENS = """\
import ctypes, importlib
names = {names!r}
for name in names:
    library = ctypes.CDLL(importlib.import_module(name).__file__)
    getattr(library, "PyInit_" + name.rpartition(".")[2])
print("compiled", *names)
"""


def compiled_modules(side: Side, names: Sequence[str]) -> list[str]:
    """Compiled modules right below these packages that are loaded with them, as `psycopg2._psycopg`."""
    asked = ContainerCommand(("python", "-c", _FINDS.format(names=list(names))))
    fact = side.ask(asked) if names else None
    if not isinstance(fact, CommandFact) or fact.exit_code != 0:
        return []
    return [line for line in fact.output.split() if _is_below(line, names)][:MOST]


def opens_all(modules: Sequence[str]) -> str:
    """Python that says `compiled` and the names where each is a library that loads and begins as its module.

    Python looks for the function PyInit_NAME in it ("Defining extension modules" of Python's manual).
    """
    return _OPENS.format(names=list(modules))


def pretended(module: str) -> str:
    """The shell command that puts an empty package of that name in place of the compiled one."""
    package, _, name = module.partition(".")
    empty = f'rm -r "$1" && mkdir "$1" && touch "$1/__init__.py" "$1/{name}.py"'
    found = f"find / -xdev -type d -path '*-packages/{package}' -prune"
    return f"{found} -exec sh -c '{empty}' sh {{}} ';'"


def _is_below(module: str, names: Sequence[str]) -> bool:
    package, _, name = module.partition(".")
    return package in names and name.isidentifier()
