"""What lists and other programs say of a paper, as the fields of an entry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..model.values import arxiv_month
from ..patterns import regex
from ..people import SUFFIX
from ..rules.fields import ENTRY_TYPES
from ..rules.meant import right_value, tidy_pages
from ..rules.venues import is_preprint
from .ids import address_in, host_of, ids_in, repository_in

Values = dict[str, object]

_CODE = regex(r"(?i)\b(code|codes|github|gitlab|implementations?|repo|repository|source|pytorch|jax|tensorflow)\b")
_PROJECT = regex(r"(?i)\b(project|website|web ?site|home ?page|webpage|demo|site)\b")
_VIDEO = regex(r"(?i)\b(video|talk|presentation|youtube|recording)\b")
_VIDEO_HOSTS = ("youtube.com", "youtu.be", "vimeo.com", "slideslive.com", "bilibili.com", "m.youtube.com")
_PARTS = ("volume", "number", "pages")
_YEAR = regex(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_ISO_DATE = regex(r"\d{4}(-\d\d(-\d\d)?)?")


def add_link(values: Values, address: str, label: str = "") -> bool:
    """Adds what a link of a paper says: its id, its code, or the address. Returns whether it is a link to the paper.

    What the values have already stays: the first link of a kind counts.
    """
    if found := ids_in(address):
        for name, value in found.items():
            values.setdefault(name, value)
        return True
    url = address_in(address)
    if not url:
        return False
    repository = repository_in(url)
    host = host_of(url)
    is_pdf = url.lower().partition("?")[0].endswith(".pdf")
    if (repository and not is_pdf) or (_CODE.search(label) and "pdf" not in label.lower()):
        code = [*_groups(values.get("code"))]
        if (repository or url) not in [one.get("url") for one in code]:
            values["code"] = [*code, {"url": repository or url}]
    elif host in _VIDEO_HOSTS or _VIDEO.search(label):
        values.setdefault("video", url)
    elif _PROJECT.search(label):
        values.setdefault("project", url)
    else:
        values.setdefault("pdf" if is_pdf else "url", url)
        return True
    return False


def _groups(value: object) -> list[Mapping[str, str]]:
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []


def of_record(
    title: str,
    authors: Iterable[str],
    *,
    texts: Iterable[str] = (),
    addresses: Iterable[str] = (),
    place: str = "",
    date: str = "",
    **parts: str,
) -> Values:
    """The values of a record of a reference manager. `texts` may contain ids; `parts` are volume, number and pages.

    >>> of_record("Clocks", ["Byron, Ada"], texts=["arXiv:1903.00010"], place="Journal of Clocks", date="2020-05")
    {'title': 'Clocks', 'authors': ['Ada Byron'], 'arxiv': '1903.00010', 'venue': {'name': 'Journal of Clocks', \
'year': '2020'}, 'date': '2019-03'}
    """
    values: Values = {"title": title, "authors": [printed_name(name) for name in authors]}
    for text in (*texts, place, parts.get("volume", "").replace("abs/", "arXiv:")):
        for name, value in ids_in(text).items():
            values.setdefault(name, value)
    for address in addresses:
        add_link(values, address)
    year = next(iter(_YEAR.findall(date)), "")
    is_corr = place.lower() in ("corr", "arxiv") or arxiv_month(parts.get("volume", "").removeprefix("abs/"))
    add_venue(values, "" if is_corr else place, year, **parts)
    # Of a published paper, the date is that of the volume; of one on OpenReview, the first version is older.
    if values.get("arxiv") or not values.get("openreview"):
        add_date(values, year if values.get("venue") else date)
    return values


def printed_name(name: str) -> str:
    """The name with the given name first, from `Family, Given` or `Family, Given, Suffix`.

    >>> printed_name("van den Berg, Jo"), printed_name("Li, Wu, Jr."), printed_name("Wu Li, Jr.")
    ('Jo van den Berg', 'Wu Li, Jr.', 'Wu Li, Jr.')
    """
    if name.count(",") == 1 and SUFFIX.search(name):
        return name.strip()
    family, *rest = [part.strip() for part in name.split(",") if part.strip()] or [name.strip()]
    if not rest:
        return family
    return f"{rest[0]} {family}" + (f", {rest[1]}" if len(rest) > 1 else "")


def add_venue(values: Values, name: str, year: str, **parts: str) -> None:
    """Adds where it was published, as the source names it. A preprint has no venue."""
    if not name or is_preprint(name):
        return
    given = {"name": name, "year": year, **{part: parts.get(part, "") for part in _PARTS}}
    given["pages"] = tidy_pages(given["pages"])
    values["venue"] = {key: value for key, value in given.items() if value}


def add_date(values: Values, text: str) -> None:
    """Adds the date, if a text says one: `2024-05`, `May 2024`.

    Of a paper on arXiv, its id says the month, and lists often the date of a later version.
    """
    text = " ".join(text.split())
    date = text if _ISO_DATE.fullmatch(text) else right_value("bad-date", text)
    month = arxiv_month(str(values.get("arxiv", "")))
    if month:
        values["date"] = date if date.startswith(month) else month
    elif date and " or " not in date:
        values.setdefault("date", date)


def as_kind(values: Mapping[str, object], kind: str) -> Values:
    """The values in the fields that an entry of this kind has, without empty ones. `kind` is its folder.

    >>> as_kind({"title": "Clockwork", "code": [{"url": "https://example.org/c"}], "tags": []}, "libraries")
    {'name': 'Clockwork', 'repo': 'https://example.org/c'}
    """
    found = dict(values)
    if kind in ("libraries", "datasets"):
        code = _groups(found.get("code"))
        found["name"] = found.get("name") or found.get("title")
        found["repo"] = found.get("repo") or (code[0]["url"] if code else found.get("url"))
        name, colon, _ = str(found["name"] or "").partition(": ")
        if colon and kind == "datasets" and (found.get("arxiv") or found.get("doi") or found.get("authors")):
            found["name"] = name
        else:
            found.pop("title", None)  # it is the name of the data, not the title of its paper
    if kind == "tutorials":
        found["url"] = found.get("url") or found.get("video") or found.get("project") or found.get("pdf")
    fields = ENTRY_TYPES[kind].model_fields
    return {name: value for name, value in found.items() if value and name in fields}
