"""JSON Schemas of the entries: editors use them to complete and check what a contributor types."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from .model import ENTRY_KINDS
from .model.fields import described


def write_schemas(folder: Path, relation_kinds: Iterable[str]) -> None:
    """Writes one schema for each kind of entry into a folder.

    Raises:
        OSError: the folder cannot be written.
    """
    folder.mkdir(exist_ok=True)
    kinds = list(relation_kinds)
    for kind in ENTRY_KINDS:
        text = json.dumps(schema_of(kind, kinds), indent=1, ensure_ascii=False)
        (folder / f"{kind.noun}.json").write_text(text + "\n", encoding="utf-8")


def schema_of(kind: type[BaseModel], relation_kinds: Iterable[str]) -> dict[str, Any]:
    """The schema of a kind of entry, in draft-07: the newest version that the YAML language server reads.

    `relation_kinds` are the keys of `relations.yml`, which editors then offer.
    """
    schema: dict[str, Any] = described(kind).model_json_schema(ref_template="#/definitions/{model}")
    schema["definitions"] = schema.pop("$defs", {})
    schema["properties"].pop("key")
    schema["required"].remove("key")
    if relation := schema["definitions"].get("Relation"):
        relation["properties"]["kind"] |= {"enum": list(relation_kinds)}
    return {"$schema": "http://json-schema.org/draft-07/schema#", **schema}
