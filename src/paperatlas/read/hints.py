"""One field of a file that is not YAML, what is wrong with it, and the lines that show what to type."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

import yaml

from ..patterns import regex
from .names import meant_name

WIDEST = 200  # characters of a line that a hint repeats


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong. `line` and `column` count from 0."""

    line: int
    column: int
    message: str
    hint: str = ""
    rule: str = "yaml-syntax"
    is_foreign: bool = False  # the line does not belong to the field above it, which is whole
    right: tuple[str, ...] = ()  # all lines of the field as they should be, if that is sure


@dataclass(frozen=True)
class Block:
    """The lines of one field, and the parser's error: where it stopped (`at`), and where the part began (`begun`)."""

    lines: list[str]
    names: Collection[str]
    what: str
    context: str
    at: tuple[int, int]
    begun: tuple[int, int]

    @cached_property
    def tokens(self) -> list[yaml.Token]:
        """The tokens up to the error."""
        found = []
        try:
            for token in yaml.scan("\n".join(self.lines) + "\n", Loader=yaml.CSafeLoader):
                found.append(token)
        except yaml.YAMLError:
            pass
        return found

    @property
    def name(self) -> str:
        """The name of the field."""
        return self.lines[0].partition(":")[0].strip()

    @property
    def meant(self) -> str:
        """The name of the field that is meant."""
        return meant_name(self.name.strip(" *_`"), self.names) or self.name


def quoted(value: str) -> str:
    """A value in quotes, so that YAML reads it as it is.

    >>> print(quoted("a: b"), quoted("it's"))
    'a: b' "it's"
    """
    if "'" in value and not set('"\\') & set(value):
        return f'"{value}"'
    return "'" + value.replace("'", "''") + "'"


def lines_of(count: int) -> str:
    """`line`, or the number of lines."""
    return "line" if count == 1 else f"{count} lines"


def write(line: str) -> str:
    """A hint that shows the whole line to write.

    >>> write("  title: 'a: b'")
    "write title: 'a: b'"
    """
    return f"write {line.strip()}"


def shown(hint: str) -> str:
    """The hint as it is shown: without the middle of a line that is too long to read."""
    if len(hint) <= WIDEST + len("write ") or not hint.startswith("write ") or hint.startswith("write `"):
        return hint
    mark = re.match(r"write ([\w-]+:|-) (['\"])", hint)
    if mark:
        return (
            f"write `{mark[1]}`, and after it the whole value in {'single' if mark[2] == chr(39) else 'double'} quotes"
        )
    return f"{hint[: WIDEST // 2]} ... {hint[-WIDEST // 4 :]}"


FIELD = regex(r"(?P<before>\s*(?:- +)*)(?P<name>[^\s:'\"{}\[\],#][^:'\"{}\[\],]*): +(?P<value>\S.*?)\s*$")
ITEM = regex(r"(?P<before>\s*(?:- +)+)(?P<value>\S.*?)\s*$")


def with_quotes(block: Block, number: int) -> str:
    """A hint: the line `field: value` or `- value` with its value in quotes; for a text of several lines, `>-`."""
    line = block.lines[number]
    found = FIELD.match(line) or ITEM.match(line)
    following = block.lines[number + 1 : number + 2]
    if not number and following and re.match(r" +[^\s-]", following[0]):
        quotes = " without the quotes around it," if re.search(r": *['\"]", line) else ""
        return f"write `{block.meant}: >-`, and the text{quotes} on the lines below, indented by two spaces"
    if not found:
        return "put the value in single quotes: 'value'"
    if len(line) > WIDEST and not found["before"] and "name" in found.groupdict():
        hint = below(block.meant if not number else found["name"])
        return (
            hint.replace("the text", "the text without the quotes around it,") if found["value"][0] in "'\"" else hint
        )
    return write(line[: found.start("value")] + quoted(_inside(found["value"])))


def below(name: str) -> str:
    return f"write `{name}: >-`, and the text on the lines below, indented by two spaces"


def _inside(value: str) -> str:
    """The text between the quotes around a value; the value itself if they belong to parts of it."""
    doubled = re.fullmatch(r"(''|``|\"\")([^'\"`]+)(''|\"\")[,;.]?", value)  # as LaTeX and spreadsheets have them
    if doubled:
        return doubled[2]
    whole = re.fullmatch(r"(['\"])(.*)\1,?", value)
    is_two_parts = whole and re.search(rf"(?<=\S){whole[1]}(?=\W|$)", whole[2].partition(f" {whole[1]}")[0])
    return whole[2] if whole and not is_two_parts else value
