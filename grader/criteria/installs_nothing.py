"""`installs_nothing`: no RUN of the final image installs Python packages."""

from typing import Any, Literal

from typing_extensions import override

from grader.criterion import Criterion, Finding, Met, Unmet, met, unmeasured, unmet
from grader.criterion.own_layers import not_told_apart
from grader.criterion.provenance import cannot_tell
from grader.criterion.python_packages import PACKAGES, first_installing, installed_by_run
from grader.criterion.samples import built_image, own_layers
from grader.evidence import BuiltImage, DockerfileText, Facts, Question, ShellText, ShellTexts
from grader.text import first, one_line

_IN_TWO = "FROM python:3.11 AS b\nRUN pip install flask\nFROM python:3.11-slim\nCOPY --from=b /x /x\n"
_FLASK = "/x/site-packages/flask/__init__.py"
_COPIED, _BUILT, _NO_SHELL = ("COPY /x /x", 4, _FLASK), built_image(), ()
_PIP = (ShellText("echo 'pip install' && python -m pip --quiet install flask", "Dockerfile", 5),)
_HINT = "Install in the first stage only, and copy what pip has installed there."


class InstallsNothingKind(Criterion):
    """No RUN that the final image is made by installs Python packages: they are copied, if there are any.

    Where the last stage installs again, it needs pip, the network and often a compiler, and each build may
    get other versions than the stage that was made for it. Judged by content: what the layer of each RUN
    adds to folders of packages, whoever put it there (pip, a script, an archive unpacked, ONBUILD). A
    package that only gets another owner is not installed. Judged by words, too: a command such as
    `pip install` counts where it finds everything there already; a text that only names it does not.
    """

    check: Literal["installs_nothing"]

    examples = (
        met("copied", _NO_SHELL, _BUILT, own_layers(_COPIED), dockerfile=_IN_TWO),
        met("another owner", _NO_SHELL, _BUILT, own_layers(_COPIED, ("RUN chown", 5, _FLASK))),
        unmet("pip install that adds nothing", _PIP),
        unmet("whatever adds a package", _NO_SHELL, _BUILT, own_layers(("RUN ./setup", 5, _FLASK))),
        unmeasured("an unknown base", _NO_SHELL, built_image(is_prefix=False), own_layers(_COPIED)),
    )

    @property
    @override
    def expected(self) -> str:
        return "no RUN of the final stage installs Python packages"

    @override
    def questions(self) -> tuple[Question[Any], ...]:
        return (DockerfileText(), ShellTexts(), BuiltImage(), PACKAGES)

    @override
    def screen(self, facts: Facts) -> Unmet | None:
        if (found := first_installing(facts[ShellTexts()])) is None:
            return None
        text, command = found
        return Unmet(f"line {text.line}: {one_line(' '.join(command), 100)}", _HINT, text.file, text.line)

    @override
    def judge(self, facts: Facts) -> Finding:
        base, fact, dockerfile = facts[BuiltImage()].base, facts[PACKAGES], facts[DockerfileText()]
        if not base.is_prefix:
            return not_told_apart(base)
        if (unclear := cannot_tell(fact, dockerfile)) is not None:
            return unclear
        if added := installed_by_run(fact):
            told = first([made.told for made in added], 3)
            return Unmet(told, _HINT, dockerfile.file, added[0].layer.line)
        return Met("no RUN of the final stage adds a Python package")
