"""Marks in a text that belong to another program: HTML, LaTeX, BibTeX, wrong encodings, characters that do not show.

All are warnings, each with the clean text. An entry can accept them.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import Any

from ..latex import with_letters
from ..maths import FormulaError, mathml
from ..patterns import regex
from ..problems import Problem
from ..read import Record
from ..read.hints import quoted
from ..titles import parts
from .vocabulary import Vocabulary

Where = tuple[str | int, ...]

_TITLES = ("title", "arxiv_title", "short_name", "name")
_NAMES = ("authors", "arxiv_authors")
_TEXTS = frozenset(
    (
        *(*_TITLES, *_NAMES, "summary", "tldr", "asked", "awards"),
        *("reason", "how", "where", "why", "workshop", "task", "measures"),
    )
)
_PLAIN_LISTS = (*_NAMES, "tags", "fields")
_LONGEST_HINT = 160

# Only a text with one of these is looked at closely: most have none.
_SUSPECT = regex("[$&<{`\\\\\\[\n\t\u00ad\u180e\u200b-\u200f\u2060\ufeff\ufb00-\ufb06\ufffdÂ-Ñâ*]")
_MARK_AROUND = regex("^[“”„‘’«»＂\"'*_#=:>]|[,;.“”„‘’«»＂\"'*_]$")
_CURLY = regex("[“”„‟‘«]")
_CURLY_AROUND = regex("[“”„‟«]([^“”„‟«»]+)[“”‟»]|‘([^‘]+)’", re.DOTALL)
_NOT_QUOTED = ("name", "at", "summary", "tldr")  # and what methods have
_SIMPLE = regex(r"\w[\w ./?=-]*")  # needs no quotes in YAML
_MARKDOWN_AROUND = regex(r"^(?:\*([^*]+)\*|_([^_]+)_|#+ (.+?)(?: #+)?)$")
_ARXIV_ID = regex(r"^\s*\[(?:arXiv:)?(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?\]\s*")
_ENTITY = regex(r"&(?:#\d+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);")
_TAG = regex(
    r"(?i)</?(?:a|b|bold|br|code|div|em|font|i|inline-formula|italic|p|sc|scp|small|span|strong|sub|sup|tt|u"
    r"|(?:mml|jats):\w+)(?:\s+[\w:-]+\s*=[^<>]*)?\s*/?>"
)
_INVISIBLE = regex("[\u00ad\u180e\u200b\u200e\u200f\u2060\ufeff]|(?:^|(?<=[\x00-\u024f]))[\u200c\u200d]")
_LIGATURE = regex("[\ufb00-\ufb06]")
_LINES = regex(r"\s*[\n\t]\s*")
# UTF-8 that was read as Windows-1252: a letter such as Ã and the characters that 80 to BF are there.
_HIGH = "\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_HIGH_SIGN = "\u0080-\u00ba\u00bc-\u00bf€‚ƒ„†‡ˆ‰Š‹ŒŽ•˜™š›œžŸ"  # without quotes and dashes, which follow real letters
_MOJIBAKE = regex(f"[ÂÃ][{_HIGH}]|â[{_HIGH}]{{2}}|[ÄÅÎÏÐÑ][{_HIGH_SIGN}]|(?:[ÄÅÎÏÐÑ][{_HIGH}]){{2,}}")

_ESCAPED = regex(r"\\([&%#_$ ])")
_STYLED = regex(r"\\(?:emph|text(?:bf|it|md|normal|rm|sc|sf|sl|tt|up)?|mbox|uppercase)\s*\{([^{}]*)\}")
_QUOTED = regex(r"``(.*?)''")
_COMMAND = regex(r"\\[A-Za-z]+(?:\s*\{[^{}]*\})*")
_BRACED = regex(r"\{([^{},]*)\}")
_BRACED_NAME = regex(r"\{(\w*[A-Z][\w-]*)\}")


def clean_texts(record: Record, _: Vocabulary) -> Iterator[Problem]:
    for where, text in texts_of(record):
        name = name_at(where)
        if "\ufffd" in text:
            message = f"the {_noun(name)} contains a character that was lost when the file was saved"
            hint = "type it again, and save the file as UTF-8"
            yield record.problem("unclean-text", message, *where, hint=hint, severity="warning")
            continue
        clean, found = cleaned(text.strip(), name)
        if found:
            message = f"the {_noun(name)} contains {' and '.join(found)}"
            hint = f"write {clean}"
            if len(clean) > _LONGEST_HINT:
                hint = f"change this part so that it reads: {_shown(text.strip(), clean)}"
            if found == ["line breaks"] and len(where) == 1 and len(clean) > _LONGEST_HINT:
                hint = f"write `{name}: >-`, and the text on the lines below, all indented by two spaces"
            yield record.problem("unclean-text", message, *where, hint=hint, severity="warning")
        if name not in (*_TITLES, *_NAMES) and any(is_maths for _, is_maths in parts(text)):
            message = f"the {_noun(name)} contains a formula, which pages show as it is typed"
            hint = "say it in words; formulas belong to `methods`, and titles may have them"
            yield record.problem("formula-in-text", message, *where, hint=hint, severity="warning")


def no_curly_quotes_around(record: Record, _: Vocabulary) -> Iterator[Problem]:
    """Curly quotes around a whole value, which YAML takes as a part of it."""
    if record.text.isascii() or not _CURLY.search(record.text):
        return
    for where, text in _values(record.values, ()):
        name = name_at(where)
        around = _CURLY_AROUND.fullmatch(text.strip()) if name in _NOT_QUOTED or where[0] == "methods" else None
        if around:
            bare = (around[1] or around[2]).strip()
            hint = f"write {name}: {bare if _SIMPLE.fullmatch(bare) else quoted(bare)}"
            if len(bare) > _LONGEST_HINT:
                hint = f"remove them: {bare[:40]} … {bare[-40:]}"
            message = f"there are curly quotes around '{name}', and YAML takes them as a part of it"
            yield record.problem("unclean-text", message, *where, hint=hint, severity="warning")


def name_at(where: Where) -> str:
    """The field that a value belongs to."""
    return next(step for step in reversed(where) if isinstance(step, str))


def _values(value: object, where: Where) -> Iterator[tuple[Where, str]]:
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, (list, dict)):
        for step, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _values(item, (*where, step))


def _noun(name: str) -> str:
    """A field in the singular: `the author contains`."""
    return name.replace("_", " ").removesuffix("s") if name in ("awards", *_NAMES) else name.replace("_", " ")


def texts_of(record: Record) -> list[tuple[Where, str]]:
    """The texts of an entry that people read, with their places. `corrections` quote wrong values on purpose."""
    found: list[tuple[Where, str]] = []

    def look_into(value: object, where: Where, name: str) -> None:
        if isinstance(value, str):
            is_marked = "title" in name and _MARK_AROUND.search(value)
            if name in _TEXTS and ("  " in value or is_marked or _SUSPECT.search(value)):
                found.append((where, value))
        elif isinstance(value, list) and not (name in _PLAIN_LISTS and _is_clean(value)):
            for index, item in enumerate(value):
                look_into(item, (*where, index), name)
        elif isinstance(value, dict):
            for key, item in value.items():
                if key in _TEXTS or type(item) is not str:
                    look_into(item, (*where, key), key)

    look_into(record.values, (), "")
    return found


def _is_clean(items: list[Any]) -> bool:
    """Whether all items of a list are texts without a suspect, which one search shows."""
    try:
        whole = ", ".join(items)
    except TypeError:  # an item is no text
        return False
    return "  " not in whole and not _SUSPECT.search(whole)


def cleaned(text: str, name: str) -> tuple[str, list[str]]:
    r"""The text without foreign marks, and what was wrong with it, in words. Formulas stay as they are.

    >>> cleaned(r"[2406.00000] {M\"o}bius &amp; <i>Clocks</i> in $O(n^{2})$", "title")
    ('Möbius & Clocks in $O(n^{2})$', ['an arXiv id', 'HTML', 'LaTeX', 'braces'])
    """
    found: dict[str, None] = {}
    # rules/people.py looks for the others in names.
    steps = [
        (label, step) for label, step in _STEPS if name not in _NAMES or label not in ("HTML", "LaTeX", "line breaks")
    ]
    if name in _TITLES:
        steps.append(("double spaces", lambda text: re.sub("  +", " ", text)))
        steps = [("an arXiv id", lambda text: _ARXIV_ID.sub("", text)), *steps]
        steps += [("Markdown", _without_markdown), ("braces", _unbraced)]
        steps.append(("LaTeX", lambda text: _COMMAND.sub(lambda command: f"${command[0]}$", text)))
    elif name not in _NAMES:
        steps += [("Markdown", _without_markdown), ("braces", lambda text: _BRACED_NAME.sub(r"\1", text))]
    done = ""
    for part, is_maths in parts(text):
        if is_maths:
            done += f"${part}$"
            continue
        for label, step in steps:
            after = step(part)
            if after != part:
                found[label] = None
                part = after
        done += part
    if name in _TITLES and (bare := _MARKDOWN_AROUND.sub(_inner, done)) != done:
        done = bare
        found["Markdown"] = None
    if name in ("title", "arxiv_title") and (bare := _without_marks_around(done)) != done:
        return bare, [*found, "quotes around it or a mark at its end"]
    return done, list(found)


def _inner(around: re.Match[str]) -> str:
    return around[1] or around[2] or around[3]


def _unbraced(text: str) -> str:
    while (after := _BRACED.sub(r"\1", text)) != text:
        text = after
    return text


def _without_html(text: str) -> str:
    return _TAG.sub("", _ENTITY.sub(lambda entity: html.unescape(entity[0]), text))


def _without_latex(text: str) -> str:
    return _QUOTED.sub(r"“\1”", _ESCAPED.sub(r"\1", _STYLED.sub(r"\1", with_letters(text))))


def _without_markdown(text: str) -> str:
    text = re.sub(r"\[([^\]]+)\]\(https?:[^)\s]+\)", r"\1", text)
    return re.sub(r"(?<![\w*])\*\*([^*]+)\*\*|`([^`]+)`|\\cite\w*\{[^}]*\}", lambda one: one[1] or one[2] or "", text)


def _quoted_part(quotes: re.Match[str]) -> str:
    return next((part for part in quotes.groups() if part), "")


_AROUND = regex(r"^(?:[“”„＂]([^“”„＂]*)[“”＂]|\"([^\"]*)\"|[‘’]([^‘’]*)[‘’]|'([^']*)'|«([^«»]*)»)$")
_PARTNERS = (("“", "”"), ("‘", "’"), ("«", "»"), ('"', '"'), ("'", "'"), ("＂", "＂"))


def _without_marks_around(text: str) -> str:
    before = ""
    while text != before:
        before = text
        text = _AROUND.sub(_quoted_part, re.sub(r"^[=:>]+\s+", "", text)).strip()
        text = re.sub(r"(?<=[^\W\d]{4})[,;]$|(?<=[a-z]{4})\.$|(?<=[“”‘’«»＂\"'])[,;.]$", "", text)
        for left, right in _PARTNERS:  # one quotation mark without the other
            is_alone = text.count(left) + text.count(right) * (left != right) == 1
            if is_alone and text.startswith(left):
                text = text[1:].lstrip()
            elif is_alone and text.endswith(right) and right != "’":  # an apostrophe may end a title
                text = text[:-1].rstrip()
    return text


def _reencoded(text: str) -> str:
    return _MOJIBAKE.sub(_decoded, text)


def _decoded(found: re.Match[str]) -> str:
    # Five bytes have no character in Windows-1252; programs keep them as control characters.
    codes = b"".join(char.encode("latin-1" if "\x7f" < char < "\xa0" else "cp1252") for char in found[0])
    try:
        return codes.decode()
    except UnicodeDecodeError:
        return found[0]


_STEPS: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("letters in a wrong encoding", _reencoded),
    ("HTML", _without_html),
    ("LaTeX", _without_latex),
    ("characters that do not show", lambda text: _INVISIBLE.sub("", text)),
    ("ligatures", lambda text: _LIGATURE.sub(lambda one: unicodedata.normalize("NFKC", one[0]), text)),
    ("line breaks", lambda text: _LINES.sub(" ", text)),
)


def _shown(text: str, clean: str) -> str:
    """The clean text; of a long one, the place of the first change."""
    if len(clean) <= _LONGEST_HINT:
        return clean
    at = next((index for index, (a, b) in enumerate(zip(text, clean, strict=False)) if a != b), len(clean))
    start = max(0, clean.rfind(" ", 0, max(0, at - 20)) + 1)
    return f"… {clean[start : at + 40]} …"


def titles_in_sentences(record: Record, _: Vocabulary) -> Iterator[Problem]:
    """A title neither in capitals nor in lower case."""
    for name in ("title", "arxiv_title"):
        title = "".join(part for part, is_maths in parts(record.get(name)) if not is_maths)
        words = re.findall(r"[^\W\d_]{2,}", title)
        if len(words) < 2 or sum(map(len, words)) < 10:
            continue
        if title.isupper() or title.islower():
            message = f"the {name.replace('_', ' ')} is all in {'capitals' if title.isupper() else 'lower case'}"
            hint = f"write it as the paper's own page does, such as: {_in_title_case(record.get(name))}"
            yield record.problem("title-case", message, name, hint=hint, severity="warning")


_SMALL = frozenset(re.findall(r"\w+", "a an and as at by for from in of on or the to via with"))


def _in_title_case(title: str) -> str:
    """A guess at how the title is printed.

    >>> _in_title_case("CLOCKS OF SAND: A STUDY OF $O(n)$")
    'Clocks of Sand: A Study of $O(n)$'
    """

    def written(text: str) -> str:
        return re.sub(
            r"(^\W*|: )?([^\W_]+)",
            lambda one: (
                (one[1] or "")
                + (one[2].lower() if one[1] is None and one[2].lower() in _SMALL else one[2].capitalize())
            ),
            text,
        )

    return "".join(f"${part}$" if is_maths else written(part) for part, is_maths in parts(title))


def title_formulas_convert(record: Record, _: Vocabulary) -> Iterator[Problem]:
    for name in ("title", "arxiv_title"):
        offset = 0
        for part, is_maths in parts(record.get(name)):
            doubled = re.search(r"\\\\[A-Za-z]{2}", part) if is_maths else None
            if doubled:
                message = "a formula in the title has two backslashes"
                right = record.get(name).replace("\\\\", "\\")
                hint = f"in single quotes, write {quoted(right)}"
                yield record.problem("bad-formula", message, name, offset=offset + 1 + doubled.start(), hint=hint)
            elif is_maths:
                try:
                    mathml(part)
                except FormulaError as error:
                    message = f"the formula ${part}$ of the title cannot be read: {error}"
                    yield record.problem("bad-formula", message, name, offset=offset + 1 + error.offset)
                offset += 2
            offset += len(part)
