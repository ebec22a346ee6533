"""The basket: the papers that a reader has chosen. A script fills it."""

from __future__ import annotations

from collections.abc import Iterator

from ..urls import BASKET
from . import Page


def pages() -> Iterator[Page]:
    yield Page(
        BASKET,
        "Basket",
        "The papers that you have chosen: order them, add notes, cite them in any format, or share them as a link.",
        "page/basket.html",
        crumbs=(("Home", ""),),
    )
