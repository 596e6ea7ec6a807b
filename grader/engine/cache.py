"""What was measured before, in the user's cache folder, by names that tell what it was measured from.

That is a layer, by the digest of its content, or a trial of a challenge, by all that it depends on.
"""

import json
import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

MOST_FILES = 1_000
MOST_BYTES = 200_000_000
"""Files of one kind; those go that were not read for the longest time."""


def read_kept(name: str) -> Any:
    """The data kept under the name, such as `filesystems/1f0c`; None where there is none."""
    file = _file(name)
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    with suppress(OSError):
        os.utime(file)
    return data


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
    """Kept files go while there are too many or too large ones, the one last read first."""
    files = [(found.stat(), Path(found.path)) for found in os.scandir(folder) if found.name.endswith(".json")]
    left, size = len(files), sum(status.st_size for status, _ in files)
    for status, file in sorted(files, key=lambda found: found[0].st_mtime):
        if left <= MOST_FILES and size <= MOST_BYTES:
            break
        file.unlink(missing_ok=True)
        left, size = left - 1, size - status.st_size
