"""`grader explain`."""

import json
import sys
from pathlib import Path
from typing import Any

from grader.dockerfile import MAX_DOCKERFILE_BYTES, Dockerfile, DockerfileError, Stage, read_dockerfile
from grader.errors import UsageError


def explain(path: Path, *, as_json: bool) -> int:
    """Print what the grader reads at `path`; 1 where BuildKit would refuse it. Raises UsageError."""
    file = path / "Dockerfile" if path.is_dir() else path
    try:
        with file.open("rb") as stream:
            source = stream.read(MAX_DOCKERFILE_BYTES + 1)
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror}") from None
    try:
        dockerfile = read_dockerfile(source, str(file))
    except DockerfileError as error:
        sys.stderr.write(f"{error}\n")
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
    base: str | dict[str, str | int]
    if isinstance(stage.base, int):
        earlier = dockerfile.stages[stage.base]
        base = {"stage": earlier.name if earlier.name is not None else earlier.index}
    else:
        base = stage.base
    return {
        "index": stage.index,
        "name": stage.name,
        "base": base,
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
            f"    {one.line:>4}  {one.keyword} {' '.join(one.text.split())[:90]}"
            for one in stage.instructions
        ]
    lines += [f"warning: {warning}" for warning in dockerfile.warnings]
    return "\n".join(lines) + "\n"
