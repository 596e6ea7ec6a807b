import base64
import bz2
import gzip
import io
import lzma
import zipfile
import zlib
from collections.abc import Callable, Iterable
from urllib.parse import quote

import pytest

from grader.secrets import unpacking
from grader.secrets.search import Search
from grader.secrets.values import SecretValue

VALUE = "made-up/for this+exercise?"
SEARCH = Search.of([SecretValue("KEY", VALUE), SecretValue("OTHER", "quite-another")])
TOLD = ["the value of KEY"]
PEM = "-----BEGIN PRIVATE KEY-----\n" + "MIIEvQ" * 10
TOKENS = ["ghp_" + "a1B2" * 9, "AKIA" + "Q3EGVX7T" * 2, "AIza" + "b" * 35, "sk_live_" + "a1" * 12, PEM]


def _found(*pieces: bytes, path: str = "/app/x") -> list[str]:
    return SEARCH.in_file(path, pieces)


def _wrapped(text: bytes) -> bytes:
    return b"\n".join(text[at : at + 19] for at in range(0, len(text), 19))


def _zipped(content: bytes) -> bytes:
    with zipfile.ZipFile(made := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("x/.env", content)
    return made.getvalue()


@pytest.mark.parametrize("before", ["", "a", "ab", "abc"])
@pytest.mark.parametrize("write", [base64.b64encode, base64.urlsafe_b64encode])
def test_base64(before: str, write: Callable[[bytes], bytes]) -> None:
    """At each alignment, in both alphabets, also wrapped."""
    text = write(f"{before}KEY={VALUE}\nOTHER=x".encode())
    assert _found(b"x " + text) == TOLD
    assert _found(_wrapped(text)) == TOLD


@pytest.mark.parametrize(
    "written",
    [
        VALUE.encode(),
        VALUE[::-1].encode(),
        VALUE.encode().hex().encode(),
        VALUE.encode().hex(" ").upper().encode(),
        VALUE.encode("utf-16"),
        quote(VALUE, safe="").encode(),
        gzip.compress(VALUE.encode()),
        bz2.compress(VALUE.encode()),
        lzma.compress(VALUE.encode()),
        _zipped(VALUE.encode()),
    ],
    ids=["plain", "reversed", "hex", "hex wrapped", "utf-16", "url", "gzip", "bzip2", "xz", "zip"],
)
def test_spellings(written: bytes) -> None:
    """However a value is written so that it can be read back, it is found."""
    assert _found(b"") == []
    assert _found(written) == TOLD


def test_between_two_pieces() -> None:
    """A value that lies on the border of two pieces is found; in a package's folder, too."""
    text = b"x" * 5_000 + VALUE.encode() + b"y" * 5_000
    for border in range(4_998, 5_030):
        assert _found(text[:border], text[border:]) == TOLD
    assert _found(text, path="/opt/venv/lib/python3.11/site-packages/x.py") == TOLD


@pytest.mark.parametrize("token", TOKENS)
def test_tokens(token: str) -> None:
    """A file with a token is told by its kind; where packages lie, it is a test's or a document's."""
    assert len(_found(f"key = '{token}'\n".encode())) == 1
    assert _found(token.encode(), path="/usr/lib/python3/test/keycert.pem") == []
    assert _found(token.encode(), path="/app/venv/lib/python3.11/site-packages/x/test.pem") == []


@pytest.mark.parametrize(
    "text",
    [
        "-----BEGIN CERTIFICATE-----\nMIIEvQMIIEvQMIIEvQMIIEvQ",
        'if text.startswith("-----BEGIN PRIVATE KEY-----"):',
        "flask==3.1.3 --hash=sha256:" + "a1" * 32,
        "AKIAIOSFODNN7EXAMPLE",
        "postgres://user:password@localhost/app",
        "the word token, ghp_short and eyJhbGciOiJIUzI1NiJ9",
    ],
)
def test_no_tokens(text: str) -> None:
    """Certificates, digests, documents' examples and code about keys are no secrets."""
    assert _found(text.encode()) == []


def _bomb() -> Iterable[bytes]:
    """A hundred megabytes of zeros: after a full flush, the next one is packed as the last (zlib.h)."""
    packer = zlib.compressobj(wbits=31)
    start, again = (packer.compress(bytes(1_000_000)) + packer.flush(zlib.Z_FULL_FLUSH) for _ in range(2))
    return [start, *[again] * 99]


def test_damaged_and_endless(monkeypatch: pytest.MonkeyPatch) -> None:
    """A damaged archive is read as far as it goes, and one that never ends is not followed."""
    assert _found(gzip.compress(VALUE.encode() * 9)[:-12]) == TOLD
    assert _found(b"\x1f\x8b" + VALUE.encode()) == TOLD
    assert _found(b"PK\x03\x04" + VALUE.encode()) == TOLD
    monkeypatch.setattr(unpacking, "MAX_PIECES", 5)
    assert sum(inside for inside, _piece in unpacking.unpacked(_bomb())) == 5
    assert SEARCH.in_file("/app/x", _bomb()) == []
