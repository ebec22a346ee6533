"""paperatlas: a folder of YAML entries becomes a map of a field of research."""

from .catalogue import Catalogue, load

__all__ = ["Catalogue", "load"]
