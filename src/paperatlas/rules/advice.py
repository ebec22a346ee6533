"""What to type for a value that the model refuses, if the vocabularies and the other papers are needed to say it.

The model alone knows the shapes of values (`meant.shape_hint`). The words in them are known here. The advice is made so
that it passes the next check, apart from the mark `...` for what nobody can know.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ..patterns import regex
from ..problems import Problem
from ..read import Record
from ..read.hints import quoted
from ..read.lines import as_item as item_of_list
from ..words import slug
from .cited import other_papers, relation_advice
from .dates import month_of
from .hashes import lost_tags
from .meant import items_of, plain, right_value, tidy_pages, truth
from .names import names_meant
from .nothing import to_write
from .places import sources_advice
from .repositories import as_item, repositories_in
from .venues import BESIDE, as_group, is_preprint, venue_in
from .vocabulary import Vocabulary
from .words import tags_meant

Where = tuple[str | int, ...]

_DAY = regex(r"\d{1,2} [A-Z][a-z]{2,8}\.? \d{4}|\d{4}-\d\d-\d\d(?!\d)")
_STATUS = "remove the line: `status` is only for a withdrawn, retracted or superseded paper"
_NO_VENUE = "remove the line: a preprint has no `venue`, and its arXiv id is in `arxiv`"
_NO_ALSO = "remove {}: a preprint is no publication, and its arXiv id is in `arxiv`"


def advice(record: Record, vocabulary: Vocabulary, papers: Mapping[str, Record], where: Where, value: object) -> str:
    """The hint for the value at `where`; "" if there is nothing to add to that of the model."""
    field, depth = str(where[0]) if where else "", len(where)
    if value is None:  # it is missing
        return to_write(record, vocabulary, where)
    if field in ("authors", "arxiv_authors") and depth <= 2:
        return _authors(record, vocabulary, papers, field)
    if field == "tags" and depth <= 2:
        return _tags(vocabulary, lost_tags(record, vocabulary)[0] or record.values.get(field))
    if field == "venue" and depth == 1:
        return _venue(record, vocabulary, value)
    if field == "also" and depth <= 2:
        is_item = depth == 2
        name = value.get("name") if isinstance(value, dict) else value
        if isinstance(name, str) and is_preprint(name):
            return _NO_ALSO.format("this item" if is_item and len(record.items(field)) > 1 else "the field `also`")
        return _also(vocabulary, value, is_item=is_item)
    if field == "status" and depth <= 2:
        return _status(where, value)
    if field == "builds_on" and depth == 1:
        return relation_advice(value, other_papers(papers, record), vocabulary.relations)
    if field == "code":
        return _code(record, where, value)
    if field == "sources" and depth <= 2:
        return sources_advice(record, vocabulary, value, is_item=depth == 2)
    if field == "awards" and depth == 1 and isinstance(value, str):
        awards = [plain(award.strip()) for award in re.split("[;\n]", value) if award.strip()]
        return f"write awards: [{', '.join(awards)}]"
    if where == ("methods",) and isinstance(value, str) and " = " in value and vocabulary.methods:  # no name, a formula
        return f"write methods: [{{key: ..., name: ..., {next(iter(vocabulary.methods.formulas), 'update')}: ...}}]"
    if where[-1:] == ("symbols",) and isinstance(value, dict) and "latex" not in value:
        pairs = [(latex, name) for latex, name in value.items() if isinstance(name, str)]
        items = (f"{{latex: {quoted(latex)}, name: {item_of_list(name)}}}" for latex, name in pairs)
        return f"write symbols: [{', '.join(items)}]" if pairs else ""
    if isinstance(value, dict) and len(value) == 1:
        (start, rest), *_ = value.items()
        if start in ("http", "https") and isinstance(rest, str) and rest.startswith("//"):  # {https: //example.org}
            return f"write {where[-1]}: {plain(f'{start}:{rest}')}"
    if field == "date" and depth == 1:
        parts = value if isinstance(value, list) else [value]
        return _date(record, ", ".join(one for one in parts if isinstance(one, str)))
    return ""


def _authors(record: Record, vocabulary: Vocabulary, papers: Mapping[str, Record], field: str) -> str:
    names, are_all = names_meant(record.values.get(field), vocabulary.who)
    if not names:
        return f"write {field}: [...]"
    # Another spelling of a name that the catalogue has would be the next problem.
    others = (name for key, other in papers.items() if key != record.key for _, name in other.items("authors"))
    known = {slug(name): name for name in others if isinstance(name, str)}
    spelled = dict.fromkeys(known.get(slug(name), name) if slug(name) else name for name in names)
    right = ["..." if name == "..." else plain(name) for name in spelled]
    after = "" if are_all else ", with every other author at its end in place of 'et al.'"
    return f"write {field}: [{', '.join(right)}]{after}"


def _tags(vocabulary: Vocabulary, value: object) -> str:
    known = vocabulary.tags
    texts = [value] if isinstance(value, str) else value if isinstance(value, list) else list(value or ())  # type: ignore[call-overload]
    words = [word.strip("#*` ") for text in texts for word in _words(text)]
    if known is None or not words:
        return ""
    tags, others = tags_meant(words, known)
    place = vocabulary.paths.get("tags", "tags.yml")
    if not tags:
        return f"none of these is a tag; write tags: [...] with some of {place}: {', '.join(known)}"
    after = ""
    if others:
        after = f"; without {', '.join(map(repr, others))}, which {place} does not have"
    return f"write tags: [{', '.join(tags)}]{after}"


def _words(text: object) -> Iterator[str]:
    if isinstance(text, str):
        hashed = re.findall(r"#([\w-]+)", text)
        yield from hashed if len(hashed) > 1 else items_of(re.sub(r"\n|\s[/|]\s", ", ", text))
    elif isinstance(text, dict):
        yield from (str(key) for key in text)


def _venue(record: Record, vocabulary: Vocabulary, value: object) -> str:
    if isinstance(value, str) and is_preprint(value) and not venue_in(value, vocabulary.venues or {}).get("name"):
        return _NO_VENUE
    found = venue_in(value, vocabulary.venues or {})
    beside = {name: tidy_pages(record.get(name)) for name in BESIDE if record.get(name)}
    if "year" not in found and re.fullmatch(r"\d{4}", record.get("date").strip()):  # BibTeX has no other date
        found["year"] = record.get("date").strip()
    return f"write venue: {as_group({**found, **beside})}{_venue_unknown(found, vocabulary)}"


def _venue_unknown(found: Mapping[str, str], vocabulary: Vocabulary) -> str:
    if found.get("name") or vocabulary.venues is None:
        return ""
    return f"; name is one of {vocabulary.paths.get('venues', 'venues.yml')}, where a new venue is added"


def _also(vocabulary: Vocabulary, value: object, *, is_item: bool) -> str:
    if isinstance(value, str) or (isinstance(value, dict) and not is_item):
        found = venue_in(value, vocabulary.venues or {})
        group, after = as_group(found), _venue_unknown(found, vocabulary)
        return f"in its place, write {group}{after}" if is_item else f"write also: [{group}]{after}"
    return ""


def _status(where: Where, value: object) -> str:
    if isinstance(value, list) and len(where) == 1:
        value = str(value)
    if not isinstance(value, str):
        return ""
    kinds = {"withdr": "withdrawn", "retract": "retracted", "supers": "superseded-by"}
    kind = next((kind for start, kind in kinds.items() if start in value.lower()), "")
    if where == ("status",):
        if not kind:
            return _STATUS
        more = "paper: ..." if kind == "superseded-by" else "link: ..."
        return f"write status: {{kind: {kind}, date: ..., reason: ..., {more}}}"
    return _STATUS if where == ("status", "kind") and not kind else ""


def _items(repositories: list[dict[str, str]]) -> str:
    """The items to type, each address once."""
    by_url = {one["url"]: one for one in sorted(repositories, key=lambda one: "official" in one)}
    return ", ".join(as_item(by_url[one]) for one in dict.fromkeys(one["url"] for one in repositories)) or "{url: ...}"


def _code(record: Record, where: Where, value: object) -> str:
    siblings = [one for _, one in record.items("code") if isinstance(one, str)]
    if len(where) == 2 and 1 < len(siblings) == len(record.items("code")):
        each = [one for text in siblings for one in repositories_in(text)]
        return f"write code: [{_items(each)}]"
    texts = value.values() if isinstance(value, dict) else [value]
    named = (repositories_in(text) for text in texts if isinstance(text, str))
    found = next(filter(None, named), [])
    official = value.get("official") if isinstance(value, dict) else None
    beside = [one.get("official") for _, one in record.items("code") if isinstance(one, dict) and len(one) == 1]
    official = official or next((one for one in beside if isinstance(one, str)), None)
    if isinstance(official, str) and (right := truth(official)) is not None:
        found = [{**one, "official": "true" if right else "false"} for one in found]
    items = _items(found)
    if len(where) == 2 and beside and found:
        return f"write code: [{items}]"
    if len(where) < 3:
        return f"write code: [{items}]" if len(where) == 1 else f"in its place, write {items}"
    if where[-1] != "url":
        return ""
    if not found:
        return "write the address of the repository, or remove the field `code`"
    if len(found) == 1 and "official" not in found[0]:
        return f"write url: {found[0]['url']}"
    return f"in place of this item, write {items}"


def _date(record: Record, value: str) -> str:
    """The month of the arXiv id in place of a later date, which would be refused; of several days, the first one."""
    written = _DAY.search(value)
    if written and (first := right_value("bad-date", written[0])) and not right_value("bad-date", value):
        return f"write date: {first}"
    month = month_of(record)
    days = [day for day in right_value("bad-date", value).split(" or ") if day]
    early = [day for day in days if day[:7] <= month[: len(day)]]
    same = [day for day in days if month and day[:7] == month]
    if len(days) > 1 and same:  # 08.12.2023, which may be in August or in December
        return f"write date: {same[0]}"
    if not month or (days and early == days):
        return ""
    if early:
        return f"write date: {early[0]}"
    return f"write date: {month}, the month of the arXiv id" + (", which is earlier" if days else "")


# --- Braces around a text ---

_BRACES = regex(r"\{[^{}\n]*\}")


def text_in_braces(record: Record, vocabulary: Vocabulary, papers: Mapping[str, Record]) -> Iterator[Problem]:
    """`{Byron, Ada and Wu, Li}`, as in BibTeX: YAML reads a group of fields without values."""
    for name, value in record.values.items():
        if value != {} or (name,) not in record.empty:
            continue
        place = record.problem("braces", "braces hold a group of fields, and there is none", name)
        line = record.text.split("\n")[place.line - 1]
        found = _BRACES.match(line, place.column - 1)
        text = found[0][1:-1].strip() if found else ""
        if not text:
            continue
        if name in ("date", "added"):
            text = right_value("bad-date", text) or text
        inside = Record(record.path, record.kind, record.key, record.text, {**record.values, name: text})
        hint = advice(inside, vocabulary, papers, (name,), text) or f"write {name}: {plain(text)}"
        yield record.problem("braces", place.message, name, hint=hint)
