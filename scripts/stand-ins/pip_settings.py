"""Print a pip.conf for stand-ins: the host's own package index, if any, and the CA bundle of the image."""

import configparser
import os
import pathlib
import sys

CA_BUNDLE = "/etc/ssl/certs/ca-certificates.crt"
NAMES = ("index-url", "extra-index-url", "trusted-host", "proxy")
FILES = ("/etc/pip.conf", "~/.pip/pip.conf", "~/.config/pip/pip.conf")


def host_value(parser: configparser.ConfigParser, name: str) -> str:
    """Return one setting as pip reads it: the environment comes before the files."""
    variable = "PIP_" + name.upper().replace("-", "_")
    return os.environ.get(variable) or parser.get("global", name, fallback=None) or ""


def portable(value: str) -> str:
    """Keep what also holds inside an image: no folders of the host, and no passwords."""
    return " ".join(word for word in value.split() if "@" not in word and not word.startswith(("file:", "/")))


def main() -> None:
    """Write the settings to standard output."""
    parser = configparser.ConfigParser(interpolation=None)
    parser.read(pathlib.Path(name).expanduser() for name in FILES)
    values = {"cert": CA_BUNDLE} | {name: portable(host_value(parser, name)) for name in NAMES}
    sys.stdout.write("[global]\n" + "".join(f"{name} = {value}\n" for name, value in values.items() if value))


main()
