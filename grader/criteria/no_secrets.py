"""`no_secrets`: the image holds no password, token or key."""

from typing import Any, Literal

from pydantic import Field
from typing_extensions import override

from grader.criterion import Criterion, Finding, Met, Unmet, met, renamed, unmet
from grader.criterion.own_layers import not_told_apart
from grader.criterion.samples import build_context, built_image, file, found_files, inherited
from grader.evidence import (
    BuildContext,
    BuiltImage,
    ContextPattern,
    DockerfileText,
    Facts,
    ImageFiles,
    ImageFilesFact,
    Question,
)
from grader.fields import Text
from grader.secrets.places import SecretPlaces
from grader.secrets.signs import SEARCHED, SECRET_FILES, of_a_package
from grader.text import first, one_line

SENT, HELD = BuildContext(SECRET_FILES), ImageFiles(SEARCHED)

_BUILT, _NO_FILE, _NOT_SENT = built_image(), found_files(), build_context()
_SENT = build_context(ContextPattern("**/.env", (".env",), ignored=False))
_WITH_ARG = "RUN |1 API_TOKEN=abc /bin/sh -c ./fetch # buildkit"
_AWS = "AKIA" + "Q3EGVX7T" * 2
_BELOW = "FROM a AS b\nARG TOKEN=x\nFROM a\n"


class NoSecretsKind(Criterion):
    """No secret is in the image: not in ENV or LABEL, not in an ARG or a RUN of its history, not in a file.

    Whoever can pull an image can read all of it: `docker inspect` shows the variables, `docker history` the
    build arguments, and a file stays in its layer even where a later layer removes it. What is inherited
    from the base image is not the Dockerfile's doing. Names tell a secret (`API_TOKEN`, `DB_PASSWORD`, but
    not `DB_PASSWORD_FILE`), and the shapes that issuers give their tokens. Files are known by their names:
    .env, id_rsa, id_ed25519, .npmrc, .pypirc, .netrc, credentials.json below /app, /root, /home, /srv, /opt.
    """

    old_spellings = renamed(
        files="a criterion with check: image_files and absent: [...]",
        folders="a criterion with check: image_files and absent: [...]",
    )

    check: Literal["no_secrets"]
    allow: tuple[Text, ...] = Field(
        (), min_length=1, description="Names of variables, arguments and labels that are no secrets here."
    )

    examples = (
        met("none in the final stage", _NOT_SENT, _BUILT, _NO_FILE, dockerfile=_BELOW),
        unmet("in ENV", _NOT_SENT, dockerfile="FROM a\nENV API_TOKEN=abc\n"),
        unmet("replaced later", _NOT_SENT, dockerfile="FROM a\nENV TOKEN=abc\nENV TOKEN=\n"),
        unmet("the default of an ARG", _NOT_SENT, dockerfile="FROM a\nARG DB_PASSWORD=abc\n"),
        met(
            "an ARG without a value",
            _NOT_SENT,
            built_image(environment=("TOKEN=",)),
            _NO_FILE,
            dockerfile="FROM a\nARG TOKEN\nENV TOKEN=$TOKEN\n",
        ),
        met(
            "where the secret lies", _NOT_SENT, _BUILT, _NO_FILE, dockerfile="FROM a\nENV TOKEN_FILE=/run/t\n"
        ),
        met("the base image's variables", _NOT_SENT, built_image(environment=("HUB_TOKEN=abc",)), _NO_FILE),
        unmet("a token by its shape", _NOT_SENT, dockerfile=f"FROM a\nRUN x -u {_AWS}\n"),
        unmet("a build argument in the history", _NOT_SENT, built_image(_WITH_ARG), _NO_FILE),
        met("in the history of the base image", _NOT_SENT, built_image(inherited(_WITH_ARG)), _NO_FILE),
        unmet("a file", _NOT_SENT, _BUILT, found_files(file("/app/.env", "A=b"))),
        unmet("a file that is removed again", _NOT_SENT, dockerfile="FROM a\nCOPY .env /\nRUN rm /.env\n"),
        unmet("taken along by COPY .", _SENT, dockerfile="FROM a\nCOPY . /app\n"),
        met("there, but not copied", _SENT, _BUILT, _NO_FILE, dockerfile="FROM a\nCOPY src /app\n"),
        met("allowed", _NOT_SENT, _BUILT, _NO_FILE, dockerfile="FROM a\nENV TOKEN=x\n", allow=["TOKEN"]),
    )

    @property
    @override
    def expected(self) -> str:
        return "no password, token or key in the image's ENV, LABEL, build arguments, history or files"

    @override
    def questions(self) -> tuple[Question[Any], ...]:
        return (DockerfileText(), SENT, BuiltImage(), HELD)

    @override
    def screen(self, facts: Facts) -> Unmet | None:
        dockerfile = facts[DockerfileText()]
        found = list(self._places.in_text(dockerfile))
        found += self._places.in_copied_folders(dockerfile, facts[SENT])
        lines = [f"line {line}: {told}" for told, line in dict.fromkeys(found)]
        return _unmet(lines, dockerfile.file, found[0][1]) if found else None

    @override
    def judge(self, facts: Facts) -> Finding:
        image = facts[BuiltImage()]
        found = list(self._places.in_config(facts[DockerfileText()], image.config))
        found += _in_files(facts[HELD])
        in_history = list(dict.fromkeys(self._places.in_history(image)))
        if in_history and not found and not image.base.available:
            return not_told_apart(image.base)
        if found + in_history:
            return _unmet(found + in_history)
        return Met("none in the Dockerfile, the configuration, the history or files")

    @property
    def _places(self) -> SecretPlaces:
        return SecretPlaces(frozenset(self.allow))


def _in_files(held: ImageFilesFact) -> list[str]:
    entries = (entry for matches in held.entries for entry in matches)
    paths = (entry.path for entry in entries if entry.kind == "file" and entry.size_bytes > 0)
    return [f"the file {one_line(path)}" for path in dict.fromkeys(paths) if not of_a_package(path)]


def _unmet(found: list[str], file: str | None = None, line: int | None = None) -> Unmet:
    hint = "Give the secret to the build with RUN --mount=type=secret, and to the container when it starts."
    if found[0].startswith("the file ") or " takes " in found[0]:
        hint = "Keep the file out of the build context: name it in .dockerignore."
    return Unmet(first(found, 5), hint, file, line)
