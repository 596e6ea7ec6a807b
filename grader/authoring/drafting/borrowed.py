"""The starter's mistake in the solution's Dockerfile, where it changes no image."""

from grader.authoring.drafting.pair import Pair, Wrong


def borrowed(pair: Pair, line: int) -> Wrong | None:
    """A stage that nothing uses, with the starter's instruction of this line and the one before it.

    None where no instruction of the starter stands there.
    """
    theirs = pair.starter.dockerfile
    stage = next((one for one in theirs.stages if one.line <= line <= one.end_line), None)
    if stage is None:
        return None
    items = [item for item in stage.instructions if item.line <= line]
    lines = [pair.starter.script.source(item) for item in items[-2:]]
    final = pair.solution.dockerfile.final
    text = pair.solution.script.before(final.line, f"FROM {_base(stage.image)} AS untidy", *lines, "")
    return pair.solution.rewritten(text)


def _base(image: str) -> str:
    return image if ":" in image or image == "scratch" else f"{image}:latest"
