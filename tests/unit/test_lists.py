"""Lists of each form, with what each line gives: the files `lists/<name>.expected`.

After a change, look at each difference, and then write the files again: `python -m tests.unit.test_lists`.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from paperatlas.sources.facts import Facts
from paperatlas.sources.formats import READERS, format_of, text_of

FOLDER = Path(__file__).parent / "lists"
LISTS = sorted(path for path in FOLDER.iterdir() if path.suffix != ".expected")


def said(path: Path) -> str:
    """A line for each record: its line, what it is, and its fields; or why it gives none."""
    text = text_of(path.read_bytes(), path.name)
    lines = []
    for one in READERS[format_of(text, path.name)](text, path.name):
        if isinstance(one, Facts):
            values = json.dumps(dict(one.values), ensure_ascii=False)
            section = f" [{one.sections[-1]}]" if one.sections else ""
            lines.append(f"{one.line} {one.kind}{section} {values}")
        else:
            lines.append(f"{one.line} no: {one.why}" + (f" ({one.title})" if one.title else ""))
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.name)
def test_a_list_of_each_form_gives_what_it_says(path):
    assert said(path) == path.with_name(f"{path.name}.expected").read_text(encoding="utf-8")


if __name__ == "__main__":
    for path in LISTS:
        path.with_name(f"{path.name}.expected").write_text(said(path), encoding="utf-8")
