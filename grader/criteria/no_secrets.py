"""`no_secrets`: the image holds no password, token or key."""

from typing import Any, Literal

from pydantic import Field
from typing_extensions import override

from grader.criterion import Criterion, Finding, Met, Unmet, met, renamed, unmet
from grader.criterion.found_secrets import found_secrets, told_secret
from grader.criterion.own_layers import not_told_apart
from grader.criterion.samples import build_context, built_image, held_secrets, inherited, leak
from grader.evidence import (
    BuildContext,
    BuiltImage,
    DockerfileText,
    Facts,
    FoundSecret,
    HeldSecrets,
    Question,
)
from grader.fields import OneOrMore, Text
from grader.secrets.places import SecretPlaces
from grader.secrets.signs import SECRET_FILES
from grader.text import some

SENT = BuildContext(SECRET_FILES)

_BUILT, _NONE, _NOT_SENT = built_image(), held_secrets(), build_context()
_VALUE = "the value of SECRET_KEY"
_SENT = build_context(leak("**/.env", ".env"))
_WITH_ARG = "RUN |1 API_TOKEN=abc /bin/sh -c ./fetch # buildkit"
_AWS = "AKIA" + "Q3EGVX7T" * 2
_BELOW = "FROM a AS b\nARG TOKEN=x\nFROM a\n"


class NoSecretsKind(Criterion):
    """No secret is in the image: not in ENV or LABEL, not in an ARG or a RUN of its history, not in a layer.

    Whoever can pull an image can read all of it: `docker inspect` shows the variables, `docker history` the
    build arguments, and a file stays in its layer even where a later layer removes it. What is inherited
    from the base image is not the Dockerfile's doing.

    Judged by content: the values of the given .env and of secret files handed in, in all own layers, the
    configuration and the history, also in base64, hex, reversed or compressed; numbers, paths, usual words,
    fewer than 8 characters and what other given files hold tell nothing. Tokens and private keys are known
    by their issuers' shapes, except where packages lie. Judged by words: variables named like a secret that
    have a value (`API_TOKEN`, not `API_TOKEN_FILE`), and files called .env, id_rsa, id_ed25519, .npmrc,
    .pypirc, .netrc, credentials.json.
    """

    old_spellings = renamed(
        files="a criterion with check: image_files and absent: [...]",
        folders="a criterion with check: image_files and absent: [...]",
    )

    check: Literal["no_secrets"]
    allow: OneOrMore[Text] = Field(
        (), description="Names of variables, arguments and labels that are no secrets here."
    )

    examples = (
        met("none in the final stage", _NOT_SENT, _BUILT, _NONE, dockerfile=_BELOW),
        unmet("in ENV", _NOT_SENT, dockerfile="FROM a\nENV API_TOKEN=abc\n"),
        unmet("replaced later", _NOT_SENT, dockerfile="FROM a\nENV TOKEN=abc\nENV TOKEN=\n"),
        unmet("the default of an ARG", _NOT_SENT, dockerfile="FROM a\nARG DB_PASSWORD=abc\n"),
        met("where the secret lies", _NOT_SENT, _BUILT, _NONE, dockerfile="FROM a\nENV TOKEN_FILE=/run/t\n"),
        met("the base image's variables", _NOT_SENT, built_image(environment=("HUB_TOKEN=abc",)), _NONE),
        unmet("a token by its shape", _NOT_SENT, dockerfile=f"FROM a\nRUN x -u {_AWS}\n"),
        unmet("a build argument in the history", _NOT_SENT, built_image(_WITH_ARG), _NONE),
        met("in the history of the base image", _NOT_SENT, built_image(inherited(_WITH_ARG)), _NONE),
        unmet("a value in a file", _NOT_SENT, _BUILT, held_secrets(FoundSecret(_VALUE, "/app/x", 4))),
        unmet("a layer that is not searched", _NOT_SENT, _BUILT, held_secrets(excess="a layer holds 9 GB")),
        unmet("a file that is removed again", _NOT_SENT, dockerfile="FROM a\nCOPY .env /\nRUN rm /.env\n"),
        unmet("taken along by COPY .", _SENT, dockerfile="FROM a\nCOPY . /app\n"),
        met("there, but not copied", _SENT, _BUILT, _NONE, dockerfile="FROM a\nCOPY src /app\n"),
        met("allowed", _NOT_SENT, _BUILT, _NONE, dockerfile="FROM a\nENV TOKEN=x\n", allow=["TOKEN"]),
    )

    @property
    @override
    def expected(self) -> str:
        return "no password, token or key in the image's ENV, LABEL, build arguments, history or files"

    @override
    def questions(self) -> tuple[Question[Any], ...]:
        return (DockerfileText(), SENT, BuiltImage(), self._held)

    @override
    def screen(self, facts: Facts) -> Unmet | None:
        dockerfile = facts[DockerfileText()]
        found = list(self._places.in_text(dockerfile))
        found += self._places.in_copied_folders(dockerfile, facts[SENT])
        lines = [f"line {line}: {told}" for told, line in dict.fromkeys(found)]
        return found_secrets(lines, dockerfile.file, found[0][1]) if found else None

    @override
    def judge(self, facts: Facts) -> Finding:
        image, dockerfile, held = facts[BuiltImage()], facts[DockerfileText()], facts[self._held]
        found = [told_secret(each) for each in held.found]
        found += self._places.in_config(dockerfile, image.config)
        in_history = list(dict.fromkeys(self._places.in_history(image)))
        if in_history and not found and not image.base.available:
            return not_told_apart(image.base)
        if found + in_history:
            line = next((each.line for each in held.found if each.line), None)
            return found_secrets(found + in_history, dockerfile.file if line else None, line)
        if held.excess:
            return Unmet(
                f"not all of the image can be searched: {held.excess}", "Leave out what is so large."
            )
        values = f" of the values of {some(held.values, 5)}" if held.values else ""
        return Met(f"none{values} in the Dockerfile, the configuration, the history or the layers")

    @property
    def _held(self) -> HeldSecrets:
        return HeldSecrets(self.allow)

    @property
    def _places(self) -> SecretPlaces:
        return SecretPlaces(frozenset(self.allow))
