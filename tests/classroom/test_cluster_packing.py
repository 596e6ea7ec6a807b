from pathlib import Path

from grader.classroom.cluster import pack, unpack_own
from grader.classroom.fingerprint import fingerprint


def test_a_packed_folder_arrives_as_it_was(tmp_path: Path) -> None:
    """Files, folders, execute bits and links, also those that lead out, are the same on the other side."""
    made = tmp_path / "made"
    (made / "empty").mkdir(parents=True)
    (made / "app.py").write_text("print()\n")
    (made / "run.sh").write_text("#!/bin/sh\n")
    (made / "run.sh").chmod(0o755)
    (made / "inside").symlink_to("app.py")
    (made / "outside").symlink_to("/etc/passwd")
    arrived = unpack_own(pack(made), tmp_path / "arrived")
    assert fingerprint(arrived) == fingerprint(made)
    assert (arrived / "outside").is_symlink()
