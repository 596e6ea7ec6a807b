"""What package managers keep on disk: the installed packages, and what they once installed."""

import posixpath
import re

STATUS_FILES = ("/var/lib/dpkg/status", "/lib/apk/db/installed", "/usr/lib/apk/db/installed")
LOG_FILE = "/var/log/dpkg.log"
WORLD_FILE = "/etc/apk/world"


def installed_packages(status: str) -> tuple[str, ...]:
    """The installed packages in a dpkg status file or an apk database."""
    found = []
    for paragraph in status.split("\n\n"):
        fields = dict(line.partition(":")[::2] for line in paragraph.splitlines() if not line.startswith(" "))
        if "Package" in fields:
            if fields.get("Status", "").split()[-1:] == ["installed"]:
                found.append(fields["Package"].strip())
        elif "P" in fields and "V" in fields:
            found.append(fields["P"].strip())
    return tuple(found)


def apk_files(database: str) -> dict[str, list[str]]:
    """The files of each package in an apk database: F is a folder, R a file in it (apk-tools)."""
    found: dict[str, list[str]] = {}
    name = folder = ""
    for line in database.splitlines():
        key, _, value = line.partition(":")
        if key == "P":
            name = value.strip()
            found.setdefault(name, [])
        elif key == "F":
            folder = value
        elif key == "R" and name:
            found[name].append(posixpath.normpath(f"/{folder}/{value}"))
    return found


def wanted_by_apk(world: str) -> tuple[str, ...]:
    """The packages that apk was told to install, without their versions; `!name` is one that it must not."""
    words = (re.split(r"[<>=~@]", word)[0] for word in world.split())
    return tuple(word for word in words if word and not word.startswith("!"))


def logged_installs(log: str, base_log: str) -> tuple[str, ...]:
    """The packages that a dpkg log says were installed, without what the base image's log says."""
    known = set(base_log.splitlines())
    lines = [line.split() for line in log.splitlines() if line not in known]
    names = [words[3].partition(":")[0] for words in lines if len(words) > 3 and words[2] == "install"]
    return tuple(dict.fromkeys(names))
