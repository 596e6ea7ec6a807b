"""A system library is missing in the last stage."""

import re

from grader.explanation import Explained, Explanation, Failure, fits, fits_not
from grader.explanation.elsewhere import line_with, other_that_runs
from grader.explanation.reading import stage_name

_SHARED = re.compile(
    r"(?:ImportError|OSError): (?P<file>lib[\w.+-]+\.so(?:\.\d+)*): cannot open shared object file|"
    r"error while loading shared libraries: (?P<loaded>lib[\w.+-]+\.so(?:\.\d+)*): cannot open|"
    r"Error loading shared library (?P<musl>lib[\w.+-]+\.so(?:\.\d+)*): No such file"
)
_MAGIC = re.compile(r"ImportError: failed to find libmagic")
_DEBIAN = {
    "libmagic.so.1": "libmagic1",
    "libpq.so.5": "libpq5",
    "libgomp.so.1": "libgomp1",
    "libGL.so.1": "libgl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxml2.so.2": "libxml2",
    "libxslt.so.1": "libxslt1.1",
    "libffi.so.8": "libffi8",
    "libmariadb.so.3": "libmariadb3",
    "libsqlite3.so.0": "libsqlite3-0",
    "libstdc++.so.6": "libstdc++6",
    "libssl.so.3": "libssl3",
    "libjpeg.so.62": "libjpeg62-turbo",
    "libcairo.so.2": "libcairo2",
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libexpat.so.1": "libexpat1",
    "libyaml-0.so.2": "libyaml-0-2",
    "libldap.so.2": "libldap-2.5-0",
    "libzbar.so.0": "libzbar0",
}
"""Debian's packages by the library that they hold: packages.debian.org, bookworm."""
_ALPINE = {
    "libmagic.so.1": "libmagic",
    "libpq.so.5": "libpq",
    "libgomp.so.1": "libgomp",
    "libstdc++.so.6": "libstdc++",
    "libffi.so.8": "libffi",
    "libxml2.so.2": "libxml2",
    "libxslt.so.1": "libxslt",
    "libssl.so.3": "libssl3",
    "libgcc_s.so.1": "libgcc",
}
"""Alpine's: pkgs.alpinelinux.org, 3.20."""
_TWO = """FROM python:3.11 AS builder
RUN apt-get update && apt-get install -y libpq-dev && pip wheel psycopg2
FROM python:3.11-slim
CMD ["python", "app.py"]
"""


def _explain(failure: Failure) -> Explained | None:
    match = _SHARED.search(failure.log) or _MAGIC.search(failure.log)
    if match is None:
        return None
    library = next((text for text in match.groupdict().values() if text), "libmagic.so.1")
    return Explained(
        title=f"a system library is missing: {library}",
        found=line_with(match),
        why=_why(failure, library),
        advice=_advice(failure, library),
    )


def _why(failure: Failure, library: str) -> str:
    stem = re.escape(library.removeprefix("lib").partition(".so")[0].rstrip("0123456789.-"))
    other = other_that_runs(failure, re.compile(rf"\blib{stem}[\w.+-]*"))
    base = f" starts from {failure.stage.image} and" if failure.stage else ""
    here = f"The last stage{base} does not install the library that this Python package loads."
    there = (
        f" The stage {stage_name(other)} has it, and its system packages stay behind there." if other else ""
    )
    return f"{here}{there}"


def _advice(failure: Failure, library: str) -> str:
    if failure.stage is not None and "alpine" in failure.stage.image:
        package = _ALPINE.get(library)
        named = f"apk add --no-cache {package}" if package else "apk add, with the package that holds it"
        return f"In the last stage: RUN {named}"
    package = _DEBIAN.get(library)
    if package is None:
        return f"Find the Debian package that holds {library}, and install it in the last stage with apt-get."
    return (
        f"In the last stage: RUN apt-get update && apt-get install -y --no-install-recommends {package} "
        "&& rm -rf /var/lib/apt/lists/*"
    )


EXPLANATION = Explanation(
    id="missing-library",
    moments=("run", "answer"),
    explain=_explain,
    examples=(
        fits(
            "ImportError: libpq.so.5: cannot open shared object file: No such file or directory",
            "libpq5",
            "The stage builder has it",
            moment="run",
            dockerfile=_TWO,
        ),
        fits("ImportError: failed to find libmagic.  Check your installation", "libmagic1", moment="run"),
        fits(
            "Error loading shared library libstdc++.so.6: No such file or directory (needed by /x.so)",
            "apk add --no-cache libstdc++",
            moment="run",
            dockerfile="FROM python:3.9-alpine\nCMD x\n",
        ),
        fits_not("ImportError: cannot import name 'magic'", moment="run"),
        fits_not("cp: cannot open shared file libpq.so.5", moment="run"),
    ),
)
