"""The author's side: challenge.yaml and wrong.yaml, validated."""

from grader.challenge.catalogue import Catalogue
from grader.challenge.loader import load_challenge
from grader.challenge.model import Challenge, Limits

__all__ = ["Catalogue", "Challenge", "Limits", "load_challenge"]
