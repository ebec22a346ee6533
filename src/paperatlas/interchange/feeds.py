"""What is new, as feeds: Atom (RFC 4287) and JSON Feed 1.1, for all, for each kind of event, and for each list.

Nothing depends on the day of the build. The id of an entry depends neither on the address of the site nor on a later
key, so that a reader sees no entry twice.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from markupsafe import Markup

from ..catalogue import Catalogue
from ..maths import mathml
from ..model import AnyEntry, Paper
from ..pages import news
from ..titles import plain, typeset
from ..urls import entry_url
from .lists import followed
from .place import Place

MOST, MOST_OF_AUTHOR = 50, 10  # entries of a feed


@dataclass(frozen=True, slots=True)
class Feed:
    """The feed at `stem` with an extension, about the page at `url`."""

    stem: str
    url: str
    name: str
    items: Sequence[int]  # their numbers among all items
    is_short: bool = False  # without the contents, and without a JSON Feed

    @property
    def atom(self) -> str:
        return f"{self.stem}.atom"

    @property
    def json(self) -> str:
        """The path of the JSON Feed. That of a list is beside the records of its papers, which end in `.json`."""
        return f"{self.stem}.json" if self.stem.startswith("feed") else f"{self.stem}.feed.json"


class Writer:
    """Writes feeds. An item is in many of them, and is made once."""

    def __init__(self, catalogue: Catalogue, place: Place, items: Sequence[news.Item]) -> None:
        self._catalogue, self._place, self._items = catalogue, place, items
        # By the number of the item.
        self._content = lru_cache(maxsize=None)(self._new_content)
        self._entry = lru_cache(maxsize=None)(self._new_entry)
        self._item = lru_cache(maxsize=None)(self._new_item)

    def atom(self, feed: Feed) -> bytes:
        """The feed as Atom."""
        place = self._place
        title = f"{place.name}: {feed.name}" if feed.name else place.name
        text = Markup(
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">\n'
            "<id>{}</id>\n<title>{}</title>\n<updated>{}</updated>\n"
            '<link rel="self" type="application/atom+xml" href="{}"/>\n'
            '<link rel="alternate" type="text/html" href="{}"/>\n'
            "<author><name>{}</name></author>\n"
        ).format(
            _id(place, feed.stem),
            title,
            _time(self._items[feed.items[0]].day if feed.items else self._catalogue.latest),
            place.url(feed.atom),
            place.url(feed.url),
            place.name,
        )
        entries = (self._entry(number, feed.is_short) for number in feed.items)
        return "".join([text, *entries, "</feed>\n"]).encode()

    def _new_entry(self, number: int, is_short: bool) -> str:
        item = self._items[number]
        place, entry = self._place, item.entry
        printed = () if is_short else _authors(entry)
        authors = Markup("").join(Markup("<author><name>{}</name></author>\n").format(name) for name in printed)
        return Markup(
            "<entry>\n<id>{}</id>\n<title>{}</title>\n<published>{}</published>\n<updated>{}</updated>\n"
            '<link rel="alternate" type="text/html" href="{}"/>\n{}<category term="{}"/>\n'
            "{}</entry>\n"
        ).format(
            _entry_id(place, item),
            _title(item),
            _time(item.day),
            _time(item.day),
            place.url(entry_url(entry.folder, entry.key)),
            authors,
            item.event,
            self._summary(item) if is_short else self._whole(number),
        )

    def _whole(self, number: int) -> Markup:
        # As HTML: in XHTML, the schema of RFC 4287 has no MathML.
        return Markup('<content type="html">{}</content>\n').format(str(self._content(number)))

    def _summary(self, item: news.Item) -> Markup:
        entry = item.entry
        about = item.text or (entry.tldr if isinstance(entry, Paper) else "") or entry.summary.strip()
        return Markup("<summary>{}</summary>\n").format(about)

    def json(self, feed: Feed) -> bytes:
        """The feed as JSON Feed."""
        place = self._place
        values = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": f"{place.name}: {feed.name}" if feed.name else place.name,
            "home_page_url": place.url(feed.url),
            "feed_url": place.url(feed.json),
            "language": "en",
        }
        items = ",\n".join(map(self._item, feed.items))
        return f'{_json(values)[:-1]},"items":[\n{items}\n]}}\n'.encode()

    def _new_item(self, number: int) -> str:
        item = self._items[number]
        entry = item.entry
        values: dict[str, Any] = {
            "id": _entry_id(self._place, item),
            "url": self._place.url(entry_url(entry.folder, entry.key)),
            "title": _title(item),
            "content_html": str(self._content(number)),
            "date_published": _time(item.day),
            "tags": [item.event],
        }
        authors = _authors(entry)
        return _json(values | ({"authors": [{"name": name} for name in authors]} if authors else {}))

    def _new_content(self, number: int) -> Markup:
        """What an item says, as HTML."""
        return Markup("").join(self._paragraphs(self._items[number]))

    def _paragraphs(self, item: news.Item) -> Iterator[Markup]:
        entry = item.entry
        if item.text:
            yield Markup("<p><strong>{}</strong></p>").format(item.text)
        if isinstance(entry, Paper):
            place = entry.venue.label if entry.venue else "preprint"
            yield Markup("<p><em>{}</em></p>").format(typeset(entry.title))
            yield Markup("<p>{}. {}, {}.</p>").format(", ".join(entry.authors), place, entry.date)
            if entry.tldr:
                yield Markup("<p><strong>{}</strong></p>").format(entry.tldr)
            for method in entry.methods:
                for formula in self._catalogue.method_fields.formulas:
                    if latex := method.value(formula):
                        words = self._catalogue.method_fields.formulas[formula]
                        shown = words.words.get(latex) or Markup(mathml(latex))
                        yield Markup("<p>{}, {}: {}</p>").format(method.name, words.name.lower(), shown)
        yield Markup("<p>{}</p>").format(entry.summary.strip())


def files(catalogue: Catalogue, place: Place) -> dict[str, Callable[[], bytes]]:
    """What makes each feed, by its path."""
    items = news.items(catalogue)
    writer = Writer(catalogue, place, items)
    made: dict[str, Callable[[], bytes]] = {}
    for feed in feeds(catalogue, items):
        made[feed.atom] = partial(writer.atom, feed)
        if not feed.is_short:
            made[feed.json] = partial(writer.json, feed)
    return made


def feeds(catalogue: Catalogue, items: Sequence[news.Item]) -> Iterator[Feed]:
    """All feeds, each with its latest items."""
    yield Feed("feed", "whats-new/", "", range(len(items))[:MOST])
    for event, name in news.EVENTS.items():
        some = [number for number, item in enumerate(items) if item.event == event]
        yield Feed(f"feed/{event}", "whats-new/", name, some[:MOST])
    of_paper: defaultdict[str, list[int]] = defaultdict(list)
    for number, item in enumerate(items):
        if isinstance(item.entry, Paper):
            of_paper[item.entry.key].append(number)
    for one in followed(catalogue):
        numbers = sorted(number for paper in one.papers for number in of_paper[paper.key])
        some = numbers[: MOST_OF_AUTHOR if one.is_of_author else MOST]
        yield Feed(one.stem, one.url, one.name, some, is_short=one.is_of_author)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _authors(entry: AnyEntry) -> Sequence[str]:
    return getattr(entry, "authors", ())


def _title(item: news.Item) -> str:
    label = plain(item.entry.label)
    return label if item.event == "new" else f"{label}: {item.event}"


def _time(day: str) -> str:
    """The first moment of a day, month or year.

    >>> _time("2024-05"), _time("2024-05-17")
    ('2024-05-01T00:00:00Z', '2024-05-17T00:00:00Z')
    """
    return f"{day}{'-01-01'[len(day) - 4 :]}T00:00:00Z"


def _entry_id(place: Place, item: news.Item) -> str:
    entry = item.entry
    first = (*getattr(entry, "aliases", ()), entry.key)[0]
    return _id(place, f"{entry.folder}/{first}#{item.text or item.event}")


def _id(place: Place, name: str) -> str:
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'{place.name}/{name}')}"
