"""The theme's frame: rendered once for each depth of address, and joined with the article of each page.

The theme's templates would take most of a build's time, and their output for pages outside the navigation differs in
a few places only. The frame is rendered with marks in these places, and each page replaces them with its own values.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cached_property
from html import escape
from types import SimpleNamespace
from typing import Any, NamedTuple

_MARK = re.compile("\ue000([a-z]+)\ue001")


def _mark(name: str) -> str:
    return f"\ue000{name}\ue001"


class Joined(NamedTuple):
    """A page: a frame, in which fixed text alternates with names of values, and the values."""

    frame: Sequence[str]
    values: dict[str, str]

    @property
    def html(self) -> str:
        return "".join(self.values[part] if index % 2 else part for index, part in enumerate(self.frame))


class Later:
    """A page that is rendered when it is asked for."""

    def __init__(self, render: Callable[[], Joined]) -> None:
        self._render = render

    @cached_property
    def joined(self) -> Joined:
        return self._render()


class Shell:
    """Replaces the theme's main template.

    `article` and `head` make the HTML of a page of the engine. `kept` receives these pages, for a server. With
    `is_written` false, they are only kept, and rendered when a reader asks for them: MkDocs skips empty pages.
    """

    def __init__(
        self,
        template: Any,
        article: Callable[[Any], str],
        head: Callable[[Any], str],
        kept: dict[str, Later] | None = None,
        is_written: bool = True,
    ) -> None:
        self._template = template
        self._article, self._head = article, head
        self._frames: dict[int, list[str]] = {}
        self._kept = kept
        self._is_written = is_written

    def render(self, context: dict[str, Any]) -> str:
        """The HTML of the whole page, as the theme's template would render it."""
        page = context["page"]
        if not hasattr(page, "entry"):  # a page of docs/, or none
            return self._template.render(context)  # type: ignore[no-any-return]
        later = Later(lambda: self._joined(context))
        if self._kept is not None:
            self._kept[page.url] = later
        return later.joined.html if self._is_written else ""

    def _joined(self, context: dict[str, Any]) -> Joined:
        page = context["page"]
        if page.parent is not None or page.in_navigation:
            page.content, page.active = self._article(page.entry), True
            try:
                return Joined([self._template.render({**context, "atlas_head": self._head(page.entry)})], {})
            finally:
                page.content, page.active = "", False
        depth = page.url.count("/")
        if depth not in self._frames:
            self._frames[depth] = self._frame(context)
        values = {
            "title": page.title,
            "description": page.meta["description"],
            "canonical": escape(page.canonical_url or ""),
            "head": self._head(page.entry),
            "content": self._article(page.entry),
        }
        return Joined(self._frames[depth], values)

    def _frame(self, context: dict[str, Any]) -> list[str]:
        real = context["page"]
        marked = SimpleNamespace(
            # An address that shares no folder with any other: every link then goes up to the root and down again.
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
        html = self._template.render({**context, "page": marked, "atlas_head": _mark("head")})
        # The frame is most of a small page, and a third of it is indentation.
        return _MARK.split(re.sub(r"\s*\n\s*", "\n", html))
