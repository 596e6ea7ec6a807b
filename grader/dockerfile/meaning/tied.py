"""What ties an image to one platform, whichever is asked for."""

import re
from collections.abc import Sequence

from grader.dockerfile.model import Dockerfile, Stage
from grader.text import one_line

_TARGET = re.compile(
    r"\$TARGETPLATFORM|\$\{TARGETPLATFORM(?::?-[^}]*)?\}"
    r"|(?:linux|\$TARGETOS|\$\{TARGETOS\})/(?:\$TARGETARCH|\$\{TARGETARCH\})"
    r"(?:/(?:\$TARGETVARIANT|\$\{TARGETVARIANT\}))?"
)
"""What follows the platform that is asked for; `${TARGETPLATFORM:+...}` does not."""
_ONE_PLATFORM = re.compile(r"(?:amd64|i386|arm32v[5-7]|arm64v8|ppc64le|s390x|riscv64|mips64le)/")
"""Docker Hub's repositories for one architecture each (docker-library, "Architectures other than amd64")."""


def tied_to_a_platform(dockerfile: Dockerfile) -> tuple[int, str] | None:
    """The line of the first FROM of the final image that does not follow the platform, and why it does not.

    None where all of them do.
    """
    args = [arg.name for arg in dockerfile.global_args if arg.has_default]
    fixed = [name for name in args if name.startswith("TARGET")]
    found = ((stage.line, _why(stage, fixed)) for stage in dockerfile.lineage(dockerfile.final))
    return next(((line, why) for line, why in found if why is not None), None)


def _why(stage: Stage, fixed: Sequence[str]) -> str | None:
    """Why a stage does not follow the platform; `fixed` are arguments that an ARG sets to something else."""
    written = stage.written_platform
    if written is not None and (own := next((name for name in fixed if name in written), None)) is not None:
        return f"an ARG with a default takes the place of what {one_line(own, 40)} tells"
    if written is not None and not _TARGET.fullmatch(written.strip("\"'")):
        return f"FROM --platform={one_line(written, 80)} does not follow the platform that is asked for"
    if isinstance(stage.base, str) and _ONE_PLATFORM.match(stage.image):
        return f"{one_line(stage.image, 80)} exists for one platform only"
    return None
