"""The author's side: challenge.yaml and wrong.yaml, validated."""

from grader.challenge.catalogue import COURSE, Catalogue
from grader.challenge.loader import load_challenge, load_wrong
from grader.challenge.model import Challenge, Limits

__all__ = ["COURSE", "Catalogue", "Challenge", "Limits", "load_challenge", "load_wrong"]
