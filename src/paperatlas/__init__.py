"""paperatlas: a folder of YAML entries becomes a searchable map of a field of research.

>>> from pathlib import Path
>>> catalogue = load(Path("catalog"))  # doctest: +SKIP
>>> catalogue.papers["gla"].label  # doctest: +SKIP
'GLA'
"""

from .catalogue import Catalogue, Memory, Person, load
from .model import AnyEntry, Dataset, Library, Method, Paper, Relation, Source, Tutorial, Venue
from .problems import Problem

__version__ = "0.2.0"
__all__ = [
    "AnyEntry",
    "Catalogue",
    "Dataset",
    "Library",
    "Memory",
    "Method",
    "Paper",
    "Person",
    "Problem",
    "Relation",
    "Source",
    "Tutorial",
    "Venue",
    "__version__",
    "load",
]
