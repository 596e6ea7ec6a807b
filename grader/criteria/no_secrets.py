"""`no_secrets`: the image holds no password, token or key."""

from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, Field

from grader.criterion import Criterion, Example, Finding, Met, Unmeasured, Unmet
from grader.criterion.patterns import AbsolutePath
from grader.dockerfile import read_dockerfile
from grader.evidence import (
    BaseImage,
    BuildContext,
    BuiltImage,
    ContextFact,
    ContextPattern,
    DockerfileText,
    Facts,
    FileEntry,
    HistoryEntry,
    ImageConfig,
    ImageFact,
    ImageFiles,
    ImageFilesFact,
    Question,
)
from grader.fields import Text
from grader.secrets.places import SecretPlaces
from grader.secrets.signs import FOLDERS, SECRET_FILES, below_a_folder, of_a_package, patterns
from grader.text import one_line

SHOWN = 5


def _facts(
    text: str = "USER app",
    *environment: str,
    history: str = "USER app",
    own: bool = True,
    files: tuple[FileEntry, ...] = (),
    sent: tuple[str, ...] = (),
) -> dict[Question[Any], Any]:
    base = BaseImage("python:3.11-slim", available=True, is_prefix=True)
    config = ImageConfig(environment=("GPG_KEY=A035", *environment))
    asked = patterns(SECRET_FILES, FOLDERS)
    return {
        DockerfileText(): read_dockerfile(
            f"FROM a AS b\nARG TOKEN=x\nFROM python:3.11-slim\n{text}\n".encode()
        ),
        BuiltImage(): ImageFact("sha256:1", base, (HistoryEntry(history, 0, own),), (), config),
        ImageFiles(asked): ImageFilesFact((files, *((),) * (len(asked) - 1))),
        _context(SECRET_FILES): ContextFact(1, 1, None, (ContextPattern("**/.env", sent, ignored=False),)),
    }


def _context(files: tuple[str, ...]) -> BuildContext:
    """Where the submission's folder holds files of these names, after .dockerignore."""
    return BuildContext(tuple(dict.fromkeys(f"**/{one.rpartition('/')[2]}" for one in files)))


_ENV_FILE = FileEntry("/app/.env", "file", 20)
_WITH_ARG = "RUN |1 API_TOKEN=abc /bin/sh -c ./fetch # buildkit"


class NoSecretsKind(Criterion):
    """No secret is in the image: not in ENV or LABEL, not in an ARG or a RUN of its history, not in a file.

    Whoever can pull an image can read all of it: `docker inspect` shows the variables, `docker history` the
    build arguments, and a file stays in its layer even where a later layer removes it. What is inherited
    from the base image is not the Dockerfile's doing. Names tell a secret (`API_TOKEN`, `DB_PASSWORD`, but
    not `DB_PASSWORD_FILE`), and the shapes that issuers give their tokens.
    """

    check: Literal["no_secrets"]
    files: Annotated[
        tuple[Annotated[Text, AfterValidator(below_a_folder)], ...],
        Field(
            min_length=1,
            description="Files that hold secrets, as patterns below each of `folders`, or absolute ones.",
        ),
    ] = SECRET_FILES
    folders: Annotated[
        tuple[AbsolutePath, ...], Field(min_length=1, description="Folders of the image that are searched.")
    ] = FOLDERS
    allow: Annotated[
        tuple[Text, ...],
        Field(min_length=1, description="Names of variables, arguments and labels that are no secrets here."),
    ] = ()

    examples: ClassVar[tuple[Example, ...]] = (
        Example("none", Met, _facts()),
        Example("in ENV", Unmet, _facts("ENV API_TOKEN=abc", "API_TOKEN=abc")),
        Example(
            "replaced later, but still in the history", Unmet, _facts("ENV TOKEN=abc\nENV TOKEN=", "TOKEN=")
        ),
        Example("the default of an ARG", Unmet, _facts("ARG DB_PASSWORD=abc")),
        Example("an ARG without a value", Met, _facts("ARG TOKEN\nENV TOKEN=$TOKEN", "TOKEN=")),
        Example("where the secret lies", Met, _facts("ENV TOKEN_FILE=/x", "TOKEN_FILE=/x")),
        Example("the base image's variables", Met, _facts("USER app", "HUB_TOKEN=abc")),
        Example("a token by its shape", Unmet, _facts("RUN curl -u AKIAIOSFODNN7EXAMPLE: http://x")),
        Example("a build argument in the history", Unmet, _facts(history=_WITH_ARG)),
        Example("in the history of the base image", Met, _facts(history=_WITH_ARG, own=False)),
        Example("a file", Unmet, _facts(files=(_ENV_FILE,))),
        Example("a file that is removed again", Unmet, _facts("COPY .env /app/\nRUN rm /app/.env")),
        Example("taken along by COPY .", Unmet, _facts("COPY . /app\nRUN rm /app/.env", sent=(".env",))),
        Example("there, but not copied", Met, _facts("COPY src /app", sent=(".env",))),
        Example("allowed", Met, _facts("ENV TOKEN=dev", "TOKEN=dev"), {"allow": ["TOKEN"]}),
    )

    @property
    def expected(self) -> str:
        """Where no secret may be."""
        return "no password, token or key in the image's ENV, LABEL, build arguments, history or files"

    def questions(self) -> tuple[Question[Any], ...]:
        """What the Dockerfile sets, what the image holds."""
        return (DockerfileText(), _context(self.files), BuiltImage(), self._asked())

    def screen(self, facts: Facts) -> Unmet | None:
        """A secret in the Dockerfile needs no build to be found."""
        dockerfile = facts[DockerfileText()]
        found = list(self._places().in_text(dockerfile))
        found += self._places().in_copied_folders(dockerfile, facts[_context(self.files)])
        lines = [f"line {line}: {told}" for told, line in dict.fromkeys(found)]
        return self._unmet(lines, dockerfile.file, found[0][1]) if found else None

    def judge(self, facts: Facts) -> Finding:
        """Look at every place; the secrets' values are never told."""
        if (unmet := self.screen(facts)) is not None:
            return unmet
        dockerfile, image = facts[DockerfileText()], facts[BuiltImage()]
        found = list(self._places().in_config(dockerfile, image.config))
        entries = (entry for matches in facts[self._asked()].entries for entry in matches)
        held = [one.path for one in entries if one.kind == "file" and one.size_bytes > 0]
        found += [f"the file {one_line(path)}" for path in dict.fromkeys(held) if not of_a_package(path)]
        in_history = list(dict.fromkeys(self._places().in_history(image)))
        if in_history and not found and not image.base.available:
            return Unmeasured(f"own and inherited layers cannot be told apart: {image.base.why}")
        found += in_history
        return (
            self._unmet(found)
            if found
            else Met("none in the Dockerfile, the configuration, the history or files")
        )

    def _places(self) -> SecretPlaces:
        return SecretPlaces(frozenset(self.allow), frozenset(one.rpartition("/")[2] for one in self.files))

    def _asked(self) -> ImageFiles:
        return ImageFiles(patterns(self.files, self.folders))

    def _unmet(self, found: list[str], file: str | None = None, line: int | None = None) -> Unmet:
        more = f"\nand {len(found) - SHOWN} more" if len(found) > SHOWN else ""
        hint = (
            "Give the secret to the build with RUN --mount=type=secret, and to the container when it starts."
        )
        if found[0].startswith("the file ") or " takes " in found[0]:
            hint = "Keep the file out of the build context: name it in .dockerignore."
        return Unmet("\n".join(found[:SHOWN]) + more, hint, file, line)
