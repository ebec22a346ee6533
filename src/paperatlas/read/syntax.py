"""Text that is not YAML: what is wrong, in words for people who do not know YAML, and what can still be read.

An entry is a list of fields, each of which begins at the start of a line. Each field is parsed alone, so that one fault
is found where it was made and does not hide the others.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace

import yaml

from .faults import fault_of, misplaced, unindented
from .hints import Fault


def readable(text: str, names: Collection[str]) -> tuple[str, list[Fault]]:
    """The text with each part that cannot be read left blank, and one fault for each such part.

    `names` are the fields that the file may have; empty for a vocabulary, whose names are free.
    """
    lines = text.split("\n")
    faults = list(_without_fences(lines))
    pasted = other_format(lines)
    if pasted:
        return "", [*faults, pasted]
    if not _error("\n".join(lines)):
        return "\n".join(lines), faults
    for first, last in _blocks(lines, names):
        block = lines[first:last]
        error = _error("\n".join(block))
        indented = _indented_field(block, names)
        if indented and not error:
            faults.append(replace(indented, line=indented.line + first))
            lines[first:last] = [""] * len(block)
        elif error and not _is_alias_of_another_field(error, text):
            fault = fault_of(block, names, error)
            faults.append(replace(fault, line=fault.line + first))
            kept = _before_foreign_line(block, fault)
            lines[first:last] = block[:kept] + [""] * (len(block) - kept)
    return "\n".join(lines), faults


def _indented_field(block: list[str], names: Collection[str]) -> Fault | None:
    """The fault of a field that is right in itself, but indented, or an item of a list."""
    number = next((number for number, line in enumerate(block) if line.strip() and line[0] != "#"), 0)
    found = re.match(r"([ -]+)([\w-]+):( |$)", block[number]) if block else None
    return misplaced(block, number) if found and found[2] in names else None


def _before_foreign_line(block: list[str], fault: Fault) -> int:
    """How many lines of a field can be read: those above a line that is not part of it, if they have a value."""
    above = block[: fault.line]
    has_value = len(above) > 1 or re.search(r":\s+[^\s>|]", block[0])
    return fault.line if fault.is_foreign and above and has_value and not _error("\n".join(above)) else 0


def _error(text: str) -> yaml.MarkedYAMLError | None:
    try:
        node = yaml.compose(text + "\n", Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        return error
    if isinstance(node, yaml.ScalarNode):  # a field without a colon
        return yaml.MarkedYAMLError("while scanning a simple key", None, "could not find expected ':'", node.start_mark)
    return None


def _is_alias_of_another_field(error: yaml.MarkedYAMLError, text: str) -> bool:
    return error.problem == "found undefined alias" and "&" in text


# A field whose text begins on the next line, which is not indented.
UNINDENTED = re.compile(r"^([a-z_]+): *[>|][+-]?[ \t]*\n+(?=[^\s#-])", re.MULTILINE)


def with_indent(text: str, names: Collection[str]) -> tuple[str, list[Fault]]:
    """The text with long values indented that are not, which YAML takes as fields of their own."""
    lines, faults = text.split("\n"), []
    field = re.compile(rf"(?:{'|'.join(map(re.escape, names)) or '(?!)'}) *[:=：]")
    for found in UNINDENTED.finditer(text):
        first = text.count("\n", 0, found.end())
        if found[1] not in names or field.match(lines[first]):
            continue
        last = next((n for n in range(first, len(lines)) if field.match(lines[n]) or lines[n][:3] == "---"), len(lines))
        faults.append(unindented([found[0].strip(), *lines[first:last]], 1, found[1]))
        faults[-1] = replace(faults[-1], line=first)
        lines[first:last] = [f"  {line}" if line.strip() else line for line in lines[first:last]]
    return "\n".join(lines), faults


CONFLICT = re.compile(r"^[ \t]*(<<<<<<<|=======|>>>>>>>)( |$)", re.MULTILINE)


def without_conflicts(text: str) -> tuple[str, list[Fault]]:
    """The text with the first side of each merge conflict that was left in it."""
    lines = text.split("\n")
    faults = list(_conflicts(lines))
    return "\n".join(lines), faults


def _conflicts(lines: list[str]) -> Iterator[Fault]:
    begun, is_other_side = -1, False
    for number, line in enumerate(lines):
        if re.match(r"\s*<<<<<<<( |$)", line):
            message = "a merge conflict was left here"
            hint = "keep one of the two versions, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>"
            yield Fault(number, 0, message, hint, "merge-conflict")
            begun, lines[number] = number, ""
        elif found := re.match(r"\s*(=======|\|\|\|\|\|\|\||>>>>>>>)( |$)", line):
            if begun < 0 and not is_other_side:  # what is left of a conflict that was resolved in part
                yield Fault(number, 0, "a part of a merge conflict was left here", "delete this line", "merge-conflict")
            else:
                is_other_side = found[1] != ">>>>>>>"
                begun = begun if is_other_side else -1
            lines[number] = ""
        elif is_other_side:
            lines[number] = ""


def _without_fences(lines: list[str]) -> Iterator[Fault]:
    fences = [number for number, line in enumerate(lines) if line.startswith(("```", "~~~"))]
    for number in fences:
        lines[number] = ""
    if fences:
        hint = "delete this line" + (", and the same at the end" if len(fences) > 1 else "")
        yield Fault(fences[0], 0, "this line is from Markdown, not part of the entry", hint)


def other_format(lines: list[str]) -> Fault | None:
    """The fault of a file that is BibTeX, RIS, JSON or HTML."""
    number = next((number for number, line in enumerate(lines) if line.strip() and not line.startswith("#")), 0)
    begin = lines[number].strip()
    hint = "write one `field: value` line for each fact, such as `title: ...` and `date: 2024-06`"
    if re.match(r"@\w+ *[{(]", begin):
        return Fault(number, 0, "this is BibTeX, and an entry is YAML", hint)
    if re.match(r"TY  - ", begin):
        return Fault(number, 0, "this is RIS, and an entry is YAML", hint)
    if begin.startswith(("{", "[{")):
        return Fault(number, 0, "this looks like JSON, with an error in it; an entry is YAML", hint)
    if begin.startswith("<") and not begin.startswith("<<"):
        return Fault(number, 0, "this looks like HTML or XML, and an entry is YAML", hint)
    return None


_FREE_NAME = r"(?:\"[^\"]*\"|'[^']*'|[^\s#\[\]{},'\"&*!|>%@`?-][^:]*?|-[^\s:][^:]*?)"


def _blocks(lines: list[str], names: Collection[str]) -> Iterator[tuple[int, int]]:
    """The first line of each field, and the line after its last one."""
    start = re.compile(r"[A-Za-z][\w-]*:(?:\s|$)" if names else _FREE_NAME + r":(?:\s|$)")
    broken = re.compile(rf"[*_`]*(?:{'|'.join(map(re.escape, names)) or '(?!)'})[*_`]*(?:\s*[=：:]|\s+[^\s:])")
    starts = [number for number, line in enumerate(lines) if start.match(line) or broken.match(line)]
    starts = [0, *(number for number in starts if number)]
    yield from zip(starts, [*starts[1:], len(lines)], strict=True)
