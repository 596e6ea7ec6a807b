"""C code is compiled without the headers of a library that it uses."""

import re

from grader.explanation import (
    Explained,
    Explanation,
    Failure,
    family,
    fits,
    fits_not,
    install_line,
    last_match,
    shown,
)

_MISSING = re.compile(
    r"fatal error: (?P<header>[\w./+-]+\.h(?:pp)?): No such file or directory|"
    r"(?P<program>pg_config|mysql_config|xml2-config|xslt-config)(?: executable)? (?:is )?not found|"
    r"Error: (?P<pg>pg_config) executable not found",
    re.MULTILINE,
)
_PACKAGES = {
    "Python.h": ("python3-dev", "python3-dev"),
    "ffi.h": ("libffi-dev", "libffi-dev"),
    "pg_config": ("libpq-dev", "postgresql-dev"),
    "libpq-fe.h": ("libpq-dev", "postgresql-dev"),
    "mysql_config": ("default-libmysqlclient-dev", "mariadb-dev"),
    "mysql.h": ("default-libmysqlclient-dev", "mariadb-dev"),
    "xml2-config": ("libxml2-dev", "libxml2-dev"),
    "xslt-config": ("libxslt1-dev", "libxslt-dev"),
    "libxml/xpath.h": ("libxml2-dev libxslt1-dev", "libxml2-dev libxslt-dev"),
    "libxml/xmlversion.h": ("libxml2-dev libxslt1-dev", "libxml2-dev libxslt-dev"),
    "openssl/ssl.h": ("libssl-dev", "openssl-dev"),
    "openssl/opensslv.h": ("libssl-dev", "openssl-dev"),
    "zlib.h": ("zlib1g-dev", "zlib-dev"),
    "jpeglib.h": ("libjpeg-dev", "jpeg-dev"),
    "curl/curl.h": ("libcurl4-openssl-dev", "curl-dev"),
    "sasl/sasl.h": ("libsasl2-dev", "cyrus-sasl-dev"),
    "lber.h": ("libldap2-dev", "openldap-dev"),
    "linux/types.h": ("linux-libc-dev", "linux-headers"),
    "stdio.h": ("libc6-dev", "musl-dev"),
    "limits.h": ("libc6-dev", "musl-dev"),
    "stdlib.h": ("libc6-dev", "musl-dev"),
}
"""Debian's package and Alpine's, by the contents of both distributions."""


def _explain(failure: Failure) -> Explained | None:
    match = last_match(_MISSING, failure)
    if match is None:
        return None
    name = next(filter(None, match.groups()))
    packages, manager = _PACKAGES.get(name), family(failure.stage)
    if packages is None:
        advice = (
            f"Install the package that has {name} (a library's headers are in the one that ends in -dev)."
        )
    elif manager in ("apt", "apk"):
        advice = install_line(manager, packages[manager == "apk"])
    else:
        advice = f"Debian and Ubuntu: {packages[0]}; Alpine: {packages[1]}. Install it before this line."
    return Explained(
        title=f"{name} is missing, which a package needs to be compiled",
        found=shown(match),
        why="There is no ready-made build of the package for this base, so it is compiled here; for that, "
        "the headers of the libraries that it uses must be installed, not just the libraries.",
        advice=advice,
    )


EXPLANATION = Explanation(
    id="missing-headers",
    moments=("build",),
    explain=_explain,
    rank=1,
    examples=(
        fits(
            "x.c:1:10: fatal error: ffi.h: No such file or directory",
            "apk add --no-cache libffi-dev",
            dockerfile="FROM python:3.9-alpine\nRUN pip install cffi\n",
            line=2,
        ),
        fits("Error: pg_config executable not found.", "libpq-dev"),
        fits("x.c:1:10: fatal error: strange.h: No such file or directory", "-dev"),
        fits_not("x.c:1:10: error: ffi.h is not good"),
        fits_not("looking for ffi.h: No such file or directory"),
    ),
)
