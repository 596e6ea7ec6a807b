"""Questions to the machine that grades: scripts that a build of the grader's own runs on a base image.

Nothing of the submission is in them, and they follow the base's own configuration: an index that only the
submission names is not asked.
"""

import re

from grader.engine.model import BuildFailure
from grader.values import Value

CANNOT_ASK = 41
"""The exit code of a question for which the base image has no program."""
LOW_DISK_KB = 1_000_000
"""A machine with less than this left is at fault where a step found the disk full."""

NETWORK_WORDS = re.compile(
    r"connection (?:refused|reset|timed out|aborted|broken|error|failed)|connect(?:ion)? ?timeout|"
    r"temporary failure|name or service not known|name resolution|could(?: not|n't) resolve|"
    r"unable to resolve|getaddrinfo|no such host|dns (?:error|lookup)|network (?:is )?(?:unreachable|error)|"
    r"no route to host|(?:could not|unable to|failed to|cannot) connect|attempts to connect|"
    r"failed to establish|timed? ?out|max retries|error sending request|failed to fetch|"
    r"certificate|ssl(?: ?error|:)|tls|remotedisconnected|proxyerror|incompleteread|bad address|"
    r"transient error|temporary error|socket hang up|econn|enotfound|eai_again|etimedout|"
    r"\b(?:429|50[0234])\b(?! ?[kmg]i?b)|too many requests|service unavailable|bad gateway",
    re.IGNORECASE,
)
"""What pip, poetry, uv, npm, apt, apk, curl and wget say where they cannot reach an address."""

_PIP = """\
python3 -m pip download --quiet --no-deps --no-cache-dir --disable-pip-version-check \\
  --retries 1 --timeout 15 --dest /tmp/asked six
"""
# Poetry and uv ask the public index with Mozilla's certificates, whatever pip's configuration says; so does
# the client that pip carries, when it is used without pip. Its address is pip's (pip._internal.models.index).
_PUBLIC = """\
python3 -c 'from pip._internal.models.index import PyPI
from pip._vendor import requests
requests.get(f"{PyPI.simple_url}/six/", timeout=15).raise_for_status()'
"""
_APT = """\
for quoted in $(apt-get --print-uris update | cut -d' ' -f1); do
  case $quoted in */InRelease*)
    address=${quoted#?}; address=${address%?}
    $helper -o Acquire::Retries=1 -o Acquire::http::Timeout=15 download-file "$address" /tmp/asked || exit 1
  esac
done
"""
_APK = "apk update\n"
_NPM = "npm ping --fetch-retries=0 --fetch-timeout=15000\n"
_HAS_PIP = "python3 -m pip --version >/dev/null 2>&1"
_HAS_APT = "helper=/usr/lib/apt/apt-helper; test -x $helper"
_HAS_APK = "command -v apk >/dev/null"
_HAS_NPM = "command -v npm >/dev/null"
_DISK = f"""\
command -v df >/dev/null || exit {CANNOT_ASK}
df -Pk / | {{
  read -r _; read -r _ _ _ free _
  test "$free" -ge {LOW_DISK_KB} || {{ echo "$free kB are left"; exit 1; }}
}}
"""


class MachineQuestion(Value):
    """`about` is for those who wait, `trouble` for those who read what was found.

    A `script` that ends with 0 says that the machine is well, with 41 that it could not ask. Where it is
    `of_network`, any other end counts only where it says so: an index that answers is reachable.
    """

    about: str
    trouble: str
    script: str
    of_network: bool = False

    def is_trouble(self, answer: BuildFailure) -> bool:
        """Whether a failed answer says that the machine is in trouble."""
        no_answer = answer.fault == "machine" or not answer.in_time
        return no_answer or not self.of_network or NETWORK_WORDS.search(answer.said) is not None


def _index(name: str, *ways: tuple[str, str]) -> MachineQuestion:
    """Whether it can be reached, by the first of the ways (a condition, a script) that the base image has."""
    about, trouble = f"{name} can be reached", f"{name} cannot be reached from a build on this machine"
    script = "".join(f"if {condition}; then\n{script}exit\nfi\n" for condition, script in ways)
    return MachineQuestion(about, trouble, f"{script}exit {CANNOT_ASK}\n", of_network=True)


_BY_PIP, _BY_APT, _BY_APK = (_HAS_PIP, _PIP), (_HAS_APT, _APT), (_HAS_APK, _APK)
PIP_INDEX = _index("the index of pip", _BY_PIP)
PUBLIC_INDEX = _index("the public index of Python packages", (_HAS_PIP, _PUBLIC))
APT_INDEX = _index("the package index of apt", _BY_APT)
APK_INDEX = _index("the package index of apk", _BY_APK)
NPM_INDEX = _index("the index of npm", (_HAS_NPM, _NPM))
NETWORK = _index("a package index", _BY_PIP, _BY_APT, _BY_APK)
"""For a download from elsewhere: no address that a step names is asked; an index stands for the network."""
DISK_SPACE = MachineQuestion("there is space on the disk", "the disk of this machine is full", _DISK)
START = MachineQuestion("a command starts", "no command can be started in a build on this machine", "true")
