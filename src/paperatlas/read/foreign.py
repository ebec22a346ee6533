"""What other formats leave in an entry: merge conflicts, fences of Markdown, braces and commas of JSON."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from ..patterns import regex
from .hints import Fault, write
from .lines import field_line
from .names import meant_name, names_pattern

CONFLICT = regex(r"^[ \t]*(<<<<<<<|=======|>>>>>>>)( |$)", re.MULTILINE)
_NOT_YAML = "write one `field: value` line for each fact, such as `title: ...` and `date: 2024-06`"


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


def without_fences(lines: list[str]) -> Iterator[Fault]:
    fences = [number for number, line in enumerate(lines) if line.startswith(("```", "~~~"))]
    for number in fences:
        lines[number] = ""
    if fences:
        hint = "delete this line" + (", and the same at the end" if len(fences) > 1 else "")
        yield Fault(fences[0], 0, "this line is from Markdown, not part of the entry", hint)


def other_format(lines: list[str]) -> Fault | None:
    """The fault of a file that is BibTeX, RIS, JSON, HTML or a table."""
    number = next((number for number, line in enumerate(lines) if line.strip() and not line.startswith("#")), 0)
    begin = lines[number].strip()
    if re.match(r"@\w+ *[{(]", begin):
        return Fault(number, 0, "this is BibTeX, and an entry is YAML", _NOT_YAML)
    if re.match(r"TY  - ", begin):
        return Fault(number, 0, "this is RIS, and an entry is YAML", _NOT_YAML)
    if begin.startswith(("{", "[{")):
        return Fault(number, 0, "this looks like JSON, with an error in it; an entry is YAML", _NOT_YAML)
    if begin.startswith("|") and begin.count("|") > 1:
        return Fault(number, 0, "this looks like a table of Markdown, and an entry is YAML", _NOT_YAML)
    if begin.startswith("<") and not begin.startswith("<<"):
        return Fault(number, 0, "this looks like HTML or XML, and an entry is YAML", _NOT_YAML)
    return None


# Whether a text may have another sign than a colon after the name of a field.
OTHER_SIGN = regex(
    r"^[*_`]*[A-Za-z][\w ]*[*_`]*(?:[ \t]*[=–—]|[ \t]+-)[ \t]+\S[^\n]*:\s|^[A-Za-z]\w* [\w ]*=[ \t]", re.MULTILINE
)
# Whether a text may be JSON: most are not, and are not searched further.
JSON = regex(r"(?:\s*#.*\n)*\s*\{")


def without_json(lines: list[str]) -> Iterator[Fault]:
    """Removes the braces around an entry that is written as JSON, one field on each line."""
    content = [number for number, line in enumerate(lines) if line.strip() and not line.lstrip().startswith("#")]
    if not content or not lines[content[0]].lstrip().startswith("{"):
        return
    first, last = content[0], content[-1]
    rest = lines[first].strip()[1:].strip()
    is_field = re.match(r"['\"]?\w+['\"]?\s*:", rest) and len(re.findall(r"['\"]\w+['\"]\s*:", rest)) == 1
    if len(content) < 3 or (rest and not is_field):
        return
    if re.fullmatch(r"\s*\}\s*[,;]?\s*", lines[last]):
        lines[last] = ""
    indent = re.match(r"\s*", lines[content[1]])
    lines[first] = (indent[0] if indent else "") + rest if rest else ""
    hint = "delete the braces around all, the spaces at the start of each line, and the comma at the end of each field"
    yield Fault(first, 0, "this is JSON, and an entry is YAML", hint)


def without_other_signs(lines: list[str], names: Collection[str]) -> Iterator[Fault]:
    """Puts a colon after the name of a field in place of another sign, where YAML would take a later colon for it."""
    for number, line in enumerate(lines):
        found = re.match(r"[*_`]*([A-Za-z][\w ]{0,30}?)[*_`]*(\s*[=–—]|\s+-)\s+(\S.*:\s.*)$", line)
        found = found or re.match(r"([A-Za-z]\w*(?: \w+){1,2})(\s*=)\s+(\S.*)$", line)  # short name = Quartz
        if found and meant_name(found[1], names):
            lines[number] = field_line(meant_name(found[1], names), found[3].rstrip().rstrip(",;"))
            message = "a field is `name: value`, with a colon and a space"
            yield Fault(number, found.start(2), message, write(lines[number]))


def without_quoted_names(lines: list[str]) -> None:
    """Removes the quotes around the names of fields. They are no fault."""
    for number, line in enumerate(lines):
        lines[number] = re.sub(r"^(['\"])([A-Za-z][\w-]*)\1\s*:", r"\2:", line)


def without_commas(lines: list[str], names: Collection[str]) -> Iterator[Fault]:
    """Removes the comma after each field, if several fields have one."""
    start = re.compile(rf"([A-Za-z][\w-]*:(\s|$)|(?i:{names_pattern(names)})\s*[:=：])")
    starts = [number for number, line in enumerate(lines) if start.match(line)]
    found: list[int] = []
    for first, after in zip(starts, [*starts[1:], len(lines)], strict=False):
        content = [number for number in range(first, after) if lines[number].strip()]
        is_marked = re.search(r":\s+[>|]", lines[first])
        # A text of several lines may end in a comma.
        is_value = len(content) == 1 or lines[content[-1]].rstrip()[-2:-1] in ("]", "}", '"', "'")
        if not is_marked and is_value and re.search(r"[^\s,;][,;]+\s*$", lines[content[-1]]):
            found.append(content[-1])
    if len(found) < 2:
        return
    column = len(lines[found[0]].rstrip()) - 1
    mark = lines[found[0]][column]
    for number in found:
        lines[number] = lines[number].rstrip().rstrip(",;")
    numbers = [str(number + 1) for number in found]
    hint = f"remove it, and the same at the end of line{'s' if len(found) > 2 else ''} {_joined(numbers[1:])}"
    yield Fault(found[0], column, f"there is a '{mark}' after the value", hint)


def _joined(words: list[str]) -> str:
    """The words as a phrase.

    >>> _joined(["2", "4", "5"]), _joined(["2"])
    ('2, 4 and 5', '2')
    """
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def without_closing_brackets(lines: list[str]) -> Iterator[Fault]:
    """Removes the lines that only close what no line opens."""
    depth = 0
    for number, line in enumerate(lines):
        plain = re.sub(r"\"[^\"]*\"|'[^']*'", "", line)
        if depth <= 0 and re.fullmatch(r"[\]})]+\s*[,;]?\s*", line):
            lines[number] = ""
            yield Fault(number, 0, f"there is no bracket that this '{line[0]}' closes", "delete this line")
            continue
        if re.match(r"[\"']?\w[\w -]*[\"']?\s*[:=]", line):  # each field begins anew
            depth = 0
        depth += len(re.findall(r"[\[{(]", plain)) - len(re.findall(r"[\]})]", plain))
