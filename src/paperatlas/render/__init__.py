"""Templates to HTML."""

from .environment import Articles, Renderer

__all__ = ["Articles", "Renderer"]
