"""The title, the place, the date and the authors in an item of a list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from urllib.parse import parse_qs, unquote, urlsplit

from ..patterns import regex
from ..rules.meant import year_in
from .ids import ids_in, repository_in
from .marks import Block, Piece, one_line

# fmt: off
_GENERIC = frozenset((
    *("abs", "abstract", "acl", "and", "appendix", "article", "arxiv", "bib", "bibtex", "bilibili", "blog"),
    *("blogpost", "by", "chapter", "checkpoint", "checkpoints", "citation", "citations", "cite", "code"),
    *("codes", "colab", "data", "dataset", "datasets", "demo", "docs", "documentation", "doi", "download"),
    *("face", "forum", "full", "github", "gitlab", "here", "hf", "home", "homepage", "html", "hugging"),
    *("huggingface", "implementation", "implementations", "jax", "keras", "link", "links", "medium", "model"),
    *("models", "new", "notebook", "of", "official", "openreview", "page", "paper", "papers", "pdf", "pmlr"),
    *("post", "poster", "project", "pytorch", "read", "repo", "report", "repository", "review", "reviews"),
    *("site", "slide", "slides", "slideslive", "source", "star", "stars", "supp", "supplementary", "talk"),
    *("technical", "tensorflow", "text", "the", "thread", "tweet", "twitter", "unofficial", "url", "v"),
    *("version", "video", "watch", "web", "webpage", "website", "weights", "youtube", "zhihu"),
))
_MONTH = (r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
          r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?")
# fmt: on
_YEAR = r"(?:(?:19|20)\d\d|['’‘]\d\d)"
_HAS_YEAR = regex(rf"(?<!\d){_YEAR}(?!\d)|[A-Z]{{4,}}[\s-]?\d\d(?!\d)")
_NOT_PUBLISHED = regex(r"(?i)\b(?:reject\w*|submi\w+|under review|withdrawn)\b")
_DATE = regex(
    rf"(?i)^\W*(?:(?:arxiv|preprint|corr)\W+)?(?:{_MONTH}[\s,]*)?(?:\d{{1,2}}(?:st|nd|rd|th)?[\s,]+)?(?:{_MONTH}[\s,]*)?"
    r"(?:19|20)\d\d(?:[-./]\d{1,2}){0,2}\W*$"
)
_ROUND = (
    r"(?:oral|spotlight|poster|findings|workshops?|main|outstanding|best paper|highlight|notable|award|honou?rable)"
)
_VENUE_LIKE = regex(
    rf"^\W*(?:in\s+)?(?:(?i:arxiv|preprint|corr|[a-z][a-z&+/-]*)(?i:[\s,@-]+{_ROUND})*[\s,@(.-]*{_YEAR}|[A-Z]{{4,}}[\s-]?\d\d)"
    rf"(?:[-./]\d{{1,2}})?\)?(?i:[\s,(-]+{_ROUND}\b)*\W*$"
)
_ACRONYM = regex(rf"(?<![\w-])((?:[A-Z][\w&-]*)?[A-Z]{{2,}}[\w&-]*|NeurIPS|Interspeech)[\s,@]*({_YEAR})(?!\d)")
_GROUP = regex(r"[(\[（【]([^()\[\]（）【】]{2,120})[)\]）】]")
_QUOTED = regex(r"[\"“]([^\"“”]{12,}?)[,.]?[\"”]")
_NUMBER = regex(r"^\s*(?:\(?\d{1,3}[.)]\s+|[-–—•*▪✅⭐🔥]+\s*)")
_PARTICLES = frozenset({"de", "van", "von", "der", "den", "la", "le", "da", "di", "al", "el", "bin", "dos", "del"})
_SAID = regex(r"(?i)\s*(?:by|authors?\s*:)\s+")
_YEAR_AT_END = regex(rf"{_YEAR}\W*$")
_BETWEEN_NAMES = regex(r"\s*(?:,|;|&|\band\b)\s*")
_NO_NAME = regex(r"(?i)\b(?:the|of|for|with|in|on|to|via|a|an|is|are|at|by|et al|university|learning|models?|networks?"
                 r"|transformers?|paper|conference|proceedings)\b|\d")  # fmt: skip
# The end of what may be a list of names: not the dot of an initial, nor the end of a line after a comma.
_SENTENCE = regex(r"(?<![A-Z])(?<!\b[JS]r)\.\s|(?<!,)\n|[\0|()\[\]:]|\s[–—-]\s")
_LEADING = regex(r"^\s*[(\[（【][^()\[\]]*(?:(?i:arxiv)|\d\d)[^()\[\]]*[)\]）】]\s*(?=\S)")
_COLUMNS = {
    "title": regex(r"(?i)\b(?:title|paper|name|publication|work|library|dataset|benchmark|project|model|method)s?\b"),
    "when": regex(
        r"(?i)\b(?:venue|conference|journal|publisher|published|year|date|where|when|pub|source|booktitle)\b"
    ),
    "authors": regex(r"(?i)\bauthors?\b"),
}


def is_label(text: str) -> bool:
    """Whether a text says what a link leads to, and not what a paper is called.

    >>> is_label("Official Code"), is_label("[PDF]"), is_label("Code Llama")
    (True, True, False)
    """
    words = re.findall(r"[^\W\d_]+", text.lower())
    return not words or all(word in _GENERIC for word in words)


def is_when(text: str) -> bool:
    """Whether a text is a place and a year, or a date.

    >>> is_when("ICLR 2024"), is_when("[NeurIPS'23 Oral]"), is_when("May 2023"), is_when("Clocks of 2020 gardens")
    (True, True, True, False)
    """
    return len(text) < 60 and bool(_VENUE_LIKE.match(text) or _DATE.match(text))


def _is_title(text: str) -> bool:
    is_long = len(re.findall(r"[^\W_]", text)) > 1 and re.search(r"[^\W\d_]", text)
    return bool(is_long) and not (is_label(text) or is_when(text) or text.startswith("http"))


def clean_title(text: str) -> str:
    """The title without numbers of items, quotation marks around it and a full stop.

    >>> clean_title("1. “Clocks of Sand.”"), clean_title("Do clocks sleep?")
    ('Clocks of Sand', 'Do clocks sleep?')
    """
    text = one_line([_LEADING.sub("", _NUMBER.sub("", text.replace("\u200b", "")))])
    before = ""
    while text != before:
        before = text
        text = text.strip(" ,;:–—-|\t")
        if text[:1] in "\"“'‘「«" and text[-1:] in "\"”'’」»" and len(text) > 2:
            text = text[1:-1]
        if text.endswith(".") and not text.endswith(("...", " al.", "Inc.", "No. 5 (A Little Bit Of...).")):
            text = text[:-1]
    return text


def title_of(block: Block) -> str:
    """The title in an item or a row; "" if there is none."""
    for name, pieces in block.cells:
        if _COLUMNS["title"].search(name) and (title := _in_cell(block, pieces)):
            return title
    bold = [text for text in map(clean_title, _runs(block.pieces, "is_bold")) if _is_title(text)]
    labels = [(clean_title(piece.text), piece) for piece in block.links if not piece.image]
    titles = [text for text, piece in labels if _is_title(text) and not piece.link.startswith("#")]
    papers = [text for text, piece in labels if _is_title(text) and _is_of_paper(piece)]
    best = max(bold, key=len, default="")
    label = max(papers or titles, key=len, default="")
    if best and label and label != best:
        return label if len(best.split()) < 3 <= len(label.split()) else best
    if best:
        return _with_rest(block, best) if any(map(_is_of_paper, block.links)) else best
    if label:
        return label
    plain = "".join("\0" if piece.link else piece.text for piece in block.pieces if piece.link or not piece.image)
    if quoted := _QUOTED.search(plain):
        return clean_title(quoted[1])
    italic = [text for text in map(clean_title, _runs(block.pieces, "is_italic")) if _is_title(text) and " " in text]
    if italic and not authors_in(italic[0]):
        return italic[0]
    return _in_text(plain)


def _in_cell(block: Block, pieces: list[Piece]) -> str:
    if any(piece.link or piece.is_bold for piece in pieces):
        return title_of(replace(block, pieces=pieces, cells=[]))
    text = clean_title("".join(piece.text for piece in pieces))
    return text if _is_title(text) else ""


def _is_of_paper(piece: Piece) -> bool:
    return bool(ids_in(piece.link)) or piece.link.lower().partition("?")[0].endswith(".pdf")


def _runs(pieces: Sequence[Piece], style: str) -> Iterator[str]:
    """The texts in bold, or in italics."""
    for is_styled, run in groupby(pieces, key=lambda piece: bool(getattr(piece, style))):
        if is_styled:
            yield one_line(piece.text for piece in run if not piece.image)


def _with_rest(block: Block, title: str) -> str:
    """The title with what follows a short name in bold: `**Sundials**: Clocks Without Gears`."""
    if len(title.split()) > 2:
        return title
    after = one_line(piece.text for piece in block.pieces if not piece.link).partition(title)[2]
    rest = re.match(r"\s*:\s*([^.([\n]+?)\s*(?:[.([]|$)", after)
    words = re.findall(r"[^\W\d_]{4,}", rest[1]) if rest else []
    is_title = len(words) > 1 and sum(word[0].isupper() for word in words) > 0.7 * len(words)
    return f"{title}: {clean_title(rest[1])}" if rest and is_title else title


def _in_text(plain: str) -> str:
    """The title in a text without marks: the first sentence before the first link, or else after it."""
    for part in plain.split("\0"):
        text = _GROUP.sub(lambda group: " " if is_when(group[1]) or is_label(group[1]) else group[0], part)
        text = re.split(
            r"\.\s|\s[|–—]\s|\s-\s|\n|\s[(\[](?=[^()\[\]]*$)|[(\[]\s*$|,\s(?=[A-Z]\w+ et al)", text.strip()
        )[0]
        title = clean_title(re.sub(r"[(\[]\W*$|^\W*[)\]]", "", text))
        if _is_title(title) and (len(title.split()) > 1 or len(title) > 3):
            return title
    return ""


def rest_of(block: Block, title: str) -> str:
    """The text of an item without its title and its links."""
    text = one_line(piece.text for piece in block.pieces if not piece.link and not piece.image)
    return text.replace(title, " ", 1) if title else text


def badge_text(piece: Piece) -> str:
    """The text on a badge of shields.io: `https://img.shields.io/badge/ICLR-2024-blue`; else the text of the picture.

    >>> badge_text(Piece("", 1, image="https://img.shields.io/badge/arXiv-1903.00010-b31b1b.svg"))
    'arXiv:1903.00010'
    """
    address = urlsplit(piece.image)
    if not address.netloc.endswith("shields.io"):
        return piece.text
    query = parse_qs(address.query)
    if message := query.get("message"):
        parts = [query.get("label", [""])[0], message[0]]
    else:
        path = unquote(address.path).partition("/badge/")[2].replace("--", "\0").replace("__", "\1")
        parts = [part.replace("_", " ").replace("\0", "-").replace("\1", "_").strip() for part in path.split("-")[:-1]]
    parts = [part for part in parts if part]
    joiner = ":" if parts and parts[0].lower() == "arxiv" else " "
    return joiner.join(parts) or piece.text


def starred_repository(piece: Piece) -> str:
    """The repository whose stars a badge counts; "" if it is another picture."""
    found = re.search(r"shields\.io/github/(?:stars|last-commit|license|forks)/([\w.-]+/[\w.-]+?)(?:\.svg)?(?:[?#/]|$)",
                      piece.image)  # fmt: skip
    return f"https://github.com/{found[1]}" if found else ""


def times_of(block: Block, title: str) -> list[str]:
    """The texts of an item that say where and when it was published, the clearest first."""
    columns = [one_line(piece.text for piece in pieces) for name, pieces in block.cells
               if _COLUMNS["when"].search(name) and not _COLUMNS["title"].search(name)]  # fmt: skip
    rest = rest_of(block, title)
    groups = [text for text in _GROUP.findall(rest) if len(text) < 80]
    labels = [badge_text(piece) if piece.image else piece.text for piece in block.pieces
              if (piece.link or piece.image) and not repository_in(piece.link)]  # fmt: skip
    bold = [text for text in _runs(block.pieces, "is_bold") if text != title]
    free = [" ".join(found.groups()) for found in _ACRONYM.finditer(_GROUP.sub(" ", rest))]
    joined = (
        [" ".join(columns)] if len(columns) > 1 and not any(year_in(text) and is_when(text) for text in columns) else []
    )
    clear = [text.strip(" []()") for text in (*labels, *bold) if is_when(text.strip())]
    texts = dict.fromkeys([*joined, *columns, *groups, *clear, *free])
    return [text for text in texts if _HAS_YEAR.search(text) and not _NOT_PUBLISHED.search(text)]


def authors_in(text: str) -> list[str]:
    """The names in a list of names; [] if the text may be something else, or does not name all.

    >>> authors_in("by Ada Byron, J. van der Berg and Chen Wei"), authors_in("Ada Byron et al.")
    (['Ada Byron', 'J. van der Berg', 'Chen Wei'], [])
    """
    is_said = _SAID.match(text)
    text = text[is_said.end() :] if is_said else text
    names = [name.strip(" .*†‡") for name in _BETWEEN_NAMES.split(text.strip(" .*()")) if name.strip()]
    while names and is_when(names[-1]):  # Ada Byron, Chen Wei, JOC 2019
        names.pop()
    are_all = not text.rstrip().endswith((",", "...")) and len(set(names)) == len(names)
    return names if names and are_all and all(map(_is_name, names)) and (is_said or len(names) > 2) else []


def _is_name(text: str) -> bool:
    """Whether a text can be the name of a person: two to five words, each with a capital or a particle."""
    words = text.split()
    is_short = 1 < len(words) < 6 and not _NO_NAME.search(text)
    return is_short and all(word in _PARTICLES or (word[0].isupper() and not word.isupper()) or
                            re.fullmatch(r"(?:\w\.-?)+|[A-Z]", word) for word in words)  # fmt: skip


def authors_of(block: Block, title: str) -> list[str]:
    """All authors, if an item or a row names them: in a column, in italics, after `by`, or as sure names."""
    for name, pieces in block.cells:
        if _COLUMNS["authors"].search(name):
            return authors_in("by " + one_line(piece.text for piece in pieces))
    for text in _runs(block.pieces, "is_italic"):
        if text != title and (names := authors_in(text)):
            return names
    for text in _SENTENCE.split("\0".join(piece.text for piece in block.pieces if not piece.link)):
        names = authors_in(one_line([text])) if text.strip() != title else []
        # Keywords with capitals look like names of two words.
        is_sure = _SAID.match(text) or _YEAR_AT_END.search(text) or re.search(r"\b\w\.", text)
        if names and (is_sure or not "".join(names).isascii()):
            return names
    return []
