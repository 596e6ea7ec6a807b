import pytest

from grader.secrets.signs import is_secret, known_token

GITHUB = "ghp_" + "a1B2" * 9


@pytest.mark.parametrize(
    "name",
    [
        "PASSWORD", "DB_PASSWORD", "PGPASSWORD", "MYSQL_ROOT_PASSWORD", "password", "dbPassword", "API_TOKEN",
        "TOKEN_GITHUB", "AWS_SECRET_ACCESS_KEY", "SECRET_KEY_BASE", "API_KEY", "APIKEY", "apiKey",
        "STRIPE_API_KEY", "SSH_PRIVATE_KEY", "DB_PASSWD", "GOOGLE_CREDENTIALS", "com.example.token",
    ],
)  # fmt: skip
def test_names_of_secrets(name: str) -> None:
    """A secret is known by the words of its name."""
    assert is_secret(name, "abc")


@pytest.mark.parametrize(
    "name",
    [
        "GPG_KEY", "PYTHON_SHA256", "TOKENIZERS_PARALLELISM", "MAX_TOKENS", "SECRETARY", "DB_PASSWORD_FILE",
        "TOKEN_URL", "TOKEN_TTL", "PASSWORD_MIN_LENGTH", "PASSWORDLESS", "KEY", "PATH", "SECRETS_DIR", "",
        "CREDENTIALS_PATH", "KEYBOARD", "PUBLIC_KEY", "MONKEY_PATCH",
    ],
)  # fmt: skip
def test_names_of_no_secrets(name: str) -> None:
    """A name that only holds such letters, or tells about a secret, is none."""
    assert not is_secret(name, "abc")


@pytest.mark.parametrize("value", ["", "true", "False", "yes", "0", "1", "none", "/run/secrets/db"])
def test_values_of_no_secrets(value: str) -> None:
    """A switch, nothing, and a mounted file are no secrets."""
    assert not is_secret("ALLOW_EMPTY_PASSWORD", value)


@pytest.mark.parametrize(
    "text",
    [
        "AKIA" + "Q3EGVX7T" * 2,
        f"https://x:{GITHUB}@github.com",
        "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEA",
        "-----BEGIN PRIVATE KEY-----\\nMIIEvQIBADANBgkqhkiG",
        "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES,00\n\nMIIEvQIBADANBgkqhkiG",
        "postgres://app:hunter2@db/app",
    ],
)
def test_known_tokens(text: str) -> None:
    """A secret is known by the shape that its issuer gives it."""
    assert known_token(text)


@pytest.mark.parametrize(
    "text",
    [
        "https://github.com/x/y.git",
        "https://user:$TOKEN@github.com",
        "https://example.com:8080/a@b",
        "-----BEGIN CERTIFICATE-----",
        "-----BEGIN PRIVATE KEY-----",
        "AKIAIOSFODNN7EXAMPLE",
        "-----BEGIN PUBLIC KEY-----",
        "sha256:" + "a1" * 32,
        "git+ssh://git@github.com/x",
        "ghp_short",
    ],
)
def test_no_tokens(text: str) -> None:
    """Addresses, certificates and digests are none."""
    assert known_token(text) is None
