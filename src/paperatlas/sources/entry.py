"""A new entry as the text of a YAML file."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence

import yaml

from ..fixes.order import ORDER
from ..patterns import regex
from ..read.hints import quoted
from ..read.lines import as_item, as_value

_WIDTH = 120
_FOLDED = ("summary",)  # texts of several sentences
_SHORT = 40  # characters of such a text that stay on the line of its name
_RANK = {name: rank for rank, name in enumerate(ORDER)}
# What YAML cannot hold, and what changes how a text is shown.
_NO_TEXT = regex("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u200b\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufe00-\uffff]")


def entry_text(values: Mapping[str, object], noun: str = "paper") -> str:
    """The file of an entry: its fields in the usual order, with quotes where YAML or an editor needs them.

    `values` are text, lists and groups of text by the name of the field. Empty ones are left out, and each text becomes
    one line. `noun` names the schema for editors.

    >>> print(entry_text({"arxiv": "2401.00010", "title": "Clocks: a map", "authors": ["A. Ada", "B, Bo"], "url": ""}))
    # yaml-language-server: $schema=../schema/paper.json
    title: 'Clocks: a map'
    authors: [A. Ada, 'B, Bo']
    arxiv: "2401.00010"
    <BLANKLINE>
    >>> print(entry_text({"code": [{"url": "https://a.org", "official": "true"}], "venue": {"volume": "7"}}))
    # yaml-language-server: $schema=../schema/paper.json
    venue: {volume: "7"}
    code:
      - {url: "https://a.org", official: true}
    <BLANKLINE>
    """
    lines = [f"# yaml-language-server: $schema=../schema/{noun}.json"]
    tidy = tidied(values)
    assert isinstance(tidy, dict)
    for name in sorted(tidy, key=lambda name: _RANK.get(name, len(ORDER))):
        lines += field_lines(name, tidy[name])
    return "\n".join(lines) + "\n"


def tidied(value: object) -> object:
    """The value with each text in one line and without characters that nobody can see; "" for what is empty.

    >>> tidied({"title": " A\\n  B", "tags": ["", " c"], "venue": {"name": ""}})
    {'title': 'A B', 'tags': ['c']}
    """
    if isinstance(value, Mapping):
        return {name: tidy for name, inner in value.items() if (tidy := tidied(inner))}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [tidy for inner in value if (tidy := tidied(inner))]
    return " ".join(_NO_TEXT.sub("", str(value)).split())


def field_lines(name: str, value: object) -> Iterator[str]:
    """The lines of one field; none if it is empty."""
    if isinstance(value, Mapping):
        yield f"{name}: {group_text(value)}"
    elif isinstance(value, list):
        yield from _list(name, value)
    elif name in _FOLDED and len(str(value)) > _SHORT:
        yield f"{name}: >-"
        yield from _wrapped(f"  {value}")
    else:
        yield f"{name}: {_scalar(str(value), name, as_value(str(value)))}"


def _list(name: str, items: Sequence[object]) -> Iterator[str]:
    if any(isinstance(item, Mapping) for item in items):
        yield f"{name}:"
        yield from (f"  - {group_text(item)}" for item in items if isinstance(item, Mapping))
        return
    texts = [_scalar(str(item), name, as_item(str(item))) for item in items]
    yield from _lines_of([f"{text}," for text in texts[:-1]] + [f"{texts[-1]}]"], f"{name}: [")


def _lines_of(items: Sequence[str], begin: str) -> Iterator[str]:
    """The items in lines that break between items, never inside one: a quoted text keeps its spaces."""
    line = begin
    for item in items:
        if line != begin and len(line) + len(item) >= _WIDTH:
            yield line
            line = f"  {item}"
        else:
            line += item if line == begin else f" {item}"
    yield line


def _wrapped(line: str) -> list[str]:
    return textwrap.wrap(line, _WIDTH, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)


def group_text(values: Mapping[str, object]) -> str:
    """Some fields in braces, as an item of a list has them. Empty ones are left out."""
    return "{" + ", ".join(f"{name}: {_inside(name, value)}" for name, value in values.items()) + "}"


def _inside(name: str, value: object) -> str:
    if isinstance(value, Mapping):
        return group_text(value)
    if isinstance(value, list):
        return f"[{', '.join(as_item(str(item)) for item in value)}]"
    return _scalar(str(value), name, as_item(str(value)))


def _scalar(text: str, name: str, plain: str) -> str:
    """Quotes for what other readers of YAML take as a number or a truth value, and for ids and links."""
    if plain != text or (name == "year" and text.isascii() and text.isdigit()) or (name, text) == ("official", "true"):
        return plain
    node = yaml.compose(f"x: {text}", Loader=yaml.CSafeLoader)
    assert node is not None
    is_other = node.value[0][1].tag.rpartition(":")[2] in ("int", "float", "bool", "null")
    needs_quotes = is_other or name in ("arxiv", "url", "at", "link") or text.startswith("http")
    return f'"{text}"' if needs_quotes and not {'"', "\\"} & set(text) else quoted(text) if needs_quotes else text
