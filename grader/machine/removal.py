"""Removing folders in which something may be mounted."""

import shutil
from pathlib import Path

MOUNTS = Path("/proc/self/mounts")


def remove_tree(folder: Path) -> bool:
    """Remove the folder with all that is in it, errors aside; false where something is mounted in it.

    A root directory in the making has the machine's own /dev and /sys in it: those must not be emptied.
    """
    if mounted_in(folder):
        return False
    shutil.rmtree(folder, ignore_errors=True)
    return True


def mounted_in(folder: Path, mounts: Path = MOUNTS) -> bool:
    """Whether something is mounted at the folder or below; blanks in names are octal there (proc(5))."""
    if not mounts.exists():
        return False
    points = (Path(line.split()[1].replace("\\040", " ")) for line in mounts.read_text().splitlines())
    return any(point.is_relative_to(folder.resolve()) for point in points)
