"""Platforms: `--platform` values and the arguments that BuildKit predefines for FROM."""

import os
import re

_PART = re.compile(r"[A-Za-z0-9_.-]+", re.ASCII)
_SYSTEM = re.compile(r"([A-Za-z0-9_-]+)(?:\([A-Za-z0-9_.%-]*\))?", re.ASCII)
_SINGLE = re.compile(
    "aix|android|darwin|dragonfly|freebsd|hurd|illumos|ios|js|linux|macos|nacl|netbsd|openbsd|plan9|solaris"
    "|windows|zos"
    "|386|aarch64|amd64|amd64p32|arm|arm64|arm64be|armbe|armel|armhf|i386|loong64|mips|mips64|mips64le"
    "|mips64p32|mips64p32le|mipsle|ppc|ppc64|ppc64le|riscv|riscv64|s390|s390x|sparc|sparc64|wasm|x86-64"
    "|x86_64",
    re.IGNORECASE,
)
"""A system or an architecture that containerd knows, and so takes on its own."""
# What uname and engines call a processor, and what platforms do (containerd, platforms/database.go).
_ARCHITECTURES = {
    "x86_64": "amd64",
    "aarch64": "arm64",
    "armv7l": "arm/v7",
    "armv6l": "arm/v6",
    "i386": "386",
    "i686": "386",
}


def architecture(machine: str) -> str:
    """Return what platforms call a processor: `amd64` for `x86_64`, `arm/v7` for `armv7l`."""
    return _ARCHITECTURES.get(machine, machine)


def host_platform() -> str:
    """Return the platform that an engine on this machine builds for: `linux/` and the architecture."""
    return f"linux/{architecture(os.uname().machine)}"


def check_platform(value: str) -> None:
    """Raise ValueError unless containerd's platforms.Parse takes the value."""
    parts = value.split("/")
    system = _SYSTEM.fullmatch(parts[0])
    if len(parts) > 3 or system is None or not all(_PART.fullmatch(part) for part in parts[1:]):
        raise ValueError(f'"{value}" is an invalid platform: it must be os[/architecture[/variant]]')
    if len(parts) == 1 and not _SINGLE.fullmatch(system[1]):
        raise ValueError(f'"{value}": unknown operating system or architecture')


def predefined_args(target: str, build: str, stage: str | None) -> dict[str, str]:
    """Return the arguments FROM sees without any ARG (defaultArgs in BuildKit's dockerfile2llb).

    `target` and `build` are platforms `os/architecture[/variant]`, `stage` is the final stage's name.
    """
    values = {**_named("BUILD", build), **_named("TARGET", target)}
    return {**values, "TARGETSTAGE": stage or "default"}


def _named(prefix: str, platform: str) -> dict[str, str]:
    system, architecture, variant = (*platform.split("/"), "", "")[:3]
    parts = {"PLATFORM": platform, "OS": system, "OSVERSION": "", "ARCH": architecture, "VARIANT": variant}
    return {prefix + name: value for name, value in parts.items()}
