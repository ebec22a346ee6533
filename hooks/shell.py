"""The theme's frame, rendered once for each depth of address and joined with each page's article.

The theme's templates take most of a build's time, and for pages outside the navigation they differ in a few places
only. Marks stand in these places when the frame is rendered; joining puts the page's own values there.
"""

from __future__ import annotations

import re
from html import escape
from types import SimpleNamespace
from typing import Any

_MARK = re.compile("\ue000([a-z]+)\ue001")


def _mark(name: str) -> str:
    return f"\ue000{name}\ue001"


class Shell:
    """Stands in for the theme's main template."""

    def __init__(self, template: Any) -> None:
        self._template = template
        self._frames: dict[int, list[str]] = {}

    def render(self, context: dict[str, Any]) -> str:
        """The whole page of a context, as the theme's template would give it."""
        page = context["page"]
        if not hasattr(page, "article"):  # a page of docs/, or none
            return self._template.render(context)  # type: ignore[no-any-return]
        if page.parent is not None or page.in_navigation:
            page.content = page.article()
            try:
                return self._template.render(context)  # type: ignore[no-any-return]
            finally:
                page.content = ""
        depth = page.url.count("/")
        if depth not in self._frames:
            self._frames[depth] = self._frame(context)
        values = {
            "title": page.title,
            "description": page.meta["description"],
            "canonical": escape(page.canonical_url or ""),
            "content": page.article(),
        }
        # A frame alternates between fixed text and the names of values.
        return "".join(values[part] if index % 2 else part for index, part in enumerate(self._frames[depth]))

    def _frame(self, context: dict[str, Any]) -> list[str]:
        real = context["page"]
        marked = SimpleNamespace(
            # An address that shares no folder with any other, so that links lead up to the root and down again.
            url="_/" * real.url.count("/"),
            file=real.file,
            title=_mark("title"),
            meta={**real.meta, "title": _mark("title"), "description": _mark("description")},
            canonical_url=_mark("canonical") if real.canonical_url else None,
            content=_mark("content"),
            toc=real.toc,
            edit_url=None,
            previous_page=None,
            next_page=None,
            is_homepage=False,
            active=True,
            parent=None,
            ancestors=[],
        )
        # The frame is most of a small page; a third of it is indentation.
        return _MARK.split(re.sub(r"\s*\n\s*", "\n", self._template.render({**context, "page": marked})))
