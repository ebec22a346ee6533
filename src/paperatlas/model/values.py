"""The kinds of text that a field may hold: ids, dates, URLs. Each error says what was expected.

The type of an error is the id of a rule, so it is reported like the error of any other rule.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
ARXIV = re.compile(r"(\d\d)(\d\d)\.\d{4,5}", re.ASCII)
ARXIV_OLD = re.compile(r"[a-z-]+(\.[A-Z]{2})?/\d{7}")
_FIELD_NAME = re.compile(r"[a-z][a-z0-9_-]*")
_DOI = re.compile(r"10\.[0-9]{4,9}/[^\s\"\\]+")
_NOT_IN_URL = re.compile(r"[\s\"<>\\^`{|}]")
_DATE = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d))?", re.ASCII)
_YEAR = re.compile(r"[0-9]{4}")


def _reject(rule: str, message: str) -> PydanticCustomError:
    return PydanticCustomError(rule, "{message}", {"message": message})


def _key(text: str) -> str:
    if len(text) > 100:  # it becomes the name of a folder
        raise _reject("bad-key", f"the key has {len(text)} characters; the limit is 100")
    if not KEY.fullmatch(text):
        raise _reject("bad-key", f"'{text}' is not a key; use lower-case letters and digits, joined by single hyphens")
    return text


def _field_name(text: str) -> str:
    if not _FIELD_NAME.fullmatch(text) or text in ("key", "name", "where"):
        expected = "a lower-case word other than key, name and where"
        raise _reject("bad-field-name", f"'{text}' cannot be the name of a method field; use {expected}")
    return text


def _arxiv(text: str) -> str:
    found = ARXIV.fullmatch(text)
    if not found:
        old = " (ids from before April 2007 are not supported)" if ARXIV_OLD.fullmatch(text) else ""
        raise _reject("bad-arxiv", f"'{text}' is not an arXiv id; write one such as 2312.06635, without version{old}")
    if not 1 <= int(found[2]) <= 12:
        raise _reject("bad-arxiv", f"the arXiv id '{text}' has month {found[2]}; months are 01 to 12")
    if found[1] + found[2] < "0704":
        raise _reject("bad-arxiv", f"the arXiv id '{text}' is before 0704, when ids of this form began")
    return text


def _doi(text: str) -> str:
    if not _DOI.fullmatch(text):
        raise _reject(
            "bad-doi",
            f"'{text}' is not a DOI; write one such as 10.18653/v1/2024.acl-long.518, without https://doi.org/",
        )
    return text


def _url(text: str) -> str:
    try:
        parts = urlsplit(text)
        host, user = parts.hostname, parts.username
        _ = parts.port
    except ValueError as error:
        raise _reject("bad-url", f"'{text}' is not a URL: {error}") from None
    if parts.scheme not in ("http", "https"):
        raise _reject("bad-url", f"'{text}' is not a URL: it must start with https:// or http://")
    if not host or _NOT_IN_URL.search(text):
        raise _reject("bad-url", f"'{text}' is not a URL: percent-encode spaces, quotes and brackets")
    if user is not None or parts.password is not None:
        raise _reject("bad-url", f"the URL of '{host}' contains a user name or password; remove them")
    return text


def _date(text: str) -> str:
    found = _DATE.fullmatch(text)
    try:
        if not found:
            raise ValueError
        date(int(found[1]), int(found[2]), int(found[3] or 1))
    except ValueError:
        raise _reject("bad-date", f"'{text}' is not a date; write YYYY-MM or YYYY-MM-DD") from None
    return text


def _year(text: str) -> str:
    if not _YEAR.fullmatch(str(text)):
        raise _reject("bad-year", f"'{text}' is not a year; write YYYY")
    return text


def _day(text: str) -> str:
    if len(_date(text)) != 10:
        raise _reject("bad-date", f"'{text}' has no day; write YYYY-MM-DD")
    return text


Key = Annotated[str, AfterValidator(_key), Field(json_schema_extra={"pattern": f"^{KEY.pattern}$"})]
FieldName = Annotated[str, AfterValidator(_field_name)]
ArxivId = Annotated[str, AfterValidator(_arxiv), Field(json_schema_extra={"pattern": r"^\d{4}\.\d{4,5}$"})]
Doi = Annotated[str, AfterValidator(_doi), Field(json_schema_extra={"pattern": r"^10\.\d{4,9}/"})]
Url = Annotated[str, AfterValidator(_url), Field(json_schema_extra={"pattern": "^https?://"})]
Month = Annotated[str, AfterValidator(_date), Field(json_schema_extra={"pattern": r"^\d{4}-\d\d(-\d\d)?$"})]
Day = Annotated[str, AfterValidator(_day), Field(json_schema_extra={"pattern": r"^\d{4}-\d\d-\d\d$"})]
Year = Annotated[int, BeforeValidator(_year), Field(ge=1900, le=2100)]


def _ident(pattern: str, what: str) -> Any:
    compiled = re.compile(pattern, re.ASCII)

    def check(text: str) -> str:
        if not compiled.fullmatch(text):
            raise _reject("bad-id", f"'{text}' is not {what}")
        return text

    return AfterValidator(check)


Openreview = Annotated[str, _ident(r"[\w-]{6,20}", "an OpenReview id such as ia5XvxFUJT, the part after forum?id=")]
AclId = Annotated[str, _ident(r"[\w.-]+", "an ACL Anthology id such as 2024.acl-long.518")]
PmlrId = Annotated[str, _ident(r"v\d+/[\w-]+", "a PMLR id such as v235/yang24ab")]
ArxivClass = Annotated[str, _ident(r"[a-z-]+(\.[A-Za-z-]+)?", "an arXiv class such as cs.LG")]
Pages = Annotated[str, _ident(r"\d+(-\d+)?", "a page or a range of pages such as 7025-7041")]


def _orcid(text: str) -> str:
    """Checks the last character, which follows from the others (ISO 7064, MOD 11-2)."""
    digits = text.replace("-", "")
    total = 0
    for digit in digits[:-1]:
        total = (total + int(digit)) * 2
    expected = "0123456789X"[(12 - total % 11) % 11]
    if digits[-1] != expected or not digits.strip("0"):
        raise _reject("bad-id", f"the ORCID iD '{text}' has a typing mistake: its check digit is wrong; copy it again")
    return text


Orcid = Annotated[
    str, _ident(r"(\d{4}-){3}\d{3}[\dX]", "an ORCID iD such as 0000-0002-1825-0097"), AfterValidator(_orcid)
]
