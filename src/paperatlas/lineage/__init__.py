"""Where the ideas of papers come from and what they led to: the graph of relations, and its picture."""

from .around import Neighbourhood, around
from .graph import Chain, Lineage, Link
from .layout import Lane, Layout, Node, layout

__all__ = ["Chain", "Lane", "Layout", "Lineage", "Link", "Neighbourhood", "Node", "around", "layout"]
