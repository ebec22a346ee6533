"""What other sites show of this one: small pages for an `<iframe>`, and a badge for a README.

The page of a paper has its card and its lineage: what follows `#` in the address says which of them is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from xml.sax.saxutils import escape

from ..model import Paper
from ..pages import browse
from ..pages.browse import Group
from ..titles import plain
from ..urls import embed_url, paper_url
from .environment import Renderer

MOST, MOST_RELATIONS = 20, 7
BADGE = "badge.svg"
_WIDTH, _HEIGHT = 5.7, 20  # of a letter of 11 px on average; the text is stretched to fit


def files(renderer: Renderer) -> dict[str, Callable[[], bytes]]:
    """What makes each file, by its path. What has an old address has its page there too."""
    catalogue = renderer.site.catalogue
    if not catalogue.is_right:
        return {}
    found: dict[str, Callable[[], bytes]] = {BADGE: lambda: badge(renderer.site.place.name).encode()}
    for paper in catalogue.papers.values():
        for key in (paper.key, *paper.aliases):
            found[embed_url(paper_url(key))] = partial(_paper, renderer, paper, embed_url(paper_url(key)))
    for records, groups in (
        (catalogue.categories, browse.categories(catalogue)),
        (catalogue.tags, browse.tags(catalogue)),
    ):
        for group in groups:
            for key in (group.key, *records[group.key].aliases):
                path = embed_url(group.url.replace(group.key, key))
                found[path] = partial(_list, renderer, group, path)
    return found


def _paper(renderer: Renderer, paper: Paper, path: str) -> bytes:
    catalogue = renderer.site.catalogue
    before = [(catalogue.papers[relation.paper], relation) for relation in paper.builds_on]
    after = sorted(catalogue.built_on_by.get(paper.key, ()), key=lambda pair: -catalogue.influence[pair[0].key])
    values = {
        "paper": paper,
        "title": plain(paper.label),
        "builds_on": before,
        "built_on_by": after,
        "most": MOST_RELATIONS,
    }
    return _made(renderer, "embed/paper.html", path, values)


def _list(renderer: Renderer, group: Group, path: str) -> bytes:
    values = {"name": group.name, "lead": group.description, "papers": group.papers, "address": group.url, "most": MOST}
    return _made(renderer, "embed/list.html", path, values)


def _made(renderer: Renderer, template: str, path: str, values: dict[str, object]) -> bytes:
    text = renderer.template(template, path.count("/"), {"place": renderer.site.place, **values})
    return text.lstrip().encode()


def badge(name: str) -> str:
    """The badge of a site as SVG.

    >>> "listed in the Clock &amp; Watch Atlas" in badge("Clock & Watch Atlas")
    True
    """
    texts = ("listed in the", name)
    widths = [round(len(text) * _WIDTH) + 12 for text in texts]
    return "".join(_badge(texts, widths))


def _badge(texts: Iterable[str], widths: list[int]) -> Iterable[str]:
    label = escape(" ".join(texts), {'"': "&quot;"})
    whole = sum(widths)
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{whole}" height="{_HEIGHT}" role="img" aria-label="{label}">\n'
        f"<title>{label}</title>\n"
        f'<clipPath id="round"><rect width="{whole}" height="{_HEIGHT}" rx="3"/></clipPath>\n'
        '<g clip-path="url(#round)" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11" text-anchor="middle">\n'
    )
    start = 0
    for text, width, colour in zip(texts, widths, ("#4d525d", "#3346c9"), strict=True):
        yield f'<rect x="{start}" width="{width}" height="{_HEIGHT}" fill="{colour}"/>\n'
        yield f'<text x="{start + width / 2:g}" y="14" fill="#fff" textLength="{width - 12}">{escape(text)}</text>\n'
        start += width
    yield "</g>\n</svg>\n"
