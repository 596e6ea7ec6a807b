"""A pip.conf for stand-ins: the host's own package index, if any, and the CA bundle of the image."""

import configparser
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

CA_BUNDLE = "/etc/ssl/certs/ca-certificates.crt"
NAMES = ("index-url", "extra-index-url", "trusted-host", "proxy")
FILES = ("/etc/pip.conf", "~/.pip/pip.conf", "~/.config/pip/pip.conf")


def pip_settings(environment: Mapping[str, str] = os.environ, files: Sequence[str] = FILES) -> str:
    """The text of the file; as pip reads them, the environment comes before the host's files."""
    host = configparser.ConfigParser(interpolation=None)
    host.read(Path(name).expanduser() for name in files)
    values = {"cert": CA_BUNDLE}
    for name in NAMES:
        variable = "PIP_" + name.upper().replace("-", "_")
        values[name] = _portable(environment.get(variable) or host.get("global", name, fallback=None) or "")
    return "[global]\n" + "".join(f"{name} = {value}\n" for name, value in values.items() if value)


def _portable(value: str) -> str:
    """What also holds inside an image: no folders of the host, and no passwords."""
    return " ".join(word for word in value.split() if "@" not in word and not word.startswith(("file:", "/")))
