"""A small valid catalogue about clocks. A test changes one thing in it and checks what a contributor would see."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from paperatlas.catalogue import Catalogue, load
from paperatlas.problems import as_text

TODAY = date(2026, 11, 24)

FILES = {
    "categories.yml": """\
outdoor: {name: Outdoor clocks, description: Clocks that need the sky.}
indoor: {name: Indoor clocks, description: Clocks that need a wall.}
""",
    "tags.yml": """\
shadow: {name: shadow, description: Reads a shadow.}
stone: {name: stone, description: Made of stone.}
gears: {name: gears, description: Has wheels with teeth.}
""",
    "venues.yml": """\
JOC: {name: Journal of Clocks, type: journal, description: All about clocks.}
""",
    "relations.yml": """\
adds: {name: adds to, inverse: extended by, description: It adds a part.}
replaces: {name: replaces, inverse: replaced by, description: It takes the place of the earlier one.}
""",
    "methods.yml": r"""
formulas:
  rule: {name: Rule, description: How the hour is read., words: {none: no rule}}
properties:
  driven-by:
    name: Driven by
    description: What keeps it going.
    values:
      light: {name: light, description: The sun.}
      weight: {name: weight, description: A falling weight.}
""".lstrip(),
    "papers/sundial.yml": r"""
title: A Sundial for Every Garden
short_name: Sundial
authors: [Ada Byron, José García]
date: 2019-03
category: outdoor
tags: [shadow, stone]
venue: {name: JOC, year: 2019, pages: 1-9}
arxiv: "1903.00010"
doi: 10.1000/clock.1
code:
  - {url: "https://example.org/sundial", official: true}
summary: Tells the time from the shadow of a stick, in any garden with some sun.
methods:
  - key: gnomon
    name: Gnomon
    rule: 'h = \frac{\theta}{15}'
    driven-by: light
added: 2026-11-24
""".lstrip(),
    "papers/pendulum.yml": """\
title: Pendulum Clocks That Keep Time
authors: [Chen Wei, Ada Byron]
date: 2020-07
category: indoor
tags: [gears]
arxiv: "2007.01234"
summary: A swinging weight lets one tooth of a wheel pass at every beat.
builds_on:
  - {paper: sundial, kind: replaces, how: a falling weight in place of the sun, method: gnomon}
added: 2026-11-24
""",
    "papers/quartz.yml": """\
title: Crystals in Watches
authors: [Elif Öz]
date: 2021-05
category: indoor
tags: [gears]
summary: A crystal under voltage hums at a steady pitch, and a circuit counts.
added: 2026-11-24
""",
    "libraries/clockwork.yml": """\
name: Clockwork
repo: https://example.org/clockwork
implements: [gnomon]
summary: Parts for clocks of every kind, in one box.
added: 2026-11-24
""",
}


class Shelf:
    """The small catalogue in a folder. Changes return the shelf, so that they can be chained."""

    def __init__(self, root: Path = Path("catalog")) -> None:
        self.root = root
        for path, text in FILES.items():
            self.write(path, text)

    def write(self, path: str, content: str | bytes) -> Shelf:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return self

    def change(self, path: str, old: str, new: str) -> Shelf:
        """Replaces the only occurrence of `old` with `new`."""
        text = (self.root / path).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} occurs {text.count(old)} times in {path}"
        return self.write(path, text.replace(old, new))

    def add(self, path: str, lines: str) -> Shelf:
        """Appends lines to a file."""
        return self.write(path, (self.root / path).read_text(encoding="utf-8") + lines)

    def right(self, path: str) -> str:
        """The text of a file in the valid catalogue, or "" if it has no such file."""
        return FILES.get(path, "")

    def remove(self, path: str) -> Shelf:
        (self.root / path).unlink()
        return self

    def load(self) -> Catalogue:
        return load(self.root, today=TODAY)

    def line(self, path: str, begin: str) -> int:
        """The number of the line that begins so."""
        lines = (self.root / path).read_text(encoding="utf-8").split("\n")
        return next(number for number, line in enumerate(lines, start=1) if line.startswith(begin))

    def printed(self) -> str:
        """The problems as printed in a terminal."""
        return as_text(self.load().problems)

    def answered(self, text: str, path: str = "papers/quartz.yml") -> list[tuple[str, str, str]]:
        """The place, the message and the hint of each problem, if an entry has this text."""
        found: list[tuple[str, str, str]] = []
        for line in self.write(path, text).printed().split("\n"):
            if line.startswith("  ") and found:
                found[-1] = (*found[-1][:2], line.strip())
            elif line:
                place, _, message = line.removeprefix(f"catalog/{path}:").partition(": ")
                found.append((place, message, ""))
        return found

    def lines(self) -> list[str]:
        """The problems as printed in a terminal, without the hints."""
        return [line for line in self.printed().split("\n") if line and not line.startswith("  ")]


@pytest.fixture
def shelf(tmp_path, monkeypatch) -> Shelf:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795478400")  # 2026-11-24
    return Shelf()
