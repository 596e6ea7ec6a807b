"""The disk that an engine writes on."""

import os

from grader.engine.client import Connection
from grader.engine.layer_folders import engine_folders


def free_bytes(connection: Connection) -> int | None:
    """What is free where a local engine keeps its images; None where that folder is not seen from here."""
    if connection.remote_host:
        return None
    for folder in engine_folders(connection):
        try:
            found = os.statvfs(folder)
        except OSError:
            continue
        return found.f_bavail * found.f_frsize
    return None
