"""Cache mounts: what a RUN keeps for later builds is kept for the builds of one submission alone."""

import re

from grader.dockerfile import Dockerfile, Instruction

NAMESPACE_ARGUMENT = "BUILDKIT_CACHE_MOUNT_NS"
"""The build argument that comes before each cache mount's id (BuildKit, frontend/dockerui/config.go)."""

_RUN = re.compile(rb"\s*(?:ONBUILD\s+)?RUN(?=\s)", re.IGNORECASE)
_MAY_BE_CACHE = ("cache", "$", "\\", '"')


def keyed(text: bytes, dockerfile: Dockerfile, namespace: str) -> bytes | None:
    """The Dockerfile's text, in which the layer of a RUN with a cache mount depends on the namespace.

    Without that a layer made with one submission's cache is taken for another's: BuildKit leaves the id of
    a cache mount out of the layer's key, unless it is the target (solver/llbsolver/ops/exec.go,
    checkShouldClearCacheOpts). A secret that nobody gives and that is not required is in the key and
    mounts nothing. Lines stay. None where a keyword is broken across lines: no cached layer may be used.
    """
    lines = text.split(b"\n")
    for instruction in dockerfile.instructions:
        if _has_cache_mount(instruction.trigger or instruction):
            found = _RUN.match(lines[instruction.line - 1])
            if found is None:
                return None
            rest = lines[instruction.line - 1][found.end() :]
            lines[instruction.line - 1] = found[0] + _marker(namespace).encode() + rest
    return b"\n".join(lines)


def without_marker(line: str, namespace: str) -> str:
    """What the builder says, in the learner's words."""
    return line.replace(_marker(namespace), "")


def _marker(namespace: str) -> str:
    return f" --mount=type=secret,id={namespace}"


def _has_cache_mount(instruction: Instruction) -> bool:
    mounts = instruction.flag_values("mount") if instruction.keyword == "RUN" else ()
    return any(sign in mount.lower() for mount in mounts for sign in _MAY_BE_CACHE)
