"""A HEALTHCHECK as a text."""

import shlex

from grader.shell import shell_text


def health_text(test: tuple[str, ...]) -> str:
    """The shell text of a HEALTHCHECK as the engine keeps it; empty where there is none."""
    kind, arguments = test[:1], test[1:]
    if kind == ("CMD-SHELL",):
        return " ".join(arguments)
    if kind != ("CMD",):
        return ""
    return shell_text(arguments) or shlex.join(arguments)
