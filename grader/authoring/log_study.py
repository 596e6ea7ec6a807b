"""How much of a folder of real build logs the catalogue of explanations explains."""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from grader.dockerfile import DockerfileError, read_dockerfile
from grader.engine.build_log import read_failure
from grader.engine.child import ChildResult
from grader.evidence import Cause
from grader.explanation import Failure
from grader.explanation.unexplained import telling_lines
from grader.explanations import explain
from grader.text import one_line
from grader.values import Value

MAX_LOG_BYTES = 50_000_000
_EPILOG = """\
A log is what `docker build --progress=plain` wrote, in a file NAME.log; where the Dockerfile is kept beside
it, as NAME.Dockerfile, explanations know stages and bases, too. Logs of builds that went well are passed
over.

examples:
  scripts/explain-logs /tmp/logs                  the share that is explained, and by what
  scripts/explain-logs /tmp/logs --unexplained    also the last lines of those that are not
  scripts/explain-logs /tmp/logs --id disk-full   what one explanation says of each that it fits
"""


class Studied(Value):
    """A failed build, what the catalogue says of it, and the lines that tell."""

    name: str
    cause: Cause
    lines: tuple[str, ...]


def studied(folder: Path) -> Iterator[Studied]:
    """Every log below the folder whose build failed."""
    for log in sorted(folder.rglob("*.log")):
        with log.open("rb") as stream:
            text = stream.read(MAX_LOG_BYTES).decode("utf-8", "replace")
        if any(line.startswith("ERROR: ") for line in text.split("\n")):
            failure = _failure(text, log.with_suffix(".Dockerfile"))
            name = str(log.relative_to(folder))
            yield Studied(name, explain(failure), telling_lines(failure.log) or (failure.reason,))


def _failure(text: str, dockerfile: Path) -> Failure:
    read = read_failure(ChildResult(1, text), limit=0)
    try:
        known = read_dockerfile(dockerfile.read_bytes(), "Dockerfile")
    except (OSError, DockerfileError):
        known = None
    said = read.printed or "\n".join(read.output)
    return Failure(moment="build", log=said, reason=read.reason, dockerfile=known, line=read.line)


def table(found: Sequence[Studied]) -> str:
    """The share that is explained, then how many by which explanation."""
    counts = Counter(each.cause.id for each in found if each.cause.explained)
    share = 100 * counts.total() / len(found)
    rows = [f"{count:6} {name}" for name, count in counts.most_common()]
    return "\n".join([f"{counts.total()} of {len(found)} failed builds are explained ({share:.1f} %)", *rows])


def _told(each: Studied) -> str:
    said = [each.cause.title, each.cause.why, each.cause.advice] if each.cause.explained else []
    return "\n".join([one_line(each.name, 200), *(f"  {text}" for text in said), *_marked(each.lines)])


def _marked(lines: Sequence[str]) -> list[str]:
    return [f"  | {one_line(line, 200)}" for line in lines]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; 2 where there is no log of a failed build."""
    parser = argparse.ArgumentParser(
        prog="scripts/explain-logs",
        description=__doc__,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("folder", type=Path, help="where the logs are, at any depth")
    parser.add_argument("--unexplained", action="store_true", help="show the logs that nothing explains")
    parser.add_argument("--id", metavar="ID", help="show the logs that this explanation explains")
    asked = parser.parse_args(arguments)
    found = list(studied(asked.folder))
    if not found:
        sys.stderr.write(f"no log of a failed build in {asked.folder}\n")
        return 2
    sys.stdout.write(f"{table(found)}\n")
    shown = [each for each in found if asked.unexplained and not each.cause.explained]
    shown += [each for each in found if asked.id and each.cause.id == asked.id]
    for each in shown:
        sys.stdout.write(f"\n{_told(each)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
