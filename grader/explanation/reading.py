"""What explanations read alike: the end of a log, and which package manager a stage's base has."""

import re
from collections.abc import Callable
from typing import Literal

from grader.dockerfile import Instruction, Stage
from grader.explanation.base import Explained
from grader.explanation.failure import Failure
from grader.text import one_line

END_LINES = 80
"""What ends a step is said at the end; a word further up may be of something that went on."""
MAX_WIDTH = 600
"""Characters of a line that are looked at: some patterns take the square of it."""
Family = Literal["apt", "apk", "dnf"]
_APK = re.compile(r"alpine")
_DNF = re.compile(r"(?:^|/)(?:centos|fedora|amazonlinux|rockylinux|almalinux|ubi\d)\b")
_APT = re.compile(
    r"^(?:debian|ubuntu|buildpack-deps)(?::|@|$)|"
    r"^(?:python|node|golang|ruby|php|rust|gcc|perl)(?::[\w.-]*)?(?:@.*)?$"
)


def last_match(pattern: re.Pattern[str], failure: Failure, lines: int = END_LINES) -> re.Match[str] | None:
    """The last place in the last lines of the log that has the pattern."""
    ends = failure.said.rstrip().split("\n")[-lines:]
    end = "\n".join(line[:MAX_WIDTH] for line in ends)
    return next(reversed(list(pattern.finditer(end))), None)


def shown(match: re.Match[str]) -> str:
    """The words that were found, as evidence."""
    return one_line(match[0], 300)


def family(stage: Stage | None) -> Family | None:
    """The package manager of the stage's base, where its name tells."""
    if stage is None or _DNF.search(stage.image):
        return "dnf" if stage else None
    if _APK.search(stage.image):
        return "apk"
    return "apt" if _APT.match(stage.image) else None


def install_line(manager: Family, *packages: str) -> str:
    """The line that installs them."""
    names = " ".join(packages)
    if manager == "apk":
        return f"RUN apk add --no-cache {names}"
    if manager == "dnf":
        return f"RUN dnf install -y {names}"
    return (
        f"RUN apt-get update && apt-get install -y --no-install-recommends {names} "
        "&& rm -rf /var/lib/apt/lists/*"
    )


def before(failure: Failure) -> tuple[Instruction, ...]:
    """What the failed stage itself did before the line that failed."""
    items = failure.stage.instructions if failure.stage and failure.line else ()
    return tuple(item for item in items if item.end_line < (failure.line or 0))


def written(item: Instruction | None) -> str:
    """All that an instruction says, with its here-documents."""
    return "\n".join([item.text, *(part.content for part in item.heredocs)]) if item else ""


def stage_name(stage: Stage) -> str:
    """How COPY --from names it."""
    return stage.name or str(stage.index)


def by_pattern(
    pattern: str, *, title: str, why: str, advice: str, lines: int = END_LINES
) -> Callable[[Failure], Explained | None]:
    """An explanation of what the end of a log says; the texts are templates for the pattern's named groups.

    `{base}` is the image that the failed stage starts from.
    """
    compiled = re.compile(pattern, re.MULTILINE)

    def explain(failure: Failure) -> Explained | None:
        match = last_match(compiled, failure, lines)
        if match is None:
            return None
        words = {name: one_line(word or "", 120) for name, word in match.groupdict().items()}
        words["base"] = failure.stage.image if failure.stage else "this base"
        return Explained(
            title=title.format_map(words),
            why=why.format_map(words),
            advice=advice.format_map(words),
            found=shown(match),
        )

    return explain
