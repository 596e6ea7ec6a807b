"""What the submission's own files tell."""

from functools import singledispatchmethod
from threading import Event
from typing import Any

from grader.bench.blocked import BlockedError
from grader.bench.context import TooManyFilesError, context_fact
from grader.bench.folding import folded
from grader.bench.lint import lint
from grader.bench.shell_texts import shell_texts, start_scripts
from grader.bench.source import Source
from grader.dockerfile import Dockerfile
from grader.dockerfile.ignore import IgnoreFile
from grader.evidence import (
    Answer,
    Blocked,
    Broken,
    BuildContext,
    ContextFact,
    DockerfileText,
    Lint,
    LintFinding,
    Question,
    ShellText,
    ShellTexts,
    StartScripts,
)
from grader.text import one_line


class SourceRoom:
    """Answers the questions that need no engine; a program that it waits for ends once `stopped` is set."""

    def __init__(self, source: Source, stopped: Event) -> None:
        self._source, self._stopped = source, stopped

    @singledispatchmethod
    def answer(self, question: Question[Any]) -> Answer[Any]:
        """The fact. BlockedError where the submission's files do not give it."""
        raise TypeError(f"the source does not answer {question!r}")

    @answer.register
    def _(self, _question: DockerfileText) -> Dockerfile:
        return self._source.dockerfile

    @answer.register
    def _(self, _question: StartScripts) -> tuple[ShellText, ...]:
        return start_scripts(self._source.dockerfile, self._source.read_script)

    @answer.register
    def _(self, _question: ShellTexts) -> tuple[ShellText, ...]:
        return shell_texts(self._source.dockerfile, self._source.read_script)

    @answer.register
    def _(self, question: Lint) -> tuple[LintFinding, ...] | Broken:
        return lint(folded(*self._source.accepted), question.rules, self._stopped)

    @answer.register
    def _(self, question: BuildContext) -> ContextFact:
        source = self._source
        if source.refused is not None:
            raise BlockedError(source.refused)
        try:
            ignore = IgnoreFile(source.ignore.decode("utf-8", "replace"))
            return context_fact(source.folder, source.ignore_name, ignore, question.patterns)
        except (ValueError, TooManyFilesError) as error:
            why = Blocked("build context", one_line(str(error), 200), source.ignore_name)
            raise BlockedError(why) from None
