"""What Python says in the container: where it comes from, and which packages it can import."""

import json
from collections.abc import Iterator
from typing import Any

from grader.authoring.drafting.compiled import compiled_modules, opens_all, pretended
from grader.authoring.drafting.pair import Pair, Side, Wrong
from grader.authoring.drafting.proposal import Proposal
from grader.authoring.drafting.python_packages import PREFIX, installed
from grader.dockerfile.meaning.places import last_commands
from grader.evidence import CommandFact, ContainerCommand

USUAL_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


def propose(pair: Pair) -> Iterator[Proposal]:
    """The environment is broken by the usual PATH; an import by a package, taken away, or pretended."""
    side = pair.solution
    prefix = side.ask(ContainerCommand(PREFIX))
    if not isinstance(prefix, CommandFact) or prefix.exit_code != 0:
        return
    folder = prefix.output.strip()
    if folder.startswith("/") and "\n" not in folder and not folder.startswith("/usr"):
        yield Proposal(
            "python-in-use",
            {"run": list(PREFIX), "contains": folder},
            list(_wrong(side, folder)),
            f"python in the container is the one of {folder}",
        )
    if names := installed(side):
        run: dict[str, Any] = {"run": ["python", "-c", f"import {', '.join(names)}"]}
        gone = [f"rm -r $(find / -xdev -type d -path '*-packages/{name}')" for name in names]
        yield Proposal(
            "imports", run, [side.as_root(each) for each in gone], f"Python can import {', '.join(names)}"
        )
    if found := compiled_modules(side, names):
        yield Proposal(
            "compiled",
            {"run": ["python", "-c", opens_all(found)], "contains": f"compiled {' '.join(found)}"},
            [side.as_root(pretended(each)) for each in found],
            f"what is imported as {', '.join(found)} is compiled, and finds its libraries",
        )


def _wrong(side: Side, folder: str) -> Iterator[Wrong]:
    """With the program written out, so that it still starts; else it is PATH alone."""
    path = f'ENV PATH="{USUAL_PATH}"'
    item = last_commands(side.dockerfile).get("CMD")
    if item is not None and item.exec_form and item.words and "/" not in item.words[0]:
        script = side.script
        start = json.dumps([f"{folder}/bin/{item.words[0]}", *item.words[1:]])
        yield side.rewritten(f"{script.replaced(item, f'CMD {start}').rstrip()}\n{path}\n")
    yield side.append(path)
