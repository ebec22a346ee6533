"""The usual order of fields in an entry."""

from __future__ import annotations

# fmt: off
ORDER = (
    *("name", "paper", "title", "short_name", "authors", "arxiv_title", "arxiv_authors", "lab", "date", "category"),
    *("family", "tags", "venue", "also", "awards", "status", "arxiv", "arxiv_class", "doi", "openreview", "acl"),
    *("pmlr", "url", "repo", "pdf", "project", "video", "code", "licence", "language", "hardware", "task"),
    *("measures", "level", "implements", "tldr", "summary", "asked", "methods", "builds_on", "cite_key"),
    *("old_cite_keys", "aliases", "added", "sources", "corrections", "accepted", "pinned"),
)
# fmt: on
