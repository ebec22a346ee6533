"""The form of a name: what does not belong into it, and the names that a contributor meant."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..patterns import regex
from ..people import SUFFIX, WhoIsWho, looks_like_a_team
from ..words import fold
from .meant import items_of
from .texts import cleaned

LETTER = regex(r"\w")
# Most names: two or three words. Titles and an initial at the end have other marks, or at most three letters.
PLAIN = regex(r"(?!Professor )[A-Z][a-z]{3,} (?:[A-Z][a-z]+ |[A-Z]\. )?[A-Z][a-z]{3,}")
# A name of usual words and initials, which has none of the faults below.
_FAULTLESS = regex(
    r"(?!.*\b(?:And|Et|Und|Dr|Prof|Professor|Mr|Mrs|Ms|Sc|Jr|Sr|Junior|Senior)\b)"
    r"[A-Z][a-z]+(?: [A-Z][a-z]+| [A-Z]\.){0,4} [A-Z][a-z]+"
)
_VOWEL = regex("[AEIOUY]|[^A-Z]")
ET_AL = regex(r"(?i)\bet\.? *al\b|^(and )?(\d+ )?others\b|^(\.\.\.|…)")
_OTHERS = regex(r"(?i)[\s,]*(\b(and|&)\s+)?(\bet\.? *al\b\.?|\b(\d+ )?others\b|\.\.\.|…)\s*$")
_TITLE = regex(
    r"\b(?:Dr|Prof|Professor|Mr|Mrs|Ms)\b\.? *|\b(?:Dipl\.-?Ing|Ing|Eng)\. *"
    r"|,? *\b(?:Ph\. ?D|PhD|[MB]\.? ?Sc)\b\.?|,? M\.?D\.?$"
)
_BRACKETS = regex(r"[(\[<{（].*?[)\]>}）]")
_FIELD = regex(r"(?:^|(?<=[\s,;]))([A-Za-z][\w-]*): ")
_JOINED = regex(r"^\s*(?:and\s+|und\s+|&\s*)(?=\S)")  # what is before the last name of a printed list
# What a name cannot hold, the first match counts: the id of the rule, what is there, and what to do.
_FAULTS = (
    (
        "author-markup",
        regex(r"[\\$~^{}]|&#?\w+;|</?\w+>"),
        "LaTeX or HTML",
    ),  # rules/texts.py finds the other marks
    ("author-field", _FIELD, "the name of a field"),
    ("author-email", regex(r"@"), "an e-mail address"),
    ("author-several", _JOINED, "an 'and' or '&' before it"),
    ("author-several", regex(r"(?i)\s(?:and|und|et)\s|[;&，、；]"), "several names"),
    ("author-title", _TITLE, "a title"),
    ("author-comma", regex(r","), "a comma"),
    ("author-brackets", regex(r"[()\[\]<>{}（）]"), "brackets"),
    ("author-marks", regex(r"(?<![ÂÃ])[\d*†‡§¶#²³¹⁰-⁹₀-₉∗＊⋆✱⁎♯✉]"), "a digit or a footnote mark"),
    ("author-quotes", regex(r"[“”„‟«»\"`]"), "quotation marks"),
    ("author-order", regex(r"^\w\w.* (?:[A-Z]\.-?)+$"), "an initial at the end"),
)
_LIST = "write each author as an item of the list: "
_FIRST = "write the given name first: "
_TEAM = "; for an organisation, set `organisation: true`"


@dataclass(frozen=True, slots=True)
class NameFault:
    """The rule that a name breaks, what is wrong, what to write, and the names that were meant, if they are clear."""

    rule: str
    message: str
    hint: str
    meant: tuple[str, ...] = ()

    @property
    def is_error(self) -> bool:
        return self.rule == "author-field"


def fault_of_name(author: str, who: WhoIsWho) -> NameFault | None:
    known = who.authors.get(who.spellings.get(author, author))
    if known and known.organisation:
        return None
    if looks_like_a_team(author) and not (known and known.family) and not _FAULTS[0][1].search(author):
        hint = (
            f"in authors.yml, write `{in_yaml(author)}: {{organisation: true}}`; for a person, give the `family` name"
        )
        return NameFault("unmarked-team", "looks like a team or an organisation", hint)
    if _FAULTLESS.fullmatch(author):
        return None
    bare = SUFFIX.sub("", author)
    for rule, pattern, what in _FAULTS:
        if pattern.search(bare):
            before, meant, after = _without(rule, bare, author[len(bare) :])
            is_list = before == _LIST
            hint = f"{before}{'[' * is_list}{', '.join(meant)}{']' * is_list}{after}"
            return NameFault(rule, f"has {what}", hint if meant else "write the name as printed on the paper", meant)
    return _of_wrong_case(author, bare, is_known=bool(known and known.family))


def _of_wrong_case(author: str, bare: str, *, is_known: bool) -> NameFault | None:
    words = re.findall(r"[^\W\d_]{2,}", bare)
    shouted = [word for word in words if word.isupper() and len(word) > 3 and _VOWEL.search(word)]
    if bare.isupper() and len(LETTER.findall(bare)) > 3:
        what, shouted = "is in all caps", words
    elif shouted and len(words) > 1:
        what = f"has a word in all caps, {shouted[0]}"
    else:
        shouted = []
    if shouted:
        clean = re.sub(r"[^\W\d_]+", lambda word: word[0].title() if word[0] in shouted else word[0], bare)
        clean += author[len(bare) :]
        hint = f"write {clean}; for an organisation, set `organisation: true` in authors.yml"
        return NameFault("shouted-author", what, hint, (clean,))
    if bare.islower() and not is_known:
        clean = bare.title()
        hint = f"write {clean}, or accept this if the author writes it so"
        return NameFault("lower-case-author", "is in lower case", hint, (clean,))
    return None


def in_yaml(name: str) -> str:
    """The name as the key of a record in authors.yml."""
    return name if re.fullmatch(r"[\w .'-]+", name) else f'"{name}"'


def _without(rule: str, name: str, suffix: str) -> tuple[str, tuple[str, ...], str]:
    """What to type instead: words before it, the names, and words after it."""
    if rule == "author-field":
        return "write ", tuple(_names_in_fields(name)), ""
    if rule in ("author-several", "author-comma"):
        name = _JOINED.sub("", name)
        name = _BRACKETS.sub(" ", name) if LETTER.search(_BRACKETS.sub(" ", name)) else name
    parts = [part.strip() for part in re.split(r"(?i)\s(?:and|und|et)\s|[;&,，、；]", name) if part.strip()]
    if len(parts) < 2 and rule in ("author-several", "author-comma"):  # the marks were in brackets, or around it
        return "write ", (" ".join((parts or [name])[0].split()) + suffix,), ""
    if rule == "author-order":
        return _FIRST, ("{1} {0}".format(*name.rsplit(" ", 1)),), ""
    if len(parts) == 3 and SUFFIX.search(f" {parts[1]}"):
        return _FIRST, (f"{parts[2]} {parts[0]}, {parts[1]}",), ""
    if rule == "author-several" or (rule == "author-comma" and (len(parts) > 2 or all(" " in part for part in parts))):
        return _LIST, tuple(items_of(name) if ", " in name else parts), ""
    if rule == "author-comma":
        return _FIRST, (" ".join(reversed(parts)) + suffix,), _TEAM
    if rule == "author-markup":
        clean = re.sub(r"[{}$\\^~]", " ", cleaned(name, "summary")[0])
    else:
        clean = re.sub(r"\S*@\S*", " ", _BRACKETS.sub(" ", name))
        clean = _TITLE.sub(" ", re.sub(r"[\d*†‡§¶#²³¹⁰-⁹₀-₉∗＊⋆✱⁎♯✉()\[\]<>{}“”„‟«»\"`]\.?", "", clean))
    clean = " ".join(unicodedata.normalize("NFC", clean).split()).strip(" ,") + suffix
    return "write ", (clean,) if LETTER.search(clean) else (), ""


# --- The names in a value of another shape ---

_WHOLE = frozenset({"name", "author", "full_name", "fullname", "display_name", "displayname", "literal"})
_GIVEN = ("first", "given", "first_name", "firstname", "given_name", "givenname", "forename")
_MIDDLE = ("middle", "middle_name", "middlename")
_FAMILY = ("last", "family", "surname", "last_name", "lastname", "family_name", "familyname")
_PARTS = frozenset((*_GIVEN, *_MIDDLE, *_FAMILY, "suffix", "particle", "von"))
_BESIDE = frozenset(
    {"affiliation", "affiliations", "email", "e-mail", "mail", "orcid", "url", "id", "authorid", "author_id", "role"}
    | {"institution", "homepage", "university", "organization", "organisation", "sequence", "position", "order"}
)
UNKNOWN = "..."  # an error until it is replaced


def _names_in_fields(text: str) -> list[str]:
    """The names in a text such as `first: Ann, last: Example`."""
    _, *pieces = _FIELD.split(text)
    values = dict(zip(pieces[::2], (piece.strip(" ,;") for piece in pieces[1::2]), strict=True))
    before = _FIELD.split(text)[0].strip(" ,;")
    found = [] if before or not values else [name for name in _names_in_group(values) if name != UNKNOWN]
    return found or ([before] if before else [])


def _names_in_group(group: dict[str, object]) -> Iterator[str]:
    """The names in a group of fields in place of a name, or of a list of them."""
    values = {re.sub(r"[\s-]", "_", str(key)).lower(): value for key, value in group.items()}
    whole = [value for key, value in values.items() if key in _WHOLE]
    if whole:
        yield from _names_in(whole)
    elif values.keys() & _PARTS:
        keys = (*_GIVEN, *_MIDDLE, "particle", "von", *_FAMILY, "suffix")
        yield " ".join(str(values[key]) for key in keys if isinstance(values.get(key), str)) or UNKNOWN
    elif values.keys() <= _BESIDE:
        yield UNKNOWN
    elif all(" " in str(key) for key in group):  # each name with something about it
        yield from map(str, group)
    else:
        inner = [value for key, value in values.items() if key not in _BESIDE]
        yield from _names_in([value for value in inner if isinstance(value, str | dict | list) and value])


def _names_in(value: object) -> Iterator[str]:
    """The names in a value of any shape, as they are written there."""
    if isinstance(value, str):
        items = items_of(value)
        yield from ([] if ";" in value else joined_names(items)) or items
    elif isinstance(value, dict):
        yield from _names_in_group(value)
    elif isinstance(value, list):
        texts = [item for item in value if isinstance(item, str)]
        if len(texts) == len(value) and (joined := joined_names(texts)):
            yield from joined
            return
        for item in value:
            yield from [item] if isinstance(item, str) else _names_in(item)


def names_meant(value: object, who: WhoIsWho) -> tuple[list[str], bool]:
    """The names in a value of any shape, each clean, and whether "et al." says that there are more."""
    found = list(_names_in(value))
    are_all = not any(ET_AL.search(name) for name in found if name != UNKNOWN)
    names = [name for one in found for name in ([one] if one == UNKNOWN else plain_names(one, who))]
    return list(dict.fromkeys(names)), are_all


def plain_names(text: str, who: WhoIsWho, depth: int = 6) -> list[str]:
    """The names in a text without all that does not belong to them.

    >>> plain_names("Dr. Wu Li* (Acme) et al.", WhoIsWho()), plain_names("BYRON, Ada", WhoIsWho())
    (['Wu Li'], ['Ada Byron'])
    """
    text = " ".join(_OTHERS.sub("", re.sub(r"[(（].*?[)）]", " ", text)).split()).strip(" ,;")
    if not LETTER.search(text) or ET_AL.search(text):
        return []
    fault = fault_of_name(text, who) if depth and not PLAIN.fullmatch(text) else None
    if fault and not fault.meant and fault.rule != "unmarked-team":  # nothing but an address
        return []
    if fault is None or fault.meant in ((), (text,)):
        return [text]
    return [name for one in fault.meant for name in plain_names(one, who, depth - 1)]


def joined_names(names: Sequence[str]) -> list[str]:
    """The names that a list without quotes has split at their commas: `[Byron, Ada, Li, Wu]`; [] if it has not.

    >>> joined_names(["Byron", "Ada King", "Li", "Wu"]), joined_names(["Byron", "Ada and Li", "Wu"])
    (['Ada King Byron', 'Wu Li'], ['Ada Byron', 'Wu Li'])
    >>> joined_names(["van der Waals", "Johannes D."]), joined_names(["Ada Byron", "Wu L."])
    (['Johannes D. van der Waals'], [])
    """
    whole = ", ".join(names)
    if re.search(r"\sand\s", whole) and re.fullmatch(r"[^,]+, [^,]+(\sand\s[^,]+, [^,]+)+", whole):
        return items_of(whole)
    families, givens = names[::2], names[1::2]
    if len(names) < 2 or len(names) % 2 or any(" " in family and not family[0].islower() for family in families):
        return []  # only a particle comes before a family name: van der Berg
    if not fold(whole).isascii() or re.search(r"[\d;&]|\sand\s", whole):
        return []  # in other scripts, a name may have one word
    # No family name ends with an initial: `Lucas D.`
    short = [given for given in givens if " " not in given or re.search(r"(?:^|[ .-])[A-Z]\.$", given)]
    if any(not re.search(r"[A-Za-z]", fold(family)) for family in families) or not (
        short if len(families) < 2 else len(short) * 2 >= len(givens)
    ):
        return []
    return [f"{given} {family}" for family, given in zip(families, givens, strict=True)]
