"""One field that is not YAML: its faults, and the field as it was meant, where that is sure."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

import yaml

from .faults import fault_of
from .hints import FIELD, Fault, quoted, write
from .lines import as_item, field_line, plain_text
from .names import SHAPES, meant_name

_MOST_FAULTS = 5  # of one field


def error_of(lines: list[str]) -> yaml.MarkedYAMLError | None:
    try:
        node = yaml.compose("\n".join(lines) + "\n", Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        return error
    if isinstance(node, yaml.ScalarNode):  # a field without a colon
        return yaml.MarkedYAMLError("while scanning a simple key", None, "could not find expected ':'", node.start_mark)
    return None


def is_alias_of_another_field(error: yaml.MarkedYAMLError, text: str) -> bool:
    return error.problem == "found undefined alias" and "&" in text


def repaired(block: list[str], names: Collection[str]) -> tuple[list[str], list[Fault], bool]:
    """The lines of a field with what can be read, its faults, and whether a part cannot be read."""
    faults: list[Fault] = []
    lines = block
    for _ in range(_MOST_FAULTS):
        error = error_of(lines)
        if not error:
            return lines, faults, False
        fault = fault_of(lines, names, error)
        right, hint = _as_meant(lines, fault, names) if names else (None, "")
        if all(fault.line != other.line for other in faults):
            faults.append(replace(fault, hint=hint or fault.hint))
        elif right and hint and _is_alone(lines):  # a second fault of one line: what to write is the last line
            faults[-1] = replace(faults[-1], hint=hint)
        elif right and _is_alone(lines) and fault.hint.startswith("write `"):  # a long text, which goes below
            faults[-1] = replace(faults[-1], hint=fault.hint)
        if right is None or right == lines:
            kept = _before_foreign_line(lines, fault)
            return lines[:kept] + [""] * (len(lines) - kept), faults, True
        lines = right
    return [""] * len(block), faults, True


def _is_alone(lines: list[str]) -> bool:
    return sum(bool(line.strip()) and not line.lstrip().startswith("#") for line in lines) == 1


def _before_foreign_line(block: list[str], fault: Fault) -> int:
    """How many lines of a field can be read: those above a line that is not part of it, if they have a value."""
    above = block[: fault.line]
    has_value = len(above) > 1 or re.search(r":\s+[^\s>|]", block[0])
    return fault.line if fault.is_foreign and above and has_value and not error_of(above) else 0


def _as_meant(lines: list[str], fault: Fault, names: Collection[str]) -> tuple[list[str] | None, str]:
    """The lines without the fault, and a better hint; None if what was meant is not sure."""
    if fault.right:
        return list(fault.right), ""
    line, written = lines[fault.line], fault.hint.removeprefix("write ")
    if fault.hint.startswith("write `") and SHAPES.get(_name(lines, names)) == "text":
        return _on_one_line(lines, _name(lines, names)), ""
    if written == fault.hint or _begin(written) not in (_begin(line), meant_name(_begin(line), names)):
        return None, ""
    if _is_alone(lines):
        right = _polished(written, names)
        name, _, value = right.partition(": ")
        if SHAPES.get(name) == "list" and value[:1] in ("'", '"'):
            marked = re.findall(r"`([^`]+)`", value)
            if not marked:
                return None, ""  # the value would be no list
            right = f"{name}: [{', '.join(map(as_item, marked))}]"
        return [*lines[: fault.line], right, *lines[fault.line + 1 :]], write(right)
    indent = line[: len(line) - len(line.lstrip())]
    return [*lines[: fault.line], indent + written, *lines[fault.line + 1 :]], ""


def _begin(line: str) -> str:
    """What a line and its correction have in common: the name of the field, or the hyphen of an item."""
    found = re.match(r"[\s*_`]*(-(?= )|[A-Za-z][\w -]*?(?=[*_`]*\s*[:=：–—-]|[*_`]*\s))", line)
    return found[1] if found else line


def _name(lines: list[str], names: Collection[str]) -> str:
    return meant_name(lines[0].partition(":")[0].strip(" *_`"), names)


def _polished(line: str, names: Collection[str]) -> str:
    """A line with the right name of its field, and without the marks of other formats inside its quotes."""
    found = FIELD.match(line)
    name = meant_name(found["name"].strip(), names) if found else ""
    if not found or not name or found["value"][0] in "[{>|":
        return line
    value = found["value"]
    try:
        node = yaml.compose(value, Loader=yaml.CSafeLoader)
    except yaml.YAMLError:
        node = None
    text = node.value if isinstance(node, yaml.ScalarNode) else value
    plain = plain_text(text)
    is_bare_id = name == "arxiv" and value[0].isdigit()  # which YAML takes as a number
    return f"{name}: {value}" if plain == text and not is_bare_id else field_line(name, plain)


def _on_one_line(lines: list[str], name: str) -> list[str]:
    """A text of several lines as one line in quotes."""
    first = re.sub(r"^[>|][+-]?\s*", "", lines[0].partition(":")[2].strip())
    text = " ".join(part for part in (first, *(line.strip() for line in lines[1:])) if part)
    text = plain_text(text) if text[:1] in ("'", '"', "“") else text
    return [f"{name}: {quoted(text)}", *[""] * (len(lines) - 1)]
