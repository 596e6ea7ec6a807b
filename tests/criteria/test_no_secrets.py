from typing import Any

import pytest

from grader.criteria.no_secrets import NoSecretsKind
from grader.criterion import Finding, Met, Unmeasured, Unmet
from grader.criterion.samples import build_context, built_image, held_secrets
from grader.evidence import ContextPattern, FoundSecret, ImageFact
from tests.criteria.made import judged

UNKNOWN: dict[str, Any] = {"available": False, "is_prefix": False, "why": "no network"}
GITHUB = "ghp_" + "a1B2" * 9


def _judge(
    lines: str = "USER app",
    image: ImageFact | None = None,
    *found: FoundSecret,
    sent: tuple[str, ...] = (),
    **options: Any,
) -> Finding:
    context = build_context(ContextPattern("**/.env", sent, ignored=False))
    text = f"ARG HUB_TOKEN=x\nFROM python:3.11-slim\n{lines}\n"
    facts = (context, image or built_image(), held_secrets(*found))
    return judged(NoSecretsKind, *facts, dockerfile=text, **options)


@pytest.mark.parametrize(
    "lines",
    [
        "ENV DB_PASSWORD abc",
        "ENV A=1 DB_PASSWORD='a b'",
        "ARG X=abc\nENV DB_PASSWORD=$X",
        "ENV DB_PASSWORD=${X:-abc}",
        "LABEL token=abc",
        "ARG HUB_TOKEN",
        f"ENV HARMLESS={GITHUB}",
        f"RUN git clone https://x:{GITHUB}@github.com/a/b",
        f"RUN <<EOF\ncurl -H 'Authorization: {GITHUB}' x\nEOF",
        f"COPY <<EOF /app/settings\n{GITHUB}\nEOF",
        "COPY --chown=app a .env /app/",
        'COPY ["id_rsa", "/root/.ssh/"]',
        "ADD secrets/credentials.json /app/",
        "FROM python:3.11-slim AS base\nENV API_KEY=abc\nFROM base",
        "FROM python:3.11-slim AS base\nONBUILD ENV API_KEY=abc\nFROM base",
    ],
)
def test_in_the_dockerfile(lines: str) -> None:
    """Every way to write a secret down is seen, and its value is never told."""
    finding = _judge(lines)
    assert isinstance(finding, Unmet)
    assert finding.line is not None
    assert not {"abc", "a b", GITHUB} & set(finding.found.replace("'", " ").split())


@pytest.mark.parametrize(
    "lines",
    [
        "ARG DB_PASSWORD",
        "ARG DB_PASSWORD=",
        "ARG DB_PASSWORD\nENV DB_PASSWORD=$DB_PASSWORD",
        "ENV DB_PASSWORD=",
        "ENV DB_PASSWORD_FILE=/run/secrets/db",
        'RUN --mount=type=secret,id=api_token curl -H "Authorization: $(cat /run/secrets/api_token)" x',
        "COPY .env.example /app/",
        "COPY env /app/.environment",
        "# ENV DB_PASSWORD=abc",
        "RUN <<EOF\necho ENV DB_PASSWORD\nEOF",
        "ENV API_KEY=abc\nFROM python:3.11-slim",
        "ONBUILD ENV API_KEY=abc",
        "RUN SECRET_KEY=build-only python manage.py collectstatic",
    ],
)
def test_not_in_the_image(lines: str) -> None:
    """What names no value, or does not get into the final image, is fine."""
    assert isinstance(_judge(lines), Met)


def test_value_that_only_the_build_knew() -> None:
    """A variable whose value came from the base image counts by the image's configuration."""
    image = built_image(environment=("API_TOKEN=abc", "OTHER_TOKEN=abc"), labels=(("token", "abc"),))
    finding = _judge("ENV API_TOKEN=$BASE", image)
    assert isinstance(finding, Unmet)
    assert finding.found == "ENV API_TOKEN"


