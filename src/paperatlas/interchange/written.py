"""Other pages in Markdown, such as the hand-written ones: pandoc makes it of what the page shows."""

from __future__ import annotations

import logging
import subprocess
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from html import unescape
from pathlib import Path
from urllib.parse import urljoin

from markupsafe import escape

from ..exports import pandoc
from ..kept import read_kept_values, write_kept_values
from ..patterns import regex
from ..urls import COURSE
from .markdown import path_of
from .place import Place

ALSO = (COURSE, "libraries/", "datasets/", "tutorials/", "whats-new/")  # pages of the engine that are mostly text
MOST_KEPT = 200
# What is of use on a screen only: signs beside headings, buttons, pictures, and what waits for a script.
_OF_A_SCREEN = regex(
    r'(?s)<a class="headerlink".*?</a>|<button\b.*?</button>|<svg\b.*?</svg>|<nav\b.*?</nav>'
    r'|<details class="explained".*?</details>'
    r"|<a\b[^>]*\bdata-needs-script\b.*?</a>"
)
_ADDRESS = regex(r'(?<=\s)(href|src)="([^"]*)"')
_COMMAND = ("--from=html", "--to=gfm-raw_html", "--wrap=none")


@dataclass(frozen=True, slots=True)
class Written:
    """A page, and what makes its HTML."""

    url: str
    title: str
    description: str
    html: Callable[[], str]


def files(pages: Iterable[Written], place: Place, folder: Path | None) -> dict[str, Callable[[], bytes]]:
    """What makes each file, by its path; none if pandoc is not installed. `folder` keeps them for the next build."""
    program = pandoc.found()
    if program is None:
        return {}
    return {path_of(page.url): partial(_file, page, place, program, folder) for page in pages}


def _file(page: Written, place: Place, program: tuple[str, Path], folder: Path | None) -> bytes:
    version, path = program
    # Two formulas side by side would have two dollar signs between them.
    shown = _OF_A_SCREEN.sub("", page.html()).replace("</math><math", "</math> <math")
    html = _with_whole_addresses(shown, place.url(page.url))
    file = folder / "markdown.json" if folder else None
    kept = read_kept_values(file)
    key = sha256(f"{version} {_COMMAND} {html}".encode()).hexdigest()[:32]
    if key not in kept:
        try:
            done = subprocess.run([str(path), *_COMMAND], input=html, capture_output=True, check=True, encoding="utf-8")
        except (OSError, subprocess.CalledProcessError) as error:
            logging.getLogger("paperatlas").warning("%s has no Markdown: pandoc cannot be run: %s", page.url, error)
            return f"# {page.title}\n\n<{place.url(page.url)}>\n".encode()
        # The oldest go first.
        write_kept_values(file, dict([*kept.items(), (key, done.stdout)][-MOST_KEPT:]))
        return done.stdout.encode()
    return str(kept[key]).encode()


def _with_whole_addresses(html: str, base: str) -> str:
    return _ADDRESS.sub(lambda found: f'{found[1]}="{escape(urljoin(base, unescape(found[2])))}"', html)
