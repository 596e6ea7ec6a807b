"""Programs in the image that make root of whoever runs them."""

import re

from grader.evidence import LayerEntry, OwnLayersFact

SETUID = 0o4000
_OF_PACKAGES = ("/bin/", "/sbin/", "/usr/bin/", "/usr/sbin/", "/usr/lib/", "/usr/libexec/", "/lib/")
"""Where packages put programs such as su and ping, which ask for a password or do one thing only."""
_RUNS_ANYTHING = re.compile(
    r"(?:python|perl|ruby|node|php|lua|tclsh|bash|sh|dash|ash|zsh|ksh|busybox|env|setpriv|nsenter)[\d.]*"
)


def makes_root(fact: OwnLayersFact) -> LayerEntry | None:
    """The first file of an own layer with root's set-user-ID bit that is an interpreter, or no package's."""
    found = (entry for layer in fact.layers for entry in layer.privileged)
    return next((entry for entry in found if _makes_root(entry)), None)


def _makes_root(entry: LayerEntry) -> bool:
    if entry.uid != 0 or not entry.mode & SETUID:
        return False
    name = entry.path.rpartition("/")[2]
    return _RUNS_ANYTHING.fullmatch(name) is not None or not entry.path.startswith(_OF_PACKAGES)
