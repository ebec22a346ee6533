"""A new entry as the text of a YAML file."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence

import yaml

from ..fixes.order import ORDER
from ..read.lines import as_item, as_value

_WIDTH = 120
_FOLDED = ("summary",)  # texts of several sentences
_RANK = {name: rank for rank, name in enumerate(ORDER)}


def entry_text(values: Mapping[str, object], noun: str = "paper") -> str:
    """The file of an entry: its fields in the usual order, with quotes where YAML or an editor needs them.

    `values` are text, lists and groups of text by the name of the field. Empty ones are left out. `noun` names the
    schema for editors.

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
    for name in sorted(values, key=lambda name: _RANK.get(name, len(ORDER))):
        lines += _field(name, values[name])
    return "\n".join(lines) + "\n"


def _field(name: str, value: object) -> Iterator[str]:
    if not value:
        return
    if isinstance(value, Mapping):
        yield f"{name}: {_group(value)}"
    elif isinstance(value, Sequence) and not isinstance(value, str):
        yield from _list(name, value)
    elif name in _FOLDED:
        yield f"{name}: >-"
        yield from _wrapped("  " + " ".join(str(value).split()))
    else:
        yield f"{name}: {_scalar(str(value), name, as_value(str(value)))}"


def _list(name: str, items: Sequence[object]) -> Iterator[str]:
    if any(isinstance(item, Mapping) for item in items):
        yield f"{name}:"
        yield from (f"  - {_group(item)}" for item in items if isinstance(item, Mapping))
        return
    yield from _wrapped(f"{name}: [{', '.join(_scalar(str(item), name, as_item(str(item))) for item in items)}]")


def _wrapped(line: str) -> list[str]:
    return textwrap.wrap(line, _WIDTH, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)


def _group(values: Mapping[str, object]) -> str:
    return "{" + ", ".join(f"{name}: {_inside(name, value)}" for name, value in values.items() if value) + "}"


def _inside(name: str, value: object) -> str:
    if isinstance(value, Mapping):
        return _group(value)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return f"[{', '.join(as_item(str(item)) for item in value)}]"
    return _scalar(str(value), name, as_item(str(value)))


def _scalar(text: str, name: str, plain: str) -> str:
    """Quotes for what other readers of YAML take as a number or a truth value, and for ids and links."""
    if plain != text or name in ("year", "official"):
        return plain
    node = yaml.compose(f"x: {plain}", Loader=yaml.CSafeLoader)  # alone, `...` would be the end of a document
    assert isinstance(node, yaml.MappingNode)
    is_other = node.value[0][1].tag.rpartition(":")[2] in ("int", "float", "bool", "null")
    return f'"{text}"' if is_other or name in ("arxiv", "url", "at", "link") or text.startswith("http") else text
