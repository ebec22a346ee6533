"""Ids and repositories in the addresses that lists and other programs give."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import unquote, urlsplit

from pydantic import TypeAdapter, ValidationError

from ..model.values import AclId, ArxivId, Doi, Openreview, PmlrId, Url
from ..patterns import regex

_ARXIV = r"(\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?/\d{7})(?!\d)"
_DOI = r"(10\.\d{4,9}/[^\s?#\"<>]+)"
# The field of each id, and how to find the id in an address or in a text such as `arXiv:1903.00010`.
_IDS = tuple(
    (name, regex("(?i)" + pattern))
    for name, pattern in (
        ("arxiv", r"\b10\.48550/arxiv\." + _ARXIV),
        ("arxiv", r"arxiv\.org/(?:abs|pdf|html|format|ps|e-print|src)/" + _ARXIV),
        ("arxiv", r"(?:ar5iv[\w.]*/(?:html|abs)|alphaxiv\.org/\w+|scirate\.com/arxiv|(?:huggingface\.co|hf\.co)/papers"
                  r"|semanticscholar\.org/arxiv|arxiv-vanity\.com/papers|papers\.cool/arxiv)/" + _ARXIV),
        ("arxiv", r"\barxiv\s*:\s*" + _ARXIV),
        ("openreview", r"openreview\.net/\w+\?(?:\S*&)?(?:note)?id=([\w-]+)"),
        ("acl", r"aclanthology\.org/(?:anthology/)?([a-z]?\d[\w.-]*?)(?:\.pdf|\.bib)?/?(?:[?#].*)?$"),
        ("acl", r"aclweb\.org/anthology/(?:papers/\w/\w+/)?([a-z]\d\d-\d{4})(?:\.pdf)?/?$"),
        ("pmlr", r"proceedings\.mlr\.press/(v\d+/[\w-]+?)(?:\.html|/[\w.-]+\.pdf)?/?(?:#.*)?$"),
        ("doi", r"\bdoi\.org/" + _DOI),
        ("doi", r"(?:bio|med)rxiv\.org/content/(10\.\d{4,9}/[\d.]+?)(?:v\d+)?(?:[./][a-z].*)?$"),
        ("doi", r"academic\.oup\.com/\S*/doi/(10\.\d{4,9}/[^\s?#]+?)(?:/\d{5,})?$"),
        ("doi", r"(?:plos\.org/\S*[?&]id=|/articles?/)" + _DOI),
        ("doi", r"/doi/(?:abs/|pdf/|pdfdirect/|full/|epdf/|fullHtml/)?" + _DOI),
        ("doi", r"link\.springer\.com/(?:article|chapter|content/pdf)/" + _DOI),
        ("doi", r"^\s*(?:doi\s*:\s*)?" + _DOI + r"\s*$"),
    )
)  # fmt: skip
_TYPES: Mapping[str, TypeAdapter[str]] = {
    name: TypeAdapter(kind)
    for name, kind in (("arxiv", ArxivId), ("doi", Doi), ("openreview", Openreview), ("acl", AclId), ("pmlr", PmlrId))
}
_URL: TypeAdapter[str] = TypeAdapter(Url)
_REPOSITORY = regex(
    r"(?i)https?://(?:www\.)?(github\.com|gitlab\.com|codeberg\.org|bitbucket\.org|git\.sr\.ht)/(~?[\w.-]+)/([\w.-]+)(.*)"
)
_FOLDER = regex(r"(?:/-)?/(?:tree|blob|src)/[^/]+/.")  # below a branch: the branch alone is the repository
_HUB = regex(r"(?i)https?://(?:www\.)?(?:huggingface\.co|hf\.co)/(datasets/)?([\w.-]+)/([\w.-]+)")
# fmt: off
_NO_OWNER = frozenset((
    *("about", "apps", "blog", "blogs", "collections", "datasets", "docs", "enterprise", "explore", "features"),
    *("learn", "marketplace", "orgs", "papers", "posts", "search", "settings", "spaces", "sponsors", "tasks"),
    *("topics", "user-attachments"),
))
# fmt: on


def ids_in(text: str) -> dict[str, str]:
    """The id in an address or in a text, by the name of its field; nothing if there is none.

    >>> ids_in("https://arxiv.org/pdf/1903.00010v2.pdf"), ids_in("https://openreview.net/pdf?id=0uI5415ry7")
    ({'arxiv': '1903.00010'}, {'openreview': '0uI5415ry7'})
    """
    for name, pattern in _IDS:
        found = pattern.search(unquote(text) if name == "doi" else text)
        if found:
            value = found[1].rstrip(".,;") if name != "doi" else _tidy_doi(found[1])
            if is_valid(name, value):
                return {name: value}
    return {}


def _tidy_doi(text: str) -> str:
    text = text.rstrip(".,;")
    if text.endswith(")") and text.count("(") < text.count(")"):
        text = text[:-1]
    return regex(r"(?:\.pdf|/full|/abstract|/pdf)$").sub("", text)


def is_valid(name: str, value: str) -> bool:
    """Whether a text can be the value of a field with an id."""
    try:
        _TYPES[name].validate_python(value)
    except ValidationError:
        return False
    return True


def address_in(text: str) -> str:
    """The text as an address; "" if it is none.

    >>> address_in("www.example.org/a"), address_in("#papers"), address_in("mailto:a@example.org")
    ('https://www.example.org/a', '', '')
    """
    text = text.strip().strip("<>")
    if text.startswith("//"):
        text = f"https:{text}"
    elif text.lower().startswith("www."):
        text = f"https://{text}"
    try:
        return _URL.validate_python(text.replace(" ", "%20"))
    except ValidationError:
        return ""


def repository_in(address: str) -> str:
    """The address as that of a repository, or of a folder in one; "" if it leads to no repository.

    >>> repository_in("https://github.com/ada/clock/tree/main"), repository_in("https://github.com/ada")
    ('https://github.com/ada/clock', '')
    """
    if found := _REPOSITORY.match(address):
        name, rest = found[3].removesuffix(".git"), found[4].partition("#")[0].partition("?")[0]
        if found[2].lower() in _NO_OWNER or not name:
            return ""
        folder = rest.rstrip("/") if _FOLDER.match(rest) and not rest.lower().endswith("readme.md") else ""
        return f"https://{found[1].lower()}/{found[2]}/{name}{folder}"
    found = _HUB.match(address)
    if found and found[2].lower() not in _NO_OWNER:
        return f"https://huggingface.co/{found[1] or ''}{found[2]}/{found[3]}"
    return ""


def host_of(address: str) -> str:
    """The host of an address, without `www.`.

    >>> host_of("https://www.example.org/a")
    'example.org'
    """
    return (urlsplit(address).hostname or "").removeprefix("www.")
