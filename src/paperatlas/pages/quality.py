"""The quality report."""

from __future__ import annotations

from collections.abc import Iterator

from .. import stats
from ..catalogue import Catalogue
from . import Page


def pages(catalogue: Catalogue) -> Iterator[Page]:
    yield Page(
        "quality/",
        "Quality report",
        "How complete the atlas is: entries by category, what they have, and how much of other lists is here.",
        "page/quality.html",
        lambda: {
            "rows": stats.rows(catalogue),
            "totals": stats.totals(catalogue),
            "coverage": stats.coverage(catalogue),
        },
        (("Home", ""),),
    )
