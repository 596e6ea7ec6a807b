"""What a .dockerignore keeps out."""

from grader.authoring.drafting.pair import Side

USUAL = (".git/", ".env", ".venv/", "venv/", "**/__pycache__/", "**/*.pyc", "**/*.log", "node_modules/")
"""What lies in many folders and belongs into no image."""
_OF_THE_BUILD = frozenset({"Dockerfile", ".dockerignore"})


def patterns(side: Side) -> tuple[str, ...]:
    """The patterns of the ignore file, then usual ones that it does not have."""
    lines = [line.strip() for line in side.text(".dockerignore").splitlines()]
    own = [line for line in lines if line and not line.startswith(("#", "!"))]
    written = {line.strip("/") for line in own}
    usual = [pattern for pattern in USUAL if pattern.strip("/") not in written]
    return tuple(
        one for one in dict.fromkeys([*own, *usual]) if one.strip("*/.") and one not in _OF_THE_BUILD
    )


def ignored_entries(side: Side) -> list[str]:
    """Names at the top of the folder that a line of the ignore file names, the largest first."""
    lines = {line.strip().strip("/") for line in side.text(".dockerignore").splitlines()}
    sizes: dict[str, int] = {}
    for file in side.files:
        top = file.partition("/")[0]
        sizes[top] = sizes.get(top, 0) + (side.folder / file).stat().st_size
    found = [name for name in sizes if name in lines and name not in _OF_THE_BUILD]
    return sorted(found, key=lambda name: -sizes[name])
