"""Typesets the whole catalogue with LaTeX, in each common bibliography style, and counts what goes wrong.

It needs bibtex, biber and pdflatex; in Debian: biber texlive-bibtex-extra texlive-latex-extra texlive-publishers.

    python tools/cites.py [CATALOGUE]

The exit code is 1 if a program reports an error or a warning that is not in `ALLOWED`, if a link to a DOI or to arXiv
is not in the PDF as it is in the catalogue, or if the text of the PDF lacks the arXiv id of a preprint.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from paperatlas.catalogue import Catalogue, load
from paperatlas.exports import FORMATS

PROGRAMS = ("pdflatex", "bibtex", "biber", "pdftotext")
DOI, ARXIV = "https://doi.org/", "https://arxiv.org/abs/"
NATBIB = r"\usepackage[numbers]{natbib}\usepackage{hyperref}"


@dataclass(frozen=True)
class Style:
    """A bibliography style of bibtex or, if it has no name, biblatex."""

    name: str
    packages: str = ""
    format: str = "bibtex"
    links: tuple[str, ...] = ()  # the sites that it links to


STYLES = (
    *(Style(name) for name in ("plain", "alpha", "abbrv", "unsrt", "ieeetr", "acm", "apalike", "siam")),
    Style("plainnat", NATBIB, links=(ARXIV,)),
    Style("abbrvnat", NATBIB, links=(ARXIV,)),
    Style("IEEEtran", r"\usepackage{hyperref}", links=(ARXIV,)),
    Style("ACM-Reference-Format", NATBIB, links=(DOI, ARXIV)),
    Style("", r"\usepackage[backend=biber]{biblatex}\usepackage{hyperref}", links=(DOI, ARXIV)),
    Style("", r"\usepackage[backend=biber]{biblatex}\usepackage{hyperref}", "biblatex", (DOI, ARXIV)),
)
# What no entry can avoid: fields that no source gives, and years as in the catalogue.
ALLOWED = re.compile(r"empty (address|publisher|pages)|no (page numbers|number and no volume)|page numbers missing")
_FAULT = re.compile(r"(?m)^(?:Warning--.*|WARN - .*|ERROR - .*|I was expecting.*|! .*|.*Missing character.*)$")
_LINK = re.compile(rb"/URI\s*\(((?:[^()\\]|\\.)*)\)")


def main(folder: Path) -> int:
    """Typesets the catalogue in a folder in every style, prints a table, and returns the exit code."""
    if missing := [name for name in PROGRAMS if not shutil.which(name)]:
        print(f"cites: these programs are missing: {', '.join(missing)}", file=sys.stderr)
        return 2
    catalogue = load(folder)
    if not catalogue.is_right:
        print(f"cites: '{folder}' has errors; run paperatlas check", file=sys.stderr)
        return 2
    is_wrong = False
    print(f"{'style':<32}{'faults':>8}{'allowed':>9}{'links':>7}{'missing':>9}{'no arXiv id':>13}")
    for style in STYLES:
        with tempfile.TemporaryDirectory() as place:
            faults, links, text = typeset(catalogue, style, Path(place))
        bad = [fault for fault in faults if not ALLOWED.search(fault)]
        lost = [link for link in expected_links(catalogue) if link.startswith(style.links) and link not in links]
        preprints = [paper.arxiv for paper in catalogue.papers.values() if paper.arxiv and not paper.venue]
        flat = re.sub(r"\s+", "", text)
        silent = [arxiv for arxiv in preprints if arxiv not in flat]
        name = style.name or f"biblatex, {style.format} file"
        print(
            f"{name:<32}{len(bad):>8}{len(faults) - len(bad):>9}{len(links):>7}{len(lost):>9}{len(silent):>13}",
            flush=True,
        )
        for fault, count in Counter(bad).most_common(5):
            print(f"    {count} x {fault}")
        for found in (*lost[:3], *silent[:3]):
            print(f"    missing: {found}")
        is_wrong |= bool(bad or lost or silent)
    return int(is_wrong)


def typeset(catalogue: Catalogue, style: Style, place: Path) -> tuple[list[str], set[str], str]:
    """What the programs complain of, the links in the PDF, and its text."""
    form = FORMATS[style.format]
    document = form.document(form.records(catalogue, catalogue.newest_first))
    (place / "papers.bib").write_text(document, encoding="utf-8")
    if style.name:
        body = rf"\nocite{{*}}\bibliographystyle{{{style.name}}}\bibliography{{papers}}"
    else:
        body = r"\addbibresource{papers.bib}\begin{document}\nocite{*}\printbibliography"
    begin = r"\begin{document}" if style.name else ""
    (place / "all.tex").write_text(
        r"\pdfcompresslevel=0 \pdfobjcompresslevel=0 \documentclass{article}"
        rf"{style.packages}{begin}{body}\end{{document}}",
        encoding="utf-8",
    )
    run(place, "pdflatex", "-interaction=nonstopmode", "all.tex")
    output = run(place, "bibtex" if style.name else "biber", "all")
    run(place, "pdflatex", "-interaction=nonstopmode", "all.tex")
    output += run(place, "pdflatex", "-interaction=nonstopmode", "all.tex")
    faults = _FAULT.findall(output)
    if not (place / "all.pdf").is_file():
        return [*faults, "! no PDF"], set(), ""
    links = {
        re.sub(rb"\\(.)", rb"\1", found).decode("latin-1") for found in _LINK.findall((place / "all.pdf").read_bytes())
    }
    return faults, links, run(place, "pdftotext", "all.pdf", "-")


def run(place: Path, *command: str) -> str:
    """What a program prints. Its exit code says no more than that."""
    done = subprocess.run(command, cwd=place, capture_output=True, timeout=600, check=False)
    return done.stdout.decode(errors="replace")


def expected_links(catalogue: Catalogue) -> Iterator[str]:
    """The addresses of the DOIs, and those of the preprints at arXiv."""
    for paper in catalogue.papers.values():
        if paper.doi:
            yield DOI + paper.doi
        elif paper.arxiv and not paper.venue:
            yield ARXIV + paper.arxiv


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "catalog")))
