"""The kinds of fault that make a text no YAML, in words for people who do not know YAML, each with what to type."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

import yaml

from ..patterns import regex
from .accents import accents
from .brackets import CLOSING, OPENING, brackets, in_brackets, is_between, mark_at_end, missing_comma
from .hints import FIELD, ITEM, Block, Fault, below, lines_of, quoted, with_quotes, write
from .indents import misplaced, odd_indent, too_deep, uneven, unindented
from .names import SHAPES, main_field, meant_name


def fault_of(lines: list[str], names: Collection[str], error: yaml.MarkedYAMLError) -> Fault:
    at, begun = error.problem_mark, error.context_mark
    stopped = (min(at.line, len(lines) - 1), at.column) if at else (0, 0)
    block = Block(
        lines,
        names,
        error.problem or "",
        error.context or "",
        stopped,
        (begun.line, begun.column) if begun else stopped,
    )
    return next(fault for find in _KINDS if (fault := find(block)))


def _curly_quotes(block: Block) -> Fault | None:
    for number, line in enumerate(block.lines):
        found = re.match(r"(\s*(?:- +)*(?:[\w-]+: *)?\[?)[“”„‟‘’«「](.*?)(?:[“”„‟‘’»」][,;.]?)?\s*$", line)
        if found:
            hint = write(found[1] + quoted(re.sub("[“”„‟]", '"', found[2])))
            return Fault(number, found.end(1), "YAML does not know curly quotes; use straight ones", hint)
    return None


def _latex(block: Block) -> Fault | None:
    """Accents of LaTeX, without which the text is YAML."""
    fault = accents(block.lines)
    return fault if fault and not _is_fault(fault.right) else None


def _is_fault(lines: tuple[str, ...]) -> bool:
    try:
        yaml.compose("\n".join(lines) + "\n", Loader=yaml.CSafeLoader)
    except yaml.YAMLError:
        return True
    return False


_NAME_AND_MARK = regex(
    r"(\s*(?:- +)*[*_`]*)([A-Za-z](?:[\w-]*\w)?)"
    r"([*_`]*\s*(?:[=：:]+>?|[-–—]>)\s*|;\s+|:(?=[^\s/])|[*_`]*\s*[–—]\s*|[*_`]*\s*-\s+| +)(.*)$"
)


def _not_colon_space(block: Block) -> Fault | None:
    """`category:value`, `category = value`, a full-width colon, or the name alone above a list."""
    if block.lines[0].strip() in block.names:
        name = block.lines[0].strip()
        return Fault(0, len(name), "a field is `name: value`, with a colon and a space", write(f"{name}:"))
    for number, line in enumerate(block.lines):
        found = _NAME_AND_MARK.match(line)
        if not found or (
            found[3].strip() == ":" and line[found.start(3) :][1:2] in ("", " ") and not found[1].strip(" -")
        ):
            continue
        mark = found[3].strip(" *_`")
        is_word = not mark  # a space alone follows the first word of many texts
        is_meant = number == block.begun[0] and "simple key" in block.context and bool(mark) and mark[0] not in "-–—"
        name = found[2] if found[2] in block.names or is_word else meant_name(found[2], block.names)
        if is_meant or (name in block.names and not (is_word and number)):
            value = re.sub(r"^[*_]+\s*", "", found[4]) if "*" in found[1] or "__" in found[1] else found[4]
            value = value.rstrip().rstrip(",;") if "=" in mark else value
            hint = write(f"{name or found[2]}: {value}")
            return Fault(number, found.start(3), "a field is `name: value`, with a colon and a space", hint)
    return None


_LIST_MARK = regex(r"(\s*)([–—−•·*▪‣]\s+|-(?=[^\s\d-]))(\S.*)$")


def _bullets(block: Block) -> Fault | None:
    """A list whose items begin with another sign than a hyphen, whatever follows it."""
    is_list = SHAPES.get(block.name, "text") != "text" and not block.lines[0].partition(":")[2].strip()
    return (
        _list_mark(block) if is_list and any(re.match(r"\s*[–—−•·*▪‣]\s", line) for line in block.lines[1:]) else None
    )


def _list_mark(block: Block) -> Fault | None:
    marks = [(n, found) for n, line in enumerate(block.lines) if n and (found := _LIST_MARK.match(line))]
    for number, found in marks:
        if found[2] != "-" or number in (block.at[0], block.begun[0]):
            right = [*block.lines]
            for n, one in marks:
                right[n] = f"{one[1]}- {one[3]}"
            more = len(marks) - 1 - marks.index((number, found))
            also = f"; do the same in the {lines_of(more)} after it" if more else ""
            message = "an item of a list begins with a hyphen and a space"
            return Fault(number, found.start(2), message, write(f"- {found[3]}") + also, right=tuple(right))
    return None


def _quotes(block: Block) -> Fault | None:
    """A quote that is not closed on its line, or text after the closing one."""
    if block.context == "while scanning a quoted scalar" and block.what == "found unexpected end of stream":
        return _open_quote(block, *block.begun)
    depth = 0
    for token in block.tokens:
        depth += isinstance(token, OPENING) - isinstance(token, CLOSING)
        if not isinstance(token, yaml.ScalarToken) or token.style not in ("'", '"'):
            continue
        begin, end = token.start_mark, token.end_mark
        rest = block.lines[end.line][end.column :].strip()
        is_above = not depth and end.line == 0 < block.at[0] and block.what.startswith("did not find expected")
        if (
            not rest
            and is_above
            and (fault := _quoted_lines(block, "there is text after the closing quote", *block.at))
        ):
            return fault
        if not rest or rest[0] in "#:" or (depth and rest[0] in ",]}"):
            continue
        if begin.line != end.line:
            return _open_quote(block, begin.line, begin.column)
        line = block.lines[begin.line]
        if rest in (",", ";", "."):
            return mark_at_end(block, begin.line)
        if not depth and rest[0] == "," and SHAPES.get(block.name) == "list":  # authors: "Ada Byron", "Bo Li"
            value = line.partition(":")[2].strip().rstrip(",;")
            return Fault(end.line, end.column, "a list is in brackets", write(f"{block.name}: [{value}]"))
        field = re.match(r"([A-Za-z][\w-]*): ", rest)
        if field and field[1] in block.names and not depth:
            return misplaced(block.lines, end.line, line.index(rest, end.column), block.names)
        if depth and rest[0] in "'\"[{":
            return missing_comma(line, end.line, line.index(rest, end.column))
        hint = "put the whole value in quotes" if depth else with_quotes(block, begin.line)
        return Fault(end.line, end.column, "there is text after the closing quote", hint)
    return None


def _open_quote(block: Block, number: int, column: int) -> Fault:
    line = block.lines[number]
    mark = line[column]
    name = "single" if mark == "'" else "double"
    if not number and (fault := _quoted_lines(block, f"this {name} quote is not closed", 0, column)):
        return fault
    whole = line.rstrip().rstrip("'\"“”‘’,;") + mark
    hint = write(whole) if FIELD.match(line) or ITEM.match(line) else f"add {mark} where the value ends"
    if "{" in line[:column] or "[" in line[:column]:
        hint = f"add {mark} where the value ends"
    return Fault(number, column, f"this {name} quote is not closed", hint)


def _quoted_lines(block: Block, message: str, number: int, column: int) -> Fault | None:
    """The fault of a text of several lines whose quotes do not belong together."""
    first = re.match(r"[\w-]+: +(['\"])(.*)", block.lines[0])
    following = [line.strip() for line in block.lines[1:] if line.strip() and not line.lstrip().startswith("#")]
    if not first or not following or block.name not in block.names or SHAPES.get(block.name) != "text":
        return None
    if len(following) == 1 and re.fullmatch(r"[\w-]+:.*", following[0]):
        return None
    *others, end = [first[2].strip().removesuffix(first[1]), *following]
    text = " ".join([*others, end.removesuffix(first[1])])
    right = (f"{block.name}: {quoted(text)}", *[""] * (len(block.lines) - 1))
    hint = below(block.meant).replace("the text", "the text without the quotes around it,")
    return Fault(number, column, message, hint, right=right)


def _cut_by_comment(block: Block) -> Fault | None:
    """A text of several lines that contains ' #'."""
    if "simple key" not in block.context and block.what != "did not find expected key":
        return None
    for number, line in enumerate(block.lines[:-1]):
        found = re.search(r"\s#", line)
        if found and re.match(r"\s*([\w-]+:)?\s*[^\s#'\"\[{|>]", line) and block.lines[number + 1].startswith("  "):
            hint = below(block.meant)
            return Fault(number, found.start() + 1, "from ' #' on, YAML reads a comment", hint)
    return None


def _colon_in_value(block: Block) -> Fault | None:
    if not block.what.startswith("mapping values are not allowed"):
        return None
    number, column = block.at
    line = block.lines[number]
    found = FIELD.match(line)
    if found and column > found.end("name"):
        hint = with_quotes(block, number)
        two = re.search(r"[,;]? ([A-Za-z][\w-]*): ", line[found.end("name") + 1 :])
        start = found.end("name") + 1
        before = re.findall(r"\w+", line[start : start + two.start()]) if two else []
        is_list = SHAPES.get(found["name"]) == "groups" and all(word in block.names for word in before)
        if two and two[1] in block.names and two.start() > 1 and not is_list:  # not `sources: title, date: ...`
            return misplaced(block.lines, number, start + two.start(1), block.names)
        is_group = not block.names or SHAPES.get(found["name"]) in ("group", "groups")
        if two and is_group and re.match(r"[a-z_]+: ", found["value"]):
            hint = write(f"{found['name']}: {{{found['value']}}}")
        return Fault(number, column, "a value that contains ': ' needs quotes", hint)
    if found and found["name"] in block.names:
        return misplaced(block.lines, number)
    if deep := too_deep(block, number):
        return deep
    above = re.match(r"(\s*- +)([^:\[{'\"#][^:\[{'\"]*)$", block.lines[number - 1]) if number else None
    if above and SHAPES.get(block.name) == "groups" and re.match(r"\s+[\w-]+: ", line):
        main = main_field(block.name)
        written = f"{above[1]}{main}: {above[2].strip()}"
        indent = " " * len(above[1])
        fixed = tuple(written if n == number - 1 else f"{indent}{one.strip()}" if n == number else one
                      for n, one in enumerate(block.lines))  # fmt: skip
        message = f"an item of '{block.name}' is a group of fields, each with its name"
        return Fault(number - 1, len(above[1]), message, write(written), right=fixed)
    cut = re.match(r"(\s*(?:- +)?[^:\[{'\"]+): +(\S.*)$", line)
    if cut and number and SHAPES.get(block.name, "text") != "text":
        written = f"{cut[1]}: {quoted(cut[2])}"
        fixed = (*block.lines[:number], written, *block.lines[number + 1 :])
        return Fault(number, column, "a value that contains ': ' needs quotes", write(written), right=fixed)
    hint = below(block.meant)
    return Fault(number, column, "a text of several lines that contains ': ' needs '>-'", hint)


def _wrong_start(block: Block) -> Fault | None:
    """A value that begins with a character that has a meaning in YAML."""
    number, column = block.at
    is_anchor = "alias" in block.what or "an alias" in block.context or "an anchor" in block.context
    is_tag = "tag" in block.what and block.context.startswith(("while scanning a tag", "while parsing a tag", "while"))
    if not (is_anchor or is_tag or block.what.startswith("found character that cannot start any token")):
        return None
    number, column = block.begun if block.context and not block.what.startswith("found char") else block.at
    line = block.lines[number]
    mark = line[column : column + 1]
    if mark == "\t":
        return Fault(number, column, "there is a tab here", "use spaces in place of tabs")
    if block.name == "authors" and (joined := re.match(r"& *(?=\w)[^,\]}]*", line[column:])):  # before the last name
        name = joined[0].lstrip("& ").rstrip()
        hint = write(name if is_between(block, number, column) else f"{line[:column].strip()} {name}")
        without = line[:column] + line[column:].lstrip("& ")
        right = (*block.lines[:number], without, *block.lines[number + 1 :])
        return Fault(number, column, "a name cannot begin with '&'", hint, right=right)
    if is_between(block, number, column):
        item = re.match(r"[^,\]}]*", line[column:])
        hint = f"write {quoted(item[0].strip() if item else mark)}"
        return Fault(number, column, f"a value cannot begin with '{mark}' without quotes", hint)
    return Fault(number, column, f"a value cannot begin with '{mark}' without quotes", with_quotes(block, number))


def _escape(block: Block) -> Fault | None:
    if "escape" not in block.what and "hex" not in block.what:
        return None
    number, column = block.begun
    line = block.lines[number]
    close = re.search(r'(?<!\\)"', line[column + 1 :])
    value = line[column + 1 : column + 1 + close.start()] if close else line[column + 1 :]
    rest = line[column + 1 + close.end() :] if close else ""
    fixed = line[:column] + quoted(re.sub(r'\\(?=[\\"])', "", value)) + rest
    right = (*block.lines[:number], fixed, *block.lines[number + 1 :]) if close else ()
    hint = f"write formulas in single quotes: {fixed.strip()}"
    message = "in double quotes, YAML takes a backslash as a command of its own"
    return Fault(block.at[0], block.at[1], message, hint, right=right)


def _no_value(block: Block) -> Fault | None:
    """A field of a group that is empty, without a space after its colon: `{paper: a, kind:, how: b}`."""
    if block.what != "found unexpected ':'":
        return None
    number, column = block.at
    line = block.lines[number]
    found = re.search(r"([\w-]+):$", line[: column + 1])
    if not found or not re.match(r"\s*[,}\]]", line[column + 1 :]):
        return None
    fixed = f"{line[: column + 1]} {line[column + 1 :]}"
    right = (*block.lines[:number], fixed, *block.lines[number + 1 :])
    hint = f"write the value after `{found[1]}: `, or remove the field"
    return Fault(number, found.start(), f"'{found[1]}' is empty", hint, right=right)


def _text_after_fold(block: Block) -> Fault | None:
    if "block scalar" not in block.context:
        return None
    number, column = block.begun
    hint = below(block.meant)
    return Fault(number, column, "the text begins on the line below '>' or '|'", hint)


def _list_on_line(block: Block) -> Fault | None:
    if not block.what.startswith("block sequence entries are not allowed"):
        return None
    number, column = block.at
    line = block.lines[number]
    dash = re.fullmatch(r"([\w-]+): +-\s*", line)
    if dash and not any(other.strip() for other in block.lines[number + 1 :]):
        hint = f"write the value after `{dash[1]}:`, or remove the line if there is none"
        return Fault(number, column, "a hyphen is no value", hint, right=("",) * len(block.lines))
    found = re.match(r"\s*([\w-]+): +- +(.*)$", line)
    is_only = found and number + 1 == len([line for line in block.lines if line.strip()])
    hint = write(f"{found[1]}: [{found[2]}]") if found and is_only else "begin each item on a line of its own: `- item`"
    return Fault(number, column, "a list cannot begin here", hint)


def _not_a_field(block: Block) -> Fault | None:
    if block.what != "could not find expected ':'":
        return None
    number = block.begun[0]
    line = block.lines[number]
    text = len(line) - len(line.lstrip())
    if number and not text and (re.match(r"[\w-]+:\s*([>|]|\S)", block.lines[0]) or block.lines[0].strip() == ""):
        return unindented(block.lines, number, block.name)
    return Fault(
        number, text, "this line is not a field", "write `name: value`, with a colon and a space after the name"
    )


def _other(block: Block) -> Fault:
    context = f" ({block.context})" if block.context else ""
    hint = "put the value in single quotes, and indent all lines evenly"
    return Fault(*block.at, f"this cannot be read as YAML: {block.what}{context}", hint)


_KINDS: tuple[Callable[[Block], Fault | None], ...] = (
    odd_indent,
    _latex,
    _bullets,
    _curly_quotes,
    _not_colon_space,
    _escape,
    _no_value,
    _quotes,
    brackets,
    in_brackets,
    _list_mark,
    _cut_by_comment,
    _colon_in_value,
    _wrong_start,
    _text_after_fold,
    _list_on_line,
    _not_a_field,
    uneven,
    _other,
)
