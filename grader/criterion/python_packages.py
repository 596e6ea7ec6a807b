"""Python packages that the final image's own steps install, by what they add and by what they call."""

import re
from collections.abc import Iterable

from grader.criterion.provenance import Made, makers
from grader.evidence import OwnLayers, OwnLayersFact, ShellText
from grader.shell import Command, commands
from grader.shell.pip import installs_python_packages

PACKAGES = OwnLayers(
    (
        "/**/*.dist-info/METADATA",
        "/**/*.egg-info/PKG-INFO",
        "/**/__init__.py",
        "/**/site-packages/*.py",
        "/**/dist-packages/*.py",
    )
)
"""Files that every installed package has one of."""
_OF_THE_BASE = re.compile(r"/site-packages/(?:pip|setuptools|wheel|pkg_resources|_distutils_hack)[/-]")
"""What the base image has there; a RUN that gives it another owner did not install it."""


def installed_by_run(fact: OwnLayersFact) -> list[Made]:
    """The files of packages that a RUN adds, in order."""
    return [made for made in makers(fact) if made.by_run and not _OF_THE_BASE.search(made.path)]


def first_installing(texts: Iterable[ShellText]) -> tuple[ShellText, Command] | None:
    """The first command that installs packages, with the text that it stands in; None where none does."""
    called = ((text, command) for text in texts for command in commands(text.text))
    return next(((text, command) for text, command in called if installs_python_packages(command)), None)
