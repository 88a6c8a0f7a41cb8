"""Scores: how well a resume answers a posting, and how well it can be read."""

from career.scoring.match import match
from career.scoring.quality import quality

__all__ = ["match", "quality"]
