"""Answers of outside services in their documented formats, about made-up papers."""

from __future__ import annotations

import json
from html import escape
from typing import Any

from .server import Reply

ABSTRACT = "A clock of sand runs down. We add gears, so that it turns itself, and show that it keeps time for a year."


def arxiv_entry(
    arxiv: str = "2505.01234v3",
    title: str = "Hourglass: A Clock of Sand That Turns Itself",
    authors: tuple[str, ...] = ("Ada Byron", "José García"),
    published: str = "2025-05-02T17:59:59Z",
    summary: str = ABSTRACT,
    comment: str = "",
    doi: str = "",
    journal: str = "",
) -> str:
    """An entry of the feed, as in the manual of the API: lines are broken in the middle of titles."""
    broken = escape(title).replace(" ", "\n  ", 1)
    return f"""
  <entry>
    <id>http://arxiv.org/abs/{arxiv}</id>
    <updated>2025-06-03T10:00:00Z</updated>
    <published>{published}</published>
    <title>{broken}</title>
    <summary>  {escape(summary)}
</summary>
    {"".join(f"<author><name>{escape(name)}</name></author>" for name in authors)}
    {f'<arxiv:comment xmlns:arxiv="http://arxiv.org/schemas/atom">{escape(comment)}</arxiv:comment>' if comment else ""}
    {f'<arxiv:doi xmlns:arxiv="http://arxiv.org/schemas/atom">{escape(doi)}</arxiv:doi>' if doi else ""}
    {f'<arxiv:journal_ref xmlns:arxiv="http://arxiv.org/schemas/atom">{journal}</arxiv:journal_ref>' if journal else ""}
    <link href="http://arxiv.org/abs/{arxiv}" rel="alternate" type="text/html"/>
    <link title="pdf" href="http://arxiv.org/pdf/{arxiv}" rel="related" type="application/pdf"/>
    <arxiv:primary_category xmlns:arxiv="http://arxiv.org/schemas/atom" term="cs.LG"
      scheme="http://arxiv.org/schemas/atom"/>
    <category term="cs.LG" scheme="http://arxiv.org/schemas/atom"/>
  </entry>"""


def arxiv_feed(*entries: str) -> Reply:
    body = f"""<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <link href="http://arxiv.org/api/query" rel="self" type="application/atom+xml"/>
  <title type="html">ArXiv Query: id_list=</title>
  <id>http://arxiv.org/api/abc</id>
  <updated>2026-11-24T00:00:00-05:00</updated>
  <opensearch:totalResults xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">{len(entries)}</opensearch:totalResults>
  {"".join(entries)}
</feed>"""
    return Reply(body, type="application/atom+xml; charset=UTF-8")


ARXIV_ERROR = arxiv_feed("""
  <entry>
    <id>http://arxiv.org/api/errors#incorrect_id_format_for_1234.12345</id>
    <title>Error</title>
    <summary>incorrect id format for 1234.12345</summary>
    <author><name>arXiv api core</name></author>
  </entry>""")


def as_json(value: object) -> Reply:
    return Reply(json.dumps(value))


def crossref_work(**more: Any) -> dict[str, Any]:
    return {
        "DOI": "10.1000/clock.77",
        "type": "journal-article",
        "title": ["Hourglass: A Clock of Sand That Turns Itself"],
        "author": [{"given": "A.", "family": "Byron"}, {"given": "Jose", "family": "García"}],
        "container-title": ["Journal of Clocks"],
        "volume": "7",
        "issue": "2",
        "page": "100-120",
        "issued": {"date-parts": [[2026, 1]]},
        "published-online": {"date-parts": [[2025, 12, 3]]},
        "abstract": f"<jats:title>Abstract</jats:title><jats:p>{ABSTRACT}</jats:p>",
        **more,
    }


def crossref(work: dict[str, Any]) -> Reply:
    return as_json({"status": "ok", "message-type": "work", "message-version": "1.0.0", "message": work})


