"""JSON Schemas of the entries, for the help that editors give."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from .model import ENTRY_KINDS


def write_schemas(folder: Path) -> int:
    """Writes one schema for each kind of entry; returns 0, the exit code."""
    folder.mkdir(exist_ok=True)
    for kind in ENTRY_KINDS:
        text = json.dumps(schema_of(kind), indent=1, ensure_ascii=False)
        (folder / f"{kind.noun}.json").write_text(text + "\n", encoding="utf-8")
    return 0


def schema_of(kind: type[BaseModel]) -> dict[str, Any]:
    """The schema in draft-07, the newest that the YAML language server reads."""
    schema: dict[str, Any] = kind.model_json_schema(ref_template="#/definitions/{model}")
    schema["definitions"] = schema.pop("$defs", {})
    schema["properties"].pop("key")
    schema["required"].remove("key")
    return {"$schema": "http://json-schema.org/draft-07/schema#", **schema}
