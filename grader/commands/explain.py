"""`grader explain`."""

import json
import sys
from pathlib import Path
from typing import Any

import click

from grader.dockerfile import MAX_DOCKERFILE_BYTES, Dockerfile, DockerfileError, Stage, read_dockerfile
from grader.errors import UsageError
from grader.text import one_line, plain


@click.command("explain")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def command(path: Path, *, as_json: bool) -> int:
    """Show what the grader reads in a Dockerfile, or a folder with one: stages, bases, lines.

    Exit codes: 0, 1 where BuildKit would refuse the file, 2 where it cannot be read.

    Example: grader explain starter/02-multi-stage-builds/Dockerfile
    """
    file = path / "Dockerfile" if path.is_dir() else path
    try:
        with file.open("rb") as stream:
            source = stream.read(MAX_DOCKERFILE_BYTES + 1)
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror}") from None
    try:
        dockerfile = read_dockerfile(source, str(file))
    except DockerfileError as error:
        sys.stderr.write(f"{plain(str(error))}\n")
        return 1
    sys.stdout.write(json.dumps(_document(dockerfile)) + "\n" if as_json else _text(dockerfile))
    return 0


def _document(dockerfile: Dockerfile) -> dict[str, Any]:
    final = dockerfile.final
    return {
        "stages": [_stage(stage, dockerfile) for stage in dockerfile.stages],
        "final": {"index": final.index, "name": final.name, "image": final.image},
        "escape": dockerfile.escape,
        "warnings": list(dockerfile.warnings),
    }


def _stage(stage: Stage, dockerfile: Dockerfile) -> dict[str, Any]:
    return {
        "index": stage.index,
        "name": stage.name,
        "base": {"stage": dockerfile.stages[stage.base].name} if isinstance(stage.base, int) else stage.base,
        "image": stage.image,
        "line": stage.line,
        "end_line": stage.end_line,
    }


def _text(dockerfile: Dockerfile) -> str:
    lines = []
    for stage in dockerfile.stages:
        name = f" {stage.name}" if stage.name else ""
        final = "  (final: this stage becomes the image)" if stage is dockerfile.final else ""
        earlier = f" through stage {stage.base}" if isinstance(stage.base, int) else ""
        lines.append(
            f"stage {stage.index}{name}: {stage.image}{earlier}, lines {stage.line}-{stage.end_line}{final}"
        )
        lines += [
            f"    {instruction.line:>4}  {instruction.keyword} {one_line(instruction.text, 1000)[:90]}"
            for instruction in stage.instructions
        ]
    lines += [f"warning: {one_line(warning, 1000)}" for warning in dockerfile.warnings]
    return "\n".join(lines) + "\n"
