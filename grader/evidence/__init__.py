# ruff: noqa: F401 - the names are here to be imported from here
# mypy: implicit-reexport
"""What a criterion can ask, and what it gets to know: questions and facts, as plain data."""

from grader.evidence.answers import Answer, Blocked, Broken, Facts, KeptAnswers, Phase, Skipped, cause_of
from grader.evidence.argument_trial import ArgumentRun, ArgumentTrial
from grader.evidence.build import DEFAULT, NATIVE, Build, BuildFact, BuildOptions
from grader.evidence.build_context import BuildContext, ContextFact, ContextPattern
from grader.evidence.cause import Cause, Fault, Moment
from grader.evidence.command import CommandFact, ContainerCommand
from grader.evidence.container import ContainerQuestion, NotRunning
from grader.evidence.dockerfile_text import DockerfileText
from grader.evidence.drawn import PLATFORM, WORD
from grader.evidence.filesystem import Filesystem, FilesystemFact, Program
from grader.evidence.health import ContainerHealth, HealthFact
from grader.evidence.health_trial import CheckRun, HealthTrial, HealthTrialFact
from grader.evidence.held_file import HeldFile, HeldFileFact
from grader.evidence.history import HistoryEntry
from grader.evidence.http import HttpAnswer, HttpRequest, NoHttpAnswer
from grader.evidence.image import BaseImage, BuiltImage, ImageConfig, ImageFact
from grader.evidence.image_files import FileEntry, ImageFiles, ImageFilesFact
from grader.evidence.layers import LayerEntry, OwnLayer, OwnLayers, OwnLayersFact
from grader.evidence.lint import Lint, LintFinding
from grader.evidence.log import ContainerLog, LogFact
from grader.evidence.package_files import PackageFiles, PackageFilesFact, PackageTrace
from grader.evidence.processes import ContainerProcesses, Process, ProcessesFact
from grader.evidence.question import ROOMS, ImageQuestion, Question, SourceQuestion
from grader.evidence.rebuild import Rebuild, RebuildFact, RebuiltStep
from grader.evidence.secrets import FoundSecret, HeldSecrets, HeldSecretsFact
from grader.evidence.shell_texts import ShellText, ShellTexts, StartScripts
from grader.evidence.size import ImageSize, SizeFact, StarterSize
from grader.evidence.start_writes import StartWrites, StartWritesFact
from grader.evidence.stop import StopFact, StopTime
from grader.evidence.summary import Attachments, BenchSummary, EngineSummary, ImageSummary
from grader.evidence.toolchains import Toolchain, Toolchains, ToolchainsFact
