"""Writes a table of figures into bench/README.md."""

from __future__ import annotations

import os
import re
import time

from . import ROOT

README = ROOT / "bench" / "README.md"


def publish(name: str, text: str) -> None:
    """Replaces what is between the marks of this name, and says when and where it was measured."""
    begin, end = (f"<!-- {name}: {mark} -->" for mark in ("begin", "end"))
    figures = "\n".join([begin, "", f"{time.strftime('%Y-%m-%d')}, {os.cpu_count()} cores. {text}", "", end])
    readme = README.read_text(encoding="utf-8")
    README.write_text(re.sub(f"{begin}.*{end}", lambda _: figures, readme, flags=re.DOTALL), encoding="utf-8")
