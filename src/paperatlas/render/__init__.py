"""Templates to HTML."""

from .environment import TEMPLATES, Articles, Renderer

__all__ = ["TEMPLATES", "Articles", "Renderer"]
