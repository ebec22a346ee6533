"""A new entry as the text of a YAML file.

The form on the site writes the same text: `form/yaml.js` has the same rules, and both must pass tests/form/cases.json.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeGuard

from ..model.order import ORDER
from ..patterns import regex
from ..read.hints import quoted

_WIDTH = 120
_FOLDED = ("summary",)  # texts of several sentences
_BLOCKS = ("methods",)  # groups of many fields, which take a line each
_IN_QUOTES = ("arxiv", "url", "at", "link")
_RANK = {name: rank for rank, name in enumerate(ORDER)}
# White space, and characters that show nothing: some of them YAML does not allow.
_UNSEEN = regex(r"[\x00-\x20\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]+")
# What other readers of YAML take as a number or as a truth value.
_OTHER = regex(
    r"[-+]?(?:[0-9_]+\.?[0-9_]*|\.[0-9_]+)(?:[eE][-+]?[0-9]+)?|0[xob][0-9a-fA-F_]+|[0-9]+(?::[0-9]{1,2})+(?:\.[0-9]*)?"
    r"|y|Y|n|N|[Yy]es|YES|[Nn]o|NO|true|True|TRUE|false|False|FALSE|[Oo]n|ON|[Oo]ff|OFF|[Nn]ull|NULL|\.(?:inf|nan)"
)
# A text that needs no quotes. One with a backslash needs none either, but formulas have quotes everywhere.
_PLAIN = regex(r"(?![-?:,\[\]{}#&*!|>'\"%@`=<~])(?:(?!: | #|:$)[^\\])+")
_NOT_IN_LIST = regex(r"[,\[\]{}]")
_WORD = regex(r"[0-9A-Za-z]+")


def entry_text(values: Mapping[str, object], noun: str = "paper") -> str:
    """The file of an entry: its fields in the usual order, with quotes where YAML or an editor needs them.

    `values` are texts, numbers, truth values, lists and groups by the name of the field. Empty ones are left out.
    `noun` names the schema for editors.

    >>> print(entry_text({"arxiv": "2401.00010", "title": "Clocks: a map", "authors": ["A. Ada", "B, Bo"], "url": ""}))
    # yaml-language-server: $schema=../schema/paper.json
    title: 'Clocks: a map'
    authors: [A. Ada, 'B, Bo']
    arxiv: "2401.00010"
    <BLANKLINE>
    >>> print(entry_text({"code": [{"url": "https://a.org", "official": True}], "venue": {"volume": "7"}}))
    # yaml-language-server: $schema=../schema/paper.json
    venue: {volume: "7"}
    code:
      - {url: "https://a.org", official: true}
    <BLANKLINE>
    """
    lines = [f"# yaml-language-server: $schema=../schema/{noun}.json"]
    for name in sorted(values, key=lambda name: _RANK.get(name, len(ORDER))):
        lines += field_lines(name, values[name])
    return "\n".join(lines) + "\n"


def field_lines(name: str, value: object) -> Iterator[str]:
    """The lines of one field; none if it is empty."""
    if _is_empty(value):
        return
    if isinstance(value, Mapping):
        yield f"{name}: {group_text(value)}"
    elif _is_list(value):
        yield from _list(name, value)
    elif name in _FOLDED:
        yield f"{name}: >-"
        yield from _wrapped("  ", _clean(str(value)))
    else:
        yield f"{name}: {_scalar(name, value)}"


def _list(name: str, items: Sequence[object]) -> Iterator[str]:
    groups = [item for item in items if isinstance(item, Mapping) and not _is_empty(item)]
    if groups:
        yield f"{name}:"
        for group in groups:
            yield from _block(group) if name in _BLOCKS else [f"  - {group_text(group)}"]
        return
    yield from _wrapped("", f"{name}: {_items(items)}")


def _block(group: Mapping[str, object]) -> Iterator[str]:
    """A group with a line for each field."""
    mark = "- "
    for name, value in group.items():
        if _is_empty(value):
            continue
        if _is_list(value) and any(isinstance(item, Mapping) for item in value):
            yield f"  {mark}{name}:"
            yield from (f"      - {_inside('', item)}" for item in value if not _is_empty(item))
        else:
            yield f"  {mark}{name}: {_inside(name, value)}"
        mark = "  "


def _wrapped(start: str, text: str) -> list[str]:
    first, *words = text.split(" ")
    lines = [start + first]
    for word in words:
        if len(lines[-1]) + 1 + len(word) > _WIDTH:
            lines.append(f"  {word}")
        else:
            lines[-1] += f" {word}"
    return lines


def group_text(values: Mapping[str, object]) -> str:
    """Some fields in braces, as an item of a list has them. Empty ones are left out."""
    given = {name: value for name, value in values.items() if not _is_empty(value)}
    return "{" + ", ".join(f"{_scalar('', name, True)}: {_inside(name, value)}" for name, value in given.items()) + "}"


def _items(items: Sequence[object]) -> str:
    return f"[{', '.join(_scalar('', item, True) for item in items if not _is_empty(item))}]"


def _inside(name: str, value: object) -> str:
    if isinstance(value, Mapping):
        return group_text(value)
    return _items(value) if _is_list(value) else _scalar(name, value, True)


def _is_list(value: object) -> TypeGuard[Sequence[object]]:
    return isinstance(value, Sequence) and not isinstance(value, str)


def _is_empty(value: object) -> bool:
    """Whether nothing is written for a value. A truth value is written only if it is true."""
    if isinstance(value, str):
        return not _clean(value)
    if isinstance(value, Mapping):
        return all(map(_is_empty, value.values()))
    return all(map(_is_empty, value)) if _is_list(value) else value is None or value is False


def _clean(text: str) -> str:
    return _UNSEEN.sub(" ", text).strip(" ")


def _scalar(name: str, value: object, is_inside: bool = False) -> str:
    """A value with quotes if it needs them; `is_inside` says whether it is between brackets or braces."""
    if not isinstance(value, str):
        return str(value).lower()
    text = _clean(value)
    if name in ("year", "official") and _WORD.fullmatch(text):
        return text
    if not _PLAIN.fullmatch(text) or (is_inside and _NOT_IN_LIST.search(text)):
        return quoted(text)
    marked = name in _IN_QUOTES or text.startswith("http") or _OTHER.fullmatch(text)
    if not marked:
        return text
    return quoted(text) if '"' in text else f'"{text}"'
