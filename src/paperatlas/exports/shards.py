"""The records of each format in small files, so that a page fetches only the files that a selection needs.

The number of a paper's shard is the 32-bit FNV-1a hash (draft-eastlake-fnv) of its key, modulo the number of shards: a
page needs no index. In JavaScript:

    let hash = 0x811c9dc5;
    for (const byte of new TextEncoder().encode(key)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
    const number = hash % format.shards.length;
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from hashlib import sha256

from ..catalogue import Catalogue
from ..patterns import regex
from . import FORMATS, all_records

RECORDS = 64  # per shard, approximately: 10 KB gzipped
# What scripts read of each paper, in addition to the formats: lists in JSON.
LISTS = {
    name: {"head": "[", "separator": ",", "tail": "]", "extension": "json", "mime": "application/json"}
    for name in ("basket", "citations")
}
_NAME = regex(r"export/(?P<format>[a-z-]+)-(?P<number>\d+)-[0-9a-f]+\.json")


def shard_count(papers: int) -> int:
    """The number of shards, a power of two, that brings each closest to `RECORDS` papers.

    >>> shard_count(312)
    4
    """
    return 1 << max(0, round(math.log2(max(papers, 1) / RECORDS)))


def fnv1a(text: str) -> int:
    """The 32-bit FNV-1a hash of the text in UTF-8.

    >>> hex(fnv1a("foobar"))
    '0xbf9cf968'
    """
    value = 0x811C9DC5
    for byte in text.encode():
        value = (value ^ byte) * 0x01000193 & 0xFFFFFFFF
    return value


def shards(catalogue: Catalogue, count: int | None = None) -> dict[str, bytes]:
    """The files of all shards: `count` for each format, each a JSON object of key and record.

    A file is named `export/<format>-<number>-<hash of the content>.json`.
    """
    count = count or shard_count(len(catalogue.papers))
    return {
        path: content
        for name, records in all_records(catalogue).items()
        for path, content in cut(name, records, count).items()
    }


def cut(name: str, records: Mapping[str, str], count: int) -> dict[str, bytes]:
    """The records of one format in `count` files."""
    files: dict[str, bytes] = {}
    parts: list[dict[str, str]] = [{} for _ in range(count)]
    for key, record in records.items():
        parts[fnv1a(key) % count][key] = record
    for number, part in enumerate(parts):
        content = json.dumps(part, ensure_ascii=False, separators=(",", ":")).encode()
        files[f"export/{name}-{number}-{sha256(content).hexdigest()[:12]}.json"] = content
    return files


def manifest(files: Iterable[str]) -> str:
    """What a page must know about the shards, as JSON: format -> head, separator, tail, extension, mime, shards.

    `shards` lists the file names in the order of their numbers.
    """
    names: defaultdict[str, dict[int, str]] = defaultdict(dict)
    for file in files:
        if found := _NAME.fullmatch(file):
            names[found["format"]][int(found["number"])] = file
    formats: dict[str, dict[str, object]] = {
        name: {
            "head": form.head,
            "separator": form.separator,
            "tail": form.tail,
            "extension": form.extension,
            "mime": form.mime,
            "shards": [names[name][number] for number in sorted(names[name])],
        }
        for name, form in FORMATS.items()
    }
    for name, ends in LISTS.items():
        if name in names:
            formats[name] = {**ends, "shards": [names[name][number] for number in sorted(names[name])]}
    return json.dumps(formats, ensure_ascii=False, separators=(",", ":"))
