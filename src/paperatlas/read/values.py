"""Values below the name of their field, without the marks that YAML needs there."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from ..patterns import regex
from .hints import WIDEST, Fault, lines_of
from .lines import as_item
from .names import SHAPES, meant_name
from .texts import is_sentence

# A field whose value begins on the next line, without a mark, or with the mark of a long text, but not indented.
OPEN = regex(r"^[A-Za-z][\w ]*:[ \t]*(?:\n+(?=[ \t]*[^\s#-])|[>|][+-]?[ \t]*\n+(?=[^\s#-]))", re.MULTILINE)
_MARKS = regex(r"^\(?\d{1,3}[.)]\s+")


def with_whole_values(lines: list[str], names: Collection[str]) -> Iterator[Fault]:
    """Indents long texts that are not, which YAML takes as fields, and puts lines without hyphens in lists."""
    for number, line in enumerate(lines):
        found = re.match(r"([A-Za-z][\w ]*):[ \t]*([>|][+-]?)?$", line.rstrip())
        name = meant_name(found[1], names) if found else ""
        if not found or not name:
            continue
        first = next((n for n in range(number + 1, len(lines)) if lines[n].strip()), len(lines))
        if first == len(lines) or re.match(r"\s*[#–—−•·*▪‣-]", lines[first]):
            continue
        shape = SHAPES.get(name, "text")
        is_group = shape == "group" and _is_inner_field(lines[first], names)
        if not is_group and not _is_text(lines[first], names, is_marked=bool(found[2])):
            continue
        last = first + 1
        while last < len(lines) and _continues(lines[last], names, is_indented=lines[first][:1] == " "):
            last += 1
        while not lines[last - 1].strip():
            last -= 1
        if shape in ("list", "groups") and not found[2]:
            yield from _listed(lines, number, first, last, name)
        elif is_group:
            last = next((n for n in range(first, len(lines)) if not _is_inner_field(lines[n], names)), len(lines))
            yield _indented(lines, number, first, last, found[1], is_group=True)
        elif lines[first][:1].strip():
            yield _indented(lines, number, first, last, found[1])


def _is_inner_field(line: str, names: Collection[str]) -> bool:
    """Whether a line is a field of a group that is not indented: `name: ICML`."""
    found = re.match(r"([a-z_]+):\s", line)
    return found is not None and found[1] not in names


def _is_text(line: str, names: Collection[str], *, is_marked: bool) -> bool:
    """Whether a line below an empty field is its value, and not a field."""
    if re.match(r"\s*[\[{&*!|>\"']", line):
        return bool(line[:1].strip()) and line[:1] not in "&!|>"
    found = re.match(r"\s*([A-Za-z][\w -]*?)\s*(?::(?=\s|$)|[=：])", line)
    if not found:
        return True
    if line[:1].isspace() and " " not in found[1]:  # a group of fields
        return False
    return not meant_name(found[1], names) if " " in found[1] or is_marked else not _is_name(found[1], names)


def _is_name(word: str, names: Collection[str]) -> bool:
    return bool(meant_name(word, names)) or bool(re.fullmatch(r"[a-z_-]+", word))


def _continues(line: str, names: Collection[str], *, is_indented: bool) -> bool:
    if not line.strip():
        return True
    if is_indented:
        return line[:1] == " " and not re.match(r"\s*- ", line)
    found = re.match(r"[*_`\"']*([A-Za-z][\w -]*?)[*_`\"']*\s*(?::(?=\s|$)|[=：]|\s[–—]\s)", line)
    is_field = bool(found and meant_name(found[1], names) and not is_sentence(line, found[1], names))
    return not is_field and not re.match(r"---|[}\]]", line)


def _indented(lines: list[str], number: int, first: int, last: int, name: str, *, is_group: bool = False) -> Fault:
    """The fault of a text that is not indented; the text is indented."""
    more = sum(bool(line[:1].strip()) for line in lines[first + 1 : last])
    also = f"; do the same with the {lines_of(more)} after it" if more else ""
    right = f": '  {lines[first]}'" if len(lines[first]) <= WIDEST else ""
    header = "" if is_group or re.search(r"[>|]", lines[number]) else f"write `{name}: >-` above it, and "
    lines[number] = f"{name}: >-" if header else lines[number]
    lines[first:last] = [f"  {line}" if line[:1].strip() or is_group else line for line in lines[first:last]]
    hint = f"{header}indent it by two spaces if it belongs to '{name}'{right}{also}"
    return Fault(first, 0, "this line is not indented, and it is not a field", hint, is_foreign=True)


def _listed(lines: list[str], number: int, first: int, last: int, name: str) -> Iterator[Fault]:
    """The fault of the items of a list that have no hyphens; the list is written on one line."""
    texts = [_MARKS.sub("", line.strip()).rstrip(",;") for line in lines[first:last] if line.strip()]
    if lines[first][:1] == " " and (len(texts) == 1 or SHAPES[name] == "groups"):
        return  # one text, which the model finds to be no list
    if name in ("authors", "arxiv_authors") and all(re.fullmatch(r"[^\s,]+, [^,]+", text) for text in texts):
        items = [" ".join(reversed(text.split(", "))) for text in texts]  # Family, Given
    elif SHAPES[name] == "groups":
        items = texts
    else:
        items = [item for text in texts for item in re.split(r"\s*[,;]\s*(?:and\s+)?", text) if item]
    column = len(lines[first]) - len(lines[first].lstrip())
    right = f"{name}: [{', '.join(as_item(item) for item in items)}]"
    lines[number:last] = [right] + [""] * (last - number - 1)
    hint = f"begin each item with a hyphen and a space: - {items[0]}"
    if len(right) <= WIDEST:
        hint = f"write {right} in place of these {last - number} lines"
    yield Fault(first, column, "an item of a list begins with a hyphen and a space", hint)


# A method whose first field has no hyphen before it.
BARE = regex(r"^methods:[ \t]*\n {2,}[a-z][\w-]*:[ \t]+\S", re.MULTILINE)


def with_hyphens(lines: list[str], names: Collection[str]) -> Iterator[Fault]:
    """Puts a hyphen before the first field of a method, in place of two spaces: no other line changes."""
    for number, line in enumerate(lines[:-1]):
        found = re.match(r"( *)  ([a-z][\w-]*:\s+\S.*)$", lines[number + 1])
        if line.rstrip() != "methods:" or "methods" not in names or not found:
            continue
        indent = f"{found[1]}  "
        rest = lines[number + 1 :]
        last = next((n for n, one in enumerate(rest) if one.strip() and not one.startswith(indent)), len(rest))
        used = [one[len(indent) :].partition(":")[0] for one in rest[:last] if re.match(rf"{indent}[a-z]", one)]
        if len(used) > len(set(used)):  # two methods
            continue
        lines[number + 1] = f"{found[1]}- {found[2]}"
        shown = f": '{lines[number + 1]}'" if len(lines[number + 1]) <= WIDEST else ""
        message = "an item of 'methods' begins with a hyphen and a space"
        yield Fault(number + 1, len(indent), message, f"put them in place of the last two spaces{shown}")
