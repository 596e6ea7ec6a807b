"""Installed packages that bring kinds of criteria, as pip would leave them."""

from pathlib import Path

import pytest

from grader.criterion import installed


def bring(site: Path, package: str, patch: pytest.MonkeyPatch, **points: str) -> None:
    """Put a package with these entry points into a folder on the path; what is known is forgotten."""
    about = site / f"{package.replace('-', '_')}-1.0.dist-info"
    about.mkdir(parents=True)
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n")
    lines = "".join(f"{name} = {value}\n" for name, value in points.items())
    (about / "entry_points.txt").write_text(f"[{installed.GROUP}]\n{lines}")
    patch.syspath_prepend(site)
    installed.forget()
