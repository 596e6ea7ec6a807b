"""Generated classes: submissions of challenge 02, and what each must get."""

import shutil
import tarfile
from collections.abc import Sequence
from pathlib import Path

from tests.real.variants import VARIANTS, Variant

QUICK = (
    "as-taught",
    "from-in-a-heredoc-is-no-stage",
    "gcc-copied",
    "words-that-mention-gcc",
    "dies",
    "wrong-json",
    "status-500",
    "redirect",
    "no-such-command",
    "failing-build",
    "foreign-frontend",
)
UNIQUE = 2
"""Different submissions of each variant, handed in by turns."""
HANDED_IN = 5
"""Submissions of each variant, the first one as an archive."""
UNUSABLE = ("empty-folder", "no-archive", "archive-with-a-link", "archive-leading-out", "nothing-in-it")
FEW = ("as-taught", "failing-build", "wrong-json")
FEW_UNUSABLE = ("no-archive",)


def make_class(
    folder: Path, solution: Path, quick: Sequence[str] = QUICK, unusable: Sequence[str] = UNUSABLE
) -> dict[str, str]:
    """Write a class of 60, or of some of these, below `folder`; returns the outcomes as letters, by id."""
    expected: dict[str, str] = {}
    variants = {variant.name: variant for variant in VARIANTS}
    for name in quick:
        for number in range(HANDED_IN):
            made = folder / f"{name}-{number}"
            _write(made, solution, variants[name], number % UNIQUE)
            if number == 0:
                _pack(made)
            expected[made.name] = variants[name].outcomes
    for name in unusable:
        expected[name] = _write_unusable(folder, name)
    return expected


def _write(folder: Path, solution: Path, variant: Variant, number: int) -> None:
    shutil.copytree(solution, folder)
    (folder / "Dockerfile").write_text(variant.dockerfile)
    for path, text in variant.files.items():
        (folder / path).write_text(text)
    with (folder / "app.py").open("a") as app:
        app.write(f"\n# {number}\n")


def _pack(folder: Path) -> None:
    with tarfile.open(f"{folder}.tar.gz", "w:gz") as archive:
        archive.add(folder, arcname=folder.name)
    shutil.rmtree(folder)


def _write_unusable(folder: Path, name: str) -> str:
    """A submission that fails for what it is: blocked as a folder, without marks as an archive."""
    if name in {"empty-folder", "nothing-in-it"}:
        (folder / name).mkdir()
        if name == "nothing-in-it":
            (folder / name / "Dockerfile").write_text("")
        return "BBBBB"
    if name == "no-archive":
        (folder / f"{name}.zip").write_bytes(b"this is no zip file")
        return ""
    with tarfile.open(folder / f"{name}.tar.gz", "w:gz") as archive:
        entry = tarfile.TarInfo("../out" if name == "archive-leading-out" else "Dockerfile")
        if name == "archive-with-a-link":
            entry.type, entry.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(entry)
    return ""
