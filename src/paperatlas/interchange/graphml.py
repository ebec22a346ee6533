"""The relations as GraphML, which Gephi, yEd and networkx read: an edge leads from the later paper to the earlier."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from ..catalogue import Catalogue
from ..titles import plain
from ..urls import paper_url
from .place import Place

_SPACE = "http://graphml.graphdrawing.org/xmlns"
_NODE = ("label", "title", "category", "date", "venue", "page")
_EDGE = ("kind", "role", "how")


def document(catalogue: Catalogue, place: Place, relations: Iterable[Sequence[str]]) -> bytes:
    """The graph. `relations` have the values of `RELATION_FIELDS` in data.py."""
    root = Element("graphml", xmlns=_SPACE)
    for kind, names in (("node", _NODE), ("edge", _EDGE)):
        for name in names:
            SubElement(root, "key", {"id": name, "for": kind, "attr.name": name, "attr.type": "string"})
    graph = SubElement(root, "graph", id="relations", edgedefault="directed")
    for key, paper in sorted(catalogue.papers.items()):
        venue = paper.venue.label if paper.venue else ""
        texts = (plain(paper.label), plain(paper.title), paper.category, paper.date, venue, place.url(paper_url(key)))
        _with_data(SubElement(graph, "node", id=key), _NODE, texts)
    for later, earlier, kind, role, how, *_ in relations:
        _with_data(SubElement(graph, "edge", source=later, target=earlier), _EDGE, (kind, role, how))
    indent(root, " ")
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _with_data(element: Element, names: Sequence[str], texts: Sequence[str]) -> None:
    for name, text in zip(names, texts, strict=True):
        if text:
            SubElement(element, "data", key=name).text = text