@pytest.mark.parametrize(
    "created_by",
    [
        "RUN |2 A=1 API_TOKEN=abc /bin/sh -c make # buildkit",
        "|1 API_TOKEN=abc /bin/sh -c make",
        "RUN |1 API_TOKEN=abc python -m x # buildkit",
        "ARG API_TOKEN=abc",
        "ENV API_TOKEN=abc",
        "/bin/sh -c #(nop)  ENV API_TOKEN=abc",
        f"RUN /bin/sh -c curl -H {GITHUB} x # buildkit",
    ],
)
def test_in_the_history(created_by: str) -> None:
    """Build arguments and settings that the history shows are seen, without their values."""
    finding = _judge("USER app", built_image(created_by))
    assert isinstance(finding, Unmet)
    assert "abc" not in finding.found
    assert GITHUB not in finding.found


@pytest.mark.parametrize(
    "created_by",
    [
        "RUN |1 API_TOKEN= /bin/sh -c make # buildkit",
        "RUN |1 A=1 /bin/sh -c API_TOKEN=$(cat /run/secrets/t) make # buildkit",
        "ARG API_TOKEN",
        "RUN /bin/sh -c make # buildkit",
    ],
)
def test_clean_history(created_by: str) -> None:
    """Arguments without a value, and words of a command, are no secrets."""
    assert isinstance(_judge("USER app", built_image(created_by)), Met)


def test_unknown_base_is_no_verdict() -> None:
    """Where own and inherited steps cannot be told apart, the history proves nothing."""
    assert isinstance(_judge("USER app", built_image("ENV API_TOKEN=abc", **UNKNOWN)), Unmeasured)
    assert isinstance(_judge("ENV API_TOKEN=abc", built_image("ENV API_TOKEN=abc", **UNKNOWN)), Unmet)
    assert isinstance(_judge("USER app", built_image(**UNKNOWN)), Met)


def test_values() -> None:
    """What was found is told with its place and its line, and leads there."""
    value = "the value of SECRET_KEY"
    finding = _judge("USER app", None, FoundSecret(value, "ENV SK"), FoundSecret(value, "/app/x", 3))
    assert isinstance(finding, Unmet)
    assert finding.found == f"{value} in ENV SK\nline 3: {value} in /app/x"
    assert finding.line == 3
    (finding,) = [_judge("USER app", built_image(**UNKNOWN), FoundSecret("a file called .env", "/app/.env"))]
    assert isinstance(finding, Unmet)
    assert ".dockerignore" in (finding.hint or "")


@pytest.mark.parametrize("source", [".", "./", "config", "/config/", "config/sub"])
def test_copied_folder_takes_the_file_along(source: str) -> None:
    """A folder is copied with the secret in it, and a later layer that removes it does not help."""
    finding = _judge(f"COPY {source} /app/\nRUN rm -r /app", sent=("config/sub/.env",))
    assert isinstance(finding, Unmet)
    assert finding.line == 3
    assert "config/sub/.env" in finding.found


@pytest.mark.parametrize("lines", ["COPY src /app/", "COPY --from=other:1 . /app/", "COPY conf /app/"])
def test_another_copied_folder(lines: str) -> None:
    """A secret beside the copied folder, or one that is not sent, is in no layer."""
    assert isinstance(_judge(lines, sent=("config/.env",)), Met)
    assert isinstance(_judge("COPY . /app/"), Met)


def test_allowed_names_everywhere() -> None:
    """An allowed name is allowed in the text, the configuration and the history, and no other is."""
    url = "postgres://app:app@db/app"
    history = (f"ENV DATABASE_URL={url}", f"RUN |1 DATABASE_URL={url} /bin/sh -c make # buildkit")
    image = built_image(*history, environment=(f"DATABASE_URL={url}",))
    finding = _judge(f"ENV DATABASE_URL={url}", image, allow=["DATABASE_URL"])
    assert isinstance(finding, Met)
    assert isinstance(_judge(f"ENV DATABASE_URL={url}", allow=["OTHER"]), Unmet)
