"""One submission, graded: the one way from a challenge and a folder to verdicts, report and evidence."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grader.bench.bench import Bench
from grader.bench.builds import Progress, TakenIn
from grader.bench.given import Given
from grader.bench.head_start import HeadStart
from grader.challenge import Challenge, Limits
from grader.engine import Engine
from grader.evidence import Answer, BenchSummary, Question, Rebuild
from grader.grading import Grading, Verdict
from grader.report import Report, make_report
from grader.report.model import handed_out
from grader.report.words import beyond
from grader.values import Value, field, replace

if TYPE_CHECKING:
    from grader.engine.kept_networks import KeptNetworks

Known = Mapping[Question[Any], Answer[Any]]


class Graded(Value, kw_only=True):
    """What grading one submission came to: the report with the texts that go with it, and the evidence."""

    report: Report
    evidence: Known

    @property
    def failure(self) -> str | None:
        """Why the machine could not grade it, and before that which engine can; None where it could."""
        broken = (verdict.because or "" for verdict in self.report.criteria if verdict.outcome == "broken")
        because = next(broken, None)
        return because and "; ".join(filter(None, (beyond(self.report.engine), because)))


class GradingOptions(Value, kw_only=True):
    """How a submission is graded.

    `shown` names it in the report; by default its folder, as seen from the working directory.
    `limits` take the place of the challenge's. `engine` is one that is connected already; `known` are
    answers that need not be found again. With `static_only`, criteria that need an engine are skipped. With
    `limit_builds`, for work of others that nobody watches, the steps of builds have limits, too; they find no
    layers that were built without (docs/decisions/0017-builds-in-kept-groups.md).
    `beside_others` tells that other submissions are graded at the same time, with whom its containers share
    `networks` in turn, if there are any. `only` are the ids of the
    criteria that will be asked for; all by default. `progress` is told what is being done. `head_start` is
    one on its folder.
    """

    shown: str | None = None
    limits: Limits | None = None
    engine: Engine | None = None
    known: Known = field(default_factory=dict)
    static_only: bool = False
    limit_builds: bool = False
    beside_others: bool = False
    networks: "KeptNetworks | None" = None
    only: Collection[str] | None = None
    progress: Progress = lambda _text: None
    head_start: HeadStart | None = None


DEFAULT = GradingOptions()


class SubmissionGrading:
    """A submission while it is graded; each verdict is found when it is asked for, and once."""

    def __init__(self, challenge: Challenge, folder: Path, options: GradingOptions = DEFAULT) -> None:
        self.challenge, self.shown = challenge, options.shown or seen_from_here(folder)
        given = Given(challenge.learner, challenge.original)
        self._bench = Bench(
            folder,
            options.limits or challenge.limits,
            given=given,
            starter=challenge.original,
            engine=options.engine,
            known=options.known,
            static_only=options.static_only,
            progress=options.progress,
            head_start=_on_the_same(options.head_start, given),
            allowed=challenge.allowed,
            limit_builds=options.limit_builds,
            beside_others=options.beside_others,
            networks=options.networks,
        )
        ids = {each.id for each in challenge.criteria} if options.only is None else options.only
        asked = [each for each in challenge.criteria if each.id in ids]
        asked.sort(key=lambda criterion: criterion.hidden)  # an application may tell what it was asked
        self._bench.expect(question for criterion in asked for question in criterion.questions())
        self._grading = Grading(challenge.criteria, self._bench)
        self._verdicts: dict[str, Verdict] = {}

    def verdict(self, criterion_id: str) -> Verdict:
        """The verdict on one criterion."""
        self._verdicts[criterion_id] = self._grading.verdict(criterion_id)
        return self._verdicts[criterion_id]

    def verdicts(self) -> Iterator[Verdict]:
        """All verdicts, in the order in which they become known."""
        for verdict in self._grading.verdicts():
            self._verdicts[verdict.id] = verdict
            yield verdict

    def report(self) -> Report:
        """The report on the verdicts so far; criteria that were not asked for are skipped."""
        verdicts = list(self._verdicts.values())
        return make_report(self.challenge, self.shown, verdicts, self.summary(), self._bench.attachments())

    def graded(self) -> Graded:
        """Report and evidence, as far as they are known by now."""
        return Graded(report=self.report(), evidence=self._bench.answers)

    def summary(self) -> BenchSummary:
        """What is known by now of image, engine and times."""
        return self._bench.summary()

    def also_ask(self, questions: Iterable[Question[Any]]) -> None:
        """Have these answered, too, for a report that shows more than the criteria ask."""
        for question in questions:
            self.ask(question)

    def ask(self, question: Question[Any]) -> Answer[Any]:
        """The answer to one question, whether a criterion asks it or not."""
        return self._bench.ask(question)

    def ask_together(self, questions: Sequence[Question[Any]]) -> None:
        """Have these answered, too, by one container as far as it takes one."""
        self._bench.expect(questions)
        self.also_ask(questions)

    def completed(self, report: Report, questions: Iterable[Question[Any]]) -> Report:
        """The report with what these questions, too, have found out; the time for them does not count."""
        self.also_ask(questions)
        return replace(report, attachments=handed_out(self.challenge, self._bench.attachments()))

    def publish(self, reference: str) -> str:
        """Push the image that was graded under this name; returns its digest. Raises EngineFailureError."""
        return self._bench.publish(reference)

    def take_in_bases(self, taken_in: TakenIn) -> None:
        """Have the builder take in the bases that it has not yet, before anything is built from them.

        Only where a criterion asks what is built again (docs/decisions/0030-steps-of-builds-side-by-side.md).
        """
        asked = {type(question) for each in self.challenge.criteria for question in each.questions()}
        if Rebuild in asked:
            self._bench.take_in_bases(taken_in)

    def stop(self) -> None:
        """End the work that another thread does on it: InterruptedError there."""
        self._bench.stop()

    def close(self) -> None:
        """Remove everything that was created for it."""
        self._bench.close()


def _on_the_same(head_start: HeadStart | None, given: Given) -> HeadStart | None:
    """The head start, ended where it took other files for the given ones."""
    if head_start is None or head_start.given == given or (head_start.given.nothing and given.nothing):
        return head_start
    head_start.close()
    return None


def seen_from_here(folder: Path) -> str:
    """A folder as it is named in a report: relative to the working directory where it is below it."""
    return str(folder.relative_to(Path.cwd()) if folder.is_relative_to(Path.cwd()) else folder)


@contextmanager
def grading(
    challenge: Challenge, folder: Path, options: GradingOptions = DEFAULT
) -> Iterator[SubmissionGrading]:
    """The grading of a submission, closed at the end. Raises UsageError where the folder is missing."""
    opened = SubmissionGrading(challenge, folder, options)
    try:
        yield opened
    finally:
        opened.close()


def grade(challenge: Challenge, folder: Path, options: GradingOptions = DEFAULT) -> Graded:
    """A submission, graded to the end. Raises UsageError where the folder is missing."""
    with grading(challenge, folder, options) as opened:
        list(opened.verdicts())
        return opened.graded()
