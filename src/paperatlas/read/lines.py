"""One line `name: value` as it should be: without the marks of other formats, and with quotes only if it needs them."""

from __future__ import annotations

import re

import yaml

from ..latex import with_letters
from ..patterns import regex
from .hints import quoted
from .names import SHAPES

_PAIRS = {'"': '"', "'": "'", "“": "”", "„": "“", "‘": "’", "«": "»", "`": "`", "{": "}"}
_GROUP = regex(r"\{\s*['\"]?[\w-]+['\"]?\s*[:=：](?!//)")


def is_group(value: str) -> bool:
    """Whether braces hold fields, as in `{name: ICML}`, and not a text, as in BibTeX."""
    return bool(_GROUP.match(value))


def plain_text(value: str) -> str:
    """The text without the marks that other programs put around it.

    >>> plain_text("{A {GPU} clock},"), plain_text("“A: b”"), plain_text("**A** b")
    ('A GPU clock', 'A: b', 'A b')
    """
    value = with_letters(value) if "\\" in value and "$" not in value else value
    before = ""
    while value != before:
        before = value = value.strip()
        if value[:1] in _PAIRS:
            value = value.rstrip(",; ")
        close = _PAIRS.get(value[:1])
        if close and len(value) > 1 and value.endswith((close, "”" if close == "“" else close)):
            inner = value[1:-1]
            if close == "}" or close not in inner:
                value = inner
        if re.fullmatch(r"<\S+>", value):
            value = value[1:-1]
        value = re.sub(r"^(\*\*|__|\*)(?=\S)(.+?)(?<=\S)\1", r"\2", value)
    return re.sub(r"[{}]", "", value) if "$" not in value and "\\" not in value else value


def as_value(text: str) -> str:
    """A text as a value of YAML, with quotes only if it needs them.

    >>> print(as_value("a b"), as_value("a: b"), as_value("[Re] a"))
    a b 'a: b' '[Re] a'
    """
    return text if _is_plain(f"x: {text}", text) else quoted(text)


def as_item(text: str) -> str:
    """The same in a list between brackets.

    >>> print(as_item("a b"), as_item("a, b"))
    a b 'a, b'
    """
    return text if _is_plain(f"x: [{text}]", text) else quoted(text)


def _is_plain(line: str, text: str) -> bool:
    try:
        node = yaml.compose(line, Loader=yaml.CSafeLoader)
    except yaml.YAMLError:
        return False
    value = node.value[0][1] if isinstance(node, yaml.MappingNode) else None
    value = value.value[0] if isinstance(value, yaml.SequenceNode) and len(value.value) == 1 else value
    return isinstance(value, yaml.ScalarNode) and value.value == text and not value.style


def field_line(name: str, value: str) -> str:
    """The line for a field, whose value is a text as another program writes it.

    >>> field_line("authors", "{Wu, Yuhuai and Rabe, Markus Norman}"), field_line("tags", "{memory, kNN}")
    ('authors: [Yuhuai Wu, Markus Norman Rabe]', 'tags: [memory, kNN]')
    """
    if value[:1] == "[" or (is_group(value) and SHAPES.get(name) != "text"):
        return f"{name}: {value.rstrip().rstrip(',;')}"
    text = plain_text(value)
    if SHAPES.get(name) == "list" and (value[:1] == "{" or " and " in text):
        items = names_in(text) if " and " in text else re.split(r"\s*,\s*", text)
        return f"{name}: [{', '.join(as_item(item) for item in items if item)}]"
    if name == "arxiv":
        return f'{name}: "{text}"'
    return f"{name}: {as_value(text)}"


def names_in(text: str) -> list[str]:
    """The names of a list as BibTeX writes it, each as `Given Family`."""
    found = []
    for name in re.split(r"\s+and\s+", text.strip()):
        family, comma, given = name.partition(", ")
        found.append(f"{given} {family}" if comma and ", " not in given else name)
    return found
