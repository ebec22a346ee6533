"""Programs that read citations."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import warnings
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import redirect_stderr
from pathlib import Path
from typing import Any

from paperatlas.catalogue import Catalogue
from paperatlas.exports import FORMATS, pandoc
from paperatlas.model import Paper

from .facts import Record, Result, lost, of_csl

HERE = Path(__file__).resolve().parent
FIELDS = (
    "title", "authors", "editors", "year", "month", "doi", "url", "arxiv", "preprint", "container", "volume", "number",
    "pages", "publisher",
)  # fmt: skip
# RIS has no month of a meeting, CSV no editors and no names of proceedings.
NOT_IN = {
    "csl": {"preprint"},  # also what pandoc and citation-js make of other formats
    "ris": {"month", "preprint"},
    "csv": {"month", "editors", "container", "publisher"},
}
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
Read = tuple[Sequence[Record], int]  # and the number of warnings


def results(catalogue: Catalogue, folder: Path, tools: Path) -> Iterator[Callable[[], Result]]:
    """What to run. `folder` is for the files, `tools` has node_modules."""
    papers = catalogue.newest_first
    files = {}
    for name, form in FORMATS.items():
        files[name] = folder / f"papers-{name}.{form.extension}"
        files[name].write_bytes(form.document(form.records(catalogue, papers)).encode())

    def case(client: str, name: str, read: Callable[[Path], Read], form: str = "") -> Callable[[], Result]:
        def run() -> Result:
            records, count = read(files[name])
            left_out = NOT_IN.get(name, set()) | NOT_IN.get(form, set())
            fields = [field for field in FIELDS if field not in left_out]
            return Result(client, FORMATS[name].name, len(records), count, lost(catalogue, papers, records, fields))

        return run

    for name, reader in (("bibtex", "bibtex"), ("biblatex", "biblatex"), ("ris", "ris"), ("csl-json", "csljson")):
        yield case("pandoc", name, lambda file, reader=reader: _pandoc(file, reader), "csl")
    for name in ("bibtex", "biblatex", "ris", "csl-json"):
        yield case("citation-js", name, lambda file: _citation_js(file, tools), "csl")
    yield case("pybtex", "bibtex", _pybtex)
    yield case("bibtexparser", "bibtex", _bibtexparser)
    yield case("bibtexparser", "biblatex", _bibtexparser)
    yield case("rispy", "ris", _rispy)
    yield case("pandas", "csv", _pandas)
    yield lambda: _citeproc(papers, files["csl-json"])


def _pandoc(file: Path, reader: str) -> Read:
    found = pandoc.found()
    if found is None:
        raise ImportError("pandoc")
    command = [str(found[1]), f"--from={reader}", "--to=csljson", str(file)]
    done = subprocess.run(command, capture_output=True, check=True, encoding="utf-8")
    return [of_csl(item) for item in json.loads(done.stdout)], len(done.stderr.splitlines())


def _citation_js(file: Path, tools: Path) -> Read:
    if not (tools / "node_modules/@citation-js/core").exists():
        raise ImportError("citation-js")
    node = Path(sys.executable).with_name("node")
    command = [str(node), str(HERE / "citations.mjs"), str(tools), str(file)]
    done = subprocess.run(command, capture_output=True, check=True, encoding="utf-8")
    answer = json.loads(done.stdout)
    return [of_csl(item) for item in answer["data"]], len(answer["warnings"]) + len(done.stderr.splitlines())


def _pybtex(file: Path) -> Read:
    from pybtex.database import parse_file
    from pybtex.richtext import Text

    said = io.StringIO()
    with redirect_stderr(said):
        entries = parse_file(str(file)).entries
    return [
        _of_bibtex({name: str(Text.from_latex(value)) for name, value in entry.fields.items()})
        | {
            role: " ".join(str(Text.from_latex(str(person))) for person in entry.persons.get(singular, ()))
            for role, singular in (("authors", "author"), ("editors", "editor"))
        }
        for entry in entries.values()
    ], len(said.getvalue().splitlines())


def _bibtexparser(file: Path) -> Read:
    import bibtexparser
    from bibtexparser.middlewares import LatexDecodingMiddleware, MonthIntMiddleware

    library = bibtexparser.parse_file(str(file), append_middleware=[LatexDecodingMiddleware(), MonthIntMiddleware()])
    records = [_of_bibtex({one.key: str(one.value) for one in entry.fields}) for entry in library.entries]
    return records, len(library.failed_blocks)


def _of_bibtex(fields: dict[str, str]) -> dict[str, str]:
    month = fields.get("month", "-")
    return {
        "title": fields.get("title", ""),
        "authors": fields.get("author", ""),
        "editors": fields.get("editor", ""),
        "year": fields.get("year", ""),
        "month": str(MONTHS.index(month[:3].lower()) + 1) if month[:3].lower() in MONTHS else month,
        "doi": fields.get("doi", ""),
        "preprint": fields.get("eprint", ""),
        "container": fields.get("journal", "") or fields.get("booktitle", ""),
        "volume": fields.get("volume", ""),
        "pages": fields.get("pages", ""),
        "all": " ".join(fields.values()),
    }


def _rispy(file: Path) -> Read:
    import rispy

    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        entries = rispy.loads(file.read_text(encoding="utf-8"))
    return [
        {
            "title": str(entry.get("title", "")),
            "authors": str(entry.get("authors", "")),
            "editors": str(entry.get("secondary_authors", "")),
            "year": str(entry.get("year", "")),
            "doi": str(entry.get("doi", "")),
            "volume": str(entry.get("volume", "")),
            "all": str(entry),
        }
        for entry in entries
    ], len(said) + sum(len(entry.get("unknown_tag", ())) for entry in entries)


def _pandas(file: Path) -> Read:
    import pandas

    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        table = pandas.read_csv(file)
    filled = table.astype(object).where(table.notna(), "")  # a column without any value holds numbers
    rows = [{name: str(value) for name, value in row.items()} for row in filled.to_dict("records")]
    return [{**row, "number": "", "all": " ".join(row.values())} for row in rows], len(said)


def _citeproc(papers: Sequence[Paper], file: Path) -> Result:
    """The bibliography in the first style of the package: whether each paper has its title and its year."""
    from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
    from citeproc.source.json import CiteProcJSON

    from .facts import comparable

    items: list[dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        source = CiteProcJSON(items)
        style = CitationStylesStyle("apa", validate=False)
        bibliography = CitationStylesBibliography(style, source, formatter.plain)
        for item in items:
            bibliography.register(Citation([CitationItem(item["id"])]))
        text = comparable(" ".join(map(str, bibliography.bibliography())))
    missing = Counter(field for item in items for field in ("title",) if comparable(item[field]) not in text)
    found = {str(one.message) for one in said}
    allowed = sum("are unsupported: citation_key" in text for text in found)  # new in CSL 1.0.2
    return Result("citeproc-py", "CSL-JSON", len(items), len(found), missing, allowed=allowed)
