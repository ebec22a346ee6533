"""The methods in plain numpy, by key."""

from . import caches, decays, deltas, sums, systems
from .common import OF

__all__ = ["OF", "caches", "decays", "deltas", "sums", "systems"]