def note(version: int = 2, **content: Any) -> dict[str, Any]:
    """A note of OpenReview. Version 2 wraps each value."""
    whole = {
        "title": "Hourglass: A Clock of Sand That Turns Itself",
        "authors": ["Ada Byron", "José García"],
        "abstract": ABSTRACT,
        "venue": "JOC 2026 Oral",
        "venueid": "JOC.org/2026/Conference",
        **content,
    }
    return {
        "id": "AbCdEf1234",
        "forum": "AbCdEf1234",
        "odate": 1746230400000,  # 2025-05-03
        "pdate": 1767225600000,  # 2026-01-01
        "content": {name: {"value": value} for name, value in whole.items()} if version == 2 else whole,
    }


def notes(*items: dict[str, Any]) -> Reply:
    return as_json({"notes": list(items), "count": len(items)})


def dblp_info(**more: Any) -> dict[str, Any]:
    return {
        "authors": {"author": [{"@pid": "1/2", "text": "Ada Byron 0001"}, {"@pid": "3/4", "text": "José García"}]},
        "title": "Hourglass: A Clock of Sand That Turns Itself.",
        "venue": "J. Clocks",
        "year": "2026",
        "type": "Journal Articles",
        "key": "journals/joc/ByronG26",
        "ee": "https://doi.org/10.1000/clock.77",
        "doi": "10.1000/clock.77",
        "url": "https://dblp.org/rec/journals/joc/ByronG26",
        **more,
    }


def dblp(*infos: dict[str, Any]) -> Reply:
    """One hit, or one author, is not in a list; without a hit there is no list."""
    hits: dict[str, Any] = {"@total": str(len(infos)), "@computed": "0", "@sent": str(len(infos)), "@first": "0"}
    items = [{"@score": "5", "@id": str(number), "info": info, "url": "URL#1"} for number, info in enumerate(infos)]
    if items:
        hits["hit"] = items if len(items) > 1 else items[0]
    return as_json({"result": {"query": "hourglass*", "status": {"@code": "200", "text": "OK"}, "hits": hits}})


ACL_BIB = r"""@inproceedings{byron-garcia-2025-hourglass,
    title = "{H}ourglass: A Clock of Sand That Turns Itself",
    author = "Byron, Ada  and
      Garc{\'i}a, Jos{\'e}",
    editor = "Wei, Chen",
    booktitle = "Proceedings of the 1st Meeting on Clocks (Volume 1: Long Papers)",
    month = aug,
    year = "2025",
    address = "Kraków, Poland",
    publisher = "Society of Clocks",
    url = "https://aclanthology.org/2025.clock-long.5/",
    doi = "10.18653/v1/2025.clock-long.5",
    pages = "100--120",
    abstract = "A clock of sand runs down."
}
"""

PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8">
<title>Hourglass</title>
<meta name="citation_title" content="Hourglass: A Clock of Sand &amp; Gears"/>
<meta name="citation_author" content="Byron, Ada"/>
<meta name="citation_author" content="García, José"/>
<meta name="citation_publication_date" content="2025/07/21"/>
<meta name="citation_inbook_title" content="International Meeting on Clocks"/>
<meta name="citation_firstpage" content="100"/>
<meta name="citation_lastpage" content="120"/>
<meta name="citation_pdf_url" content="/v1/byron25a/byron25a.pdf"/>
</head><body>
<div id="abstract" class="abstract">A clock of sand <i>runs</i> down.</div>
<p>More.</p></body></html>
"""


def scholar_paper(**more: Any) -> dict[str, Any]:
    return {
        "paperId": "a" * 40,
        "externalIds": {"ArXiv": "2505.01234", "DOI": "10.48550/arXiv.2505.01234", "CorpusId": 1234},
        "url": "https://www.semanticscholar.org/paper/" + "a" * 40,
        "title": "Hourglass: A Clock of Sand That Turns Itself",
        "abstract": None,
        "venue": "arXiv.org",
        "publicationVenue": None,
        "year": 2025,
        "publicationDate": "2025-05-02",
        "journal": {"name": "ArXiv", "volume": "abs/2505.01234"},
        "authors": [{"authorId": "1", "name": "Ada Byron"}, {"authorId": "2", "name": "J. García"}],
        **more,
    }
