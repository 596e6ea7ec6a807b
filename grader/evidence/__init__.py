"""What a criterion can ask, and what it gets to know: questions and facts, as plain data."""

from grader.evidence.answers import Answer, Blocked, Broken, Facts, Skipped
from grader.evidence.container import HttpAnswer, HttpRequest, NoHttpAnswer
from grader.evidence.image import (
    BaseImage,
    BuiltImage,
    Filesystem,
    FilesystemFact,
    HistoryEntry,
    ImageFact,
    ImageSize,
    LayerSize,
    Program,
    SizeFact,
)
from grader.evidence.question import Question
from grader.evidence.source import DockerfileText, ShellText, ShellTexts
from grader.evidence.summary import BenchSummary, EngineSummary, ImageSummary

__all__ = [
    "Answer",
    "BaseImage",
    "BenchSummary",
    "Blocked",
    "Broken",
    "BuiltImage",
    "DockerfileText",
    "EngineSummary",
    "Facts",
    "Filesystem",
    "FilesystemFact",
    "HistoryEntry",
    "HttpAnswer",
    "HttpRequest",
    "ImageFact",
    "ImageSize",
    "ImageSummary",
    "LayerSize",
    "NoHttpAnswer",
    "Program",
    "Question",
    "ShellText",
    "ShellTexts",
    "SizeFact",
    "Skipped",
]
