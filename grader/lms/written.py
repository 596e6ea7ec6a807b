"""Files for a platform, written whole or not at all."""

import csv
import io
import tempfile
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from grader.errors import UsageError
from grader.report import write_file

_TIME = (1980, 1, 1, 0, 0, 0)


def write_csv(file: Path, rows: Iterable[Sequence[str]], delimiter: str) -> None:
    """Write the rows. Raises UsageError where that cannot be."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    write_file(file, text.getvalue())


def write_zip(file: Path, files: Mapping[str, Path]) -> None:
    """Write a zip of these files, by their names in it; equal files make equal zips. Raises UsageError."""
    made: Path | None = None
    try:
        with tempfile.NamedTemporaryFile(dir=file.parent, prefix=".", suffix=".zip", delete=False) as stream:
            made = Path(stream.name)
            with zipfile.ZipFile(stream, "w") as archive:
                for name, path in sorted(files.items()):
                    archive.writestr(zipfile.ZipInfo(name, _TIME), path.read_bytes(), zipfile.ZIP_DEFLATED)
        made.chmod(0o644)
        made.replace(file)
    except OSError as error:
        if made is not None:
            made.unlink(missing_ok=True)
        raise UsageError(f"{file} cannot be written: {error.strerror}") from None
