"""A package must be compiled, and the stage has no compiler."""

import re

from grader.explanation import (
    Explained,
    Explanation,
    Failure,
    family,
    fits,
    fits_not,
    install_line,
    stage_name,
)
from grader.explanation.elsewhere import runs
from grader.text import one_line

_NO_GCC = re.compile(
    r"error: command '(?P<one>[\w./-]*(?:gcc|cc|clang|g\+\+))' failed: No such file or directory|"
    r"unable to execute '(?P<two>[\w./-]*(?:gcc|cc|clang|g\+\+))': No such file or directory|"
    r"[Uu]nknown compiler\(s\): \[|No CMAKE_C(?:XX)?_COMPILER could be found"
)
_TOOLS = re.compile(r"\b(?:gcc|g\+\+|clang|build-essential|build-base)(?![\w-])")
_FULL = re.compile(
    r"^(?:python|buildpack-deps|gcc|ruby|node)(?::(?![\w.-]*(?:slim|alpine))[\w.-]*)?(?:@.*)?$"
)
"""Official images that bring a compiler; their slim and alpine tags do not (docker-library's Dockerfiles)."""
_PIP = re.compile(r"\bpip3?\b|\buv\b|\bpoetry\b")
_LOG = "  error: command 'x86_64-linux-gnu-gcc' failed: No such file or directory\n"
_SLIM = "FROM python:3.11-slim\nRUN pip install psutil\n"
_TWO = "FROM python:3.11 AS builder\nRUN pip wheel psutil\nFROM python:3.11-slim\nRUN pip install psutil\n"


def _explain(failure: Failure) -> Explained | None:
    match = _NO_GCC.search(failure.log)
    if match is None:
        return None
    base = f", which starts from {failure.stage.image}," if failure.stage else ""
    return Explained(
        title="a package must be compiled, and this stage has no compiler",
        found=one_line(match[0]),
        why="There is no ready-made wheel for it, so pip compiles its C code. "
        f"The stage{base} has no C compiler.",
        advice=_advice(failure),
    )


def _advice(failure: Failure) -> str:
    """To copy what another stage compiles, or to compile there, or here where nothing of it stays."""
    stage, others = failure.stage, failure.other_stages
    able = [other for other in others if _FULL.match(other.image) or runs(other, _TOOLS)]
    if stage is not None and not _is_final(failure):
        return f"Install a compiler in this stage before the line: {_install(failure)}"
    done = next((other for other in able if runs(other, _PIP)), None)
    if done is not None:
        name = stage_name(done)
        return (
            f"The stage {name} has a compiler, and installs packages already: copy what it makes with "
            f"COPY --from={name}, and install nothing here that must be compiled."
        )
    if others:
        name = stage_name((able or list(others))[-1])
        first = "" if able else f"Install a compiler in the stage {name} ({_tools(failure)}). "
        return f"{first}Compile in the stage {name}, and copy the result here with COPY --from={name}."
    return (
        "Compile in a first stage that has a compiler (FROM python:3.11 AS builder), and copy the result "
        f"from there; or install one here: {_install(failure)}"
    )


def _is_final(failure: Failure) -> bool:
    return failure.dockerfile is not None and failure.stage is failure.dockerfile.final


def _tools(failure: Failure) -> str:
    return "gcc musl-dev" if family(failure.stage) == "apk" else "gcc libc6-dev"


def _install(failure: Failure) -> str:
    return install_line(family(failure.stage) or "apt", *_tools(failure).split())


EXPLANATION = Explanation(
    id="no-compiler",
    moments=("build",),
    explain=_explain,
    examples=(
        fits(_LOG, "python:3.11-slim", dockerfile=_SLIM, line=2),
        fits(_LOG, "copy what it makes", "COPY --from=builder", dockerfile=_TWO, line=4),
        fits(
            _LOG,
            "Install a compiler in the stage b (gcc libc6-dev)",
            dockerfile=f"FROM python:3.11-slim AS b\nRUN true\n{_SLIM}",
            line=4,
        ),
        fits(_LOG, "install -y --no-install-recommends gcc", dockerfile=f"{_SLIM}FROM debian\n", line=2),
        fits("unable to execute 'gcc': No such file or directory", "no compiler"),
        fits_not("error: command '/usr/bin/gcc' failed with exit code 1"),
        fits_not("bash: line 1: gcc: command not found"),
    ),
)
