"""What a secret looks like: its name, its value, its file."""

import re

_NAME_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
_SECRET_NAME = re.compile(
    r"(?:^|_)(?:[A-Z0-9]*PASSWORD|[A-Z0-9]*PASSWD|PASSPHRASE|TOKEN|SECRET|API_?KEY|PRIVATE_?KEY|CREDENTIALS?)"
    r"(?:_|$)"
)
_TELLS_ABOUT_IT = re.compile(
    r"AGE|ALGORITHM|AUDIENCE|BACKEND|DAYS|DIR|ENABLED|ENDPOINT|EXPIRATION|EXPIRES|EXPIRY|FILES?|HASHERS?|HEADER|"
    r"HOST|HOURS|ISSUER|LENGTH|LEN|LIMIT|MANAGER|MAX|MIN|MINUTES|NAME|PATH|POLICY|PROVIDER|REQUIRED|SECONDS|"
    r"SIZE|TIMEOUT|TTL|TYPE|URI|URL|VERSION"
)
"""A name that ends in one of these words holds where, how long or how, but not the secret."""
_SWITCHES = frozenset({"", "0", "1", "true", "false", "yes", "no", "on", "off", "none", "null"})
_MOUNTED = "/run/secrets/"

_TOKENS = {
    "an AWS access key": re.compile(r"\b(?:AKIA|ASIA)(?!\w{9}EXAMPLE)[A-Z0-9]{16}\b"),
    "a GitHub token": re.compile(r"\bgh[pousr]_[A-Za-z0-9]{36}|\bgithub_pat_[A-Za-z0-9_]{22}"),
    "a GitLab token": re.compile(r"\bglpat-[\w-]{20}"),
    "a Google API key": re.compile(r"\bAIza[\w-]{35}(?![\w-])"),
    "an npm token": re.compile(r"\bnpm_[A-Za-z0-9]{36}"),
    "a PyPI token": re.compile(r"\bpypi-AgE[\w-]{20}"),
    "a Slack token": re.compile(r"\bxox[abprs]-[A-Za-z0-9-]{10}"),
    "a Stripe key": re.compile(r"\b[rs]k_live_[A-Za-z0-9]{16}"),
    "a signed token (JWT)": re.compile(r"(?<![\w-])eyJ[\w-]{10,2000}\.eyJ[\w-]{10,2000}\.[\w-]{20}"),
    "a private key": re.compile(
        r"-----BEGIN (?:[A-Z]{1,20} ){0,3}PRIVATE KEY-----(?:\\[nr]|\s){1,4}"
        r"(?:[\w-]{1,30}: [^\n]{1,80}\s{1,4}){0,3}[A-Za-z0-9+/=]{16}"
    ),
    "a password in a URL": re.compile(r"://[^\s/:@$]{1,100}:[^\s/@$]{1,200}@"),
}
"""The shapes of tokens, as their issuers document them; what AWS's documents show as an example is none."""
_ONLY_IN_TEXT = "a password in a URL"
"""Documents in an image show addresses of this form."""
TOKEN_MARKS = (
    b"AKIA", b"ASIA", b"ghp_", b"gho_", b"ghu_", b"ghs_", b"ghr_", b"github_pat_", b"glpat-", b"AIza",
    b"npm_", b"pypi-AgE", b"xox", b"k_live_", b"eyJ", b"PRIVATE KEY-----",
)  # fmt: skip
"""Bytes of which every token in a file holds one: where none is, no shape needs to be tried."""
_FOLDERS_OF_PACKAGES = re.compile(r"/(?:site-packages|dist-packages|node_modules)/")
_PACKAGE_FOLDERS = re.compile(
    r"/(?:usr/(?:local/)?)?(?:lib(?:32|64|exec)?|share|include)/|/var/lib/(?:dpkg|apt)/|/etc/ssl/"
)

SECRET_FILES = (
    "**/.env",
    "**/id_rsa",
    "**/id_ed25519",
    "**/.npmrc",
    "**/.pypirc",
    "**/.netrc",
    "**/credentials.json",
)
"""Patterns of files that hold secrets, wherever they lie."""
SECRET_NAMES = frozenset(pattern.removeprefix("**/") for pattern in SECRET_FILES)


def is_secret(name: str, value: str) -> bool:
    """Whether a variable or label of this name holds a secret: `API_TOKEN=abc`, not `API_TOKEN_FILE=abc`."""
    words = _words(name)
    if not _SECRET_NAME.search("_".join(words)) or tells_about(name):
        return False
    return value.strip().lower() not in _SWITCHES and not value.startswith(_MOUNTED)


def tells_about(name: str) -> bool:
    """Whether a variable of this name holds where, how long or how, but no secret itself."""
    return bool(_TELLS_ABOUT_IT.fullmatch((_words(name) or [""])[-1]))


def known_token(text: str) -> str | None:
    """What kind of secret is written in the text, by the shape that its issuer gives it."""
    return next((kind for kind, shape in _TOKENS.items() if shape.search(text)), None)


def token_in_file(text: str) -> list[str]:
    """What kinds of secrets a piece of a file holds, by their shapes."""
    return [kind for kind, shape in _TOKENS.items() if kind != _ONLY_IN_TEXT and shape.search(text)]


def of_a_package(path: str) -> bool:
    """Whether the file lies where packages are installed, such as the keys of their tests."""
    return bool(_PACKAGE_FOLDERS.match(path) or _FOLDERS_OF_PACKAGES.search(path))


def _words(name: str) -> list[str]:
    return [word.upper() for word in _NAME_WORDS.findall(name[:500])]
