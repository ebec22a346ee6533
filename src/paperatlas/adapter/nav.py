"""The navigation: items such as `categories/*` become the pages they match."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from ..site import Site


def expand(config: MkDocsConfig, site: Site) -> frozenset[str]:
    """Expands `config.nav` in place. Returns the addresses of the engine's pages in it."""
    known = {page.url for page in site.pages}
    if not known:  # the catalogue has errors: only the hand-written pages exist
        config.nav = None
        return frozenset()
    urls: list[str] = []
    config.nav = _expanded(config.nav or [], site, urls)
    return frozenset(urls) & known


def _expanded(items: list[Any], site: Site, urls: list[str]) -> list[Any]:
    expanded: list[Any] = []
    for item in items:
        ((title, target),) = item.items() if isinstance(item, dict) else ((None, item),)
        if isinstance(target, list):
            expanded.append({title: _expanded(target, site, urls)})
            continue
        pages = _matches(target, site) if target.endswith("/*") else [target]
        urls.extend(page.removesuffix("index.md") for page in pages)
        expanded += [{title: page} if title else page for page in pages]
    return expanded


def _matches(pattern: str, site: Site) -> list[str]:
    folder = pattern[:-1]
    return [f"{page.url}index.md" for page in site.pages if page.url.startswith(folder) and page.depth == 2]
