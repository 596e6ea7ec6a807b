"""What was measured before, in the user's cache folder, by names that tell its content.

Only what follows from layers alone is kept here: a layer's name is the digest of its content.
"""

import json
import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

MOST_FILES = 300
"""Files of one kind; the oldest ones go."""


def read_kept(name: str) -> Any:
    """The data kept under the name, such as `filesystems/1f0c`; None where there is none."""
    try:
        return json.loads(_file(name).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def keep(name: str, data: Any) -> None:
    """Keep JSON data for later runs; a cache that cannot be written only costs time."""
    file = _file(name)
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, written = tempfile.mkstemp(dir=file.parent, prefix=".")
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            json.dump(data, stream)
        Path(written).replace(file)
        _drop_oldest(file.parent)


def _file(name: str) -> Path:
    cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(cache, "challenge-grader", f"{name}.json")


def _drop_oldest(folder: Path) -> None:
    files = sorted(folder.glob("*.json"), key=lambda file: file.stat().st_mtime)
    for file in files[:-MOST_FILES]:
        file.unlink(missing_ok=True)
