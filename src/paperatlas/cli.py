"""The `paperatlas` command."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TextIO

from . import __version__, problems
from .catalogue import Catalogue, load
from .exports import FORMATS as EXPORTS
from .words import did_you_mean

MCP = "mcp>=2.3,<3"  # as in pyproject.toml
FORMATS = {"text": problems.as_text, "github": problems.as_github, "json": problems.as_json}


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command. Returns 0 if nothing is wrong, 1 if there are problems, 2 if the command was used wrongly."""
    for stream in (sys.stdout, sys.stderr):  # file names may contain characters that the terminal cannot show
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    options = _parser().parse_args(arguments)
    try:
        is_folder = options.path.is_dir()
    except OSError:  # such as too long a name
        is_folder = False
    if not is_folder:
        print(f"paperatlas: no folder '{options.path}'; give the path of the catalogue folder", file=sys.stderr)
        return 2
    try:
        code = int(options.run(options))
        sys.stdout.flush()
    except BrokenPipeError:  # the program that reads the output, such as `head`, has stopped
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:  # a full disk, a file that may not be read
        print(f"paperatlas: {error.strerror}" + (f": '{error.filename}'" if error.filename else ""), file=sys.stderr)
        return 2
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="paperatlas", description="Check, count and export a catalogue of papers.")
    parser.add_argument("--version", action="version", version=f"paperatlas {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    check = commands.add_parser("check", help="report problems with line and column")
    check.add_argument("path", nargs="?", type=Path, default=Path("catalog"), help="the catalogue folder (catalog)")
    check.add_argument("--format", choices=FORMATS, default="text", help="the output format (text)")
    check.add_argument("--strict", action="store_true", help="treat warnings as errors")
    check.set_defaults(run=_check)
    counts = commands.add_parser("stats", help="count entries by category, and what they have")
    counts.add_argument("path", nargs="?", type=Path, default=Path("catalog"), help="the catalogue folder (catalog)")
    counts.set_defaults(run=_stats)
    covered = commands.add_parser("coverage", help="report which papers of an awesome list are in the catalogue")
    covered.add_argument("lists", nargs="+", type=Path, metavar="LIST.md", help="a list in Markdown")
    covered.add_argument(
        "--catalog", dest="path", type=Path, default=Path("catalog"), help="the catalogue folder (catalog)"
    )
    covered.add_argument("--ids", action="store_true", help="print only the arXiv ids, in the form that lists.yml uses")
    covered.set_defaults(run=_coverage)
    export = commands.add_parser("export", help="export papers as BibTeX, RIS, CSL-JSON or CSV")
    export.add_argument("path", nargs="?", type=Path, default=Path("catalog"), help="the catalogue folder (catalog)")
    export.add_argument("--format", choices=EXPORTS, required=True, help="the output format")
    export.add_argument("--keys", metavar="K,K,...", help="the papers to export, in this order (all, newest first)")
    export.add_argument("--output", type=Path, metavar="FILE", help="the output file (the terminal)")
    export.set_defaults(run=_export)
    keys = commands.add_parser("keys", help="write the citation keys of papers that have none into their entries")
    keys.add_argument("path", nargs="?", type=Path, default=Path("catalog"), help="the catalogue folder (catalog)")
    keys.add_argument("--since", metavar="COMMIT", help="only check that no key of an earlier commit is lost")
    keys.set_defaults(run=_keys)
    index = commands.add_parser("search-index", help="write the files of the search index")
    index.add_argument("folder", type=Path, help="the output folder")
    index.add_argument(
        "--catalog", dest="path", type=Path, default=Path("catalog"), help="the catalogue folder (catalog)"
    )
    index.set_defaults(run=_search_index)
    schema = commands.add_parser("schema", help="write the JSON Schemas for editors into <catalogue>/schema")
    schema.add_argument("path", nargs="?", type=Path, default=Path("catalog"), help="the catalogue folder (catalog)")
    schema.set_defaults(run=_schema)
    awesome = commands.add_parser("awesome", help="write all entries into the awesome list")
    awesome.add_argument("path", nargs="?", type=Path, default=Path("catalog"), help="the catalogue folder (catalog)")
    awesome.add_argument("--output", type=Path, default=Path("AWESOME.md"), help="the list in Markdown (AWESOME.md)")
    awesome.set_defaults(run=_awesome)
    server = commands.add_parser("mcp", help="answer the questions of language models, over standard input and output")
    server.add_argument("path", nargs="?", type=Path, default=Path("catalog"), help="the catalogue folder (catalog)")
    server.add_argument("--site", metavar="ADDRESS", help="the address of the published site (that of GitHub Pages)")
    server.add_argument("--name", default="Atlas", help="the name of the site (Atlas)")
    server.set_defaults(run=_mcp)
    return parser


def _check(options: argparse.Namespace) -> int:
    catalogue = load(options.path, today())
    found = list(catalogue.problems)
    if catalogue.is_right and catalogue.vocabulary.lineage.rows:
        from .lineage.room import full_lanes

        found = problems.in_order([*found, *full_lanes(catalogue, options.path)])
    if options.format != "text" or found:
        print(FORMATS[options.format](found))
    summary = os.environ.get("GITHUB_STEP_SUMMARY") if options.format == "github" else None
    if summary and found:
        with Path(summary).open("a", encoding="utf-8") as file:
            file.write(problems.as_summary(found))
    print(f"{options.path.as_posix()}: {problems.counted(found)}", file=sys.stderr)
    return int(any(problem.is_error or options.strict for problem in found))


def _load(path: Path, report_to: TextIO | None = None) -> Catalogue | None:
    """The catalogue, or None if it has errors, which are printed to stdout or to `report_to`."""
    catalogue = load(path)
    if not catalogue.is_right:
        print(problems.as_text(problem for problem in catalogue.problems if problem.is_error), file=report_to)
        print(f"{path.as_posix()}: {problems.counted(catalogue.problems)}; fix them first", file=sys.stderr)
        return None
    return catalogue


# What only one command needs is imported there: `check` runs after every change, and should start fast.
def _stats(options: argparse.Namespace) -> int:
    from . import stats

    catalogue = _load(options.path)
    if catalogue is None:
        return 1
    for noun, count in stats.totals(catalogue):
        print(f"{count:>6,}  {noun}")
    head = ("papers", "published", "code", "method", "relations", "two sources")
    print("\n" + f"{'category':<28}" + "".join(f"{word:>12}" for word in head))
    for row in stats.rows(catalogue):
        have = (row.published, row.code, row.methods, row.relations, row.sources)
        shares = [f"{count / row.papers:.0%}" if row.papers else "-" for count in have]
        print(f"{row.name:<28}{row.papers:>12,}" + "".join(f"{share:>12}" for share in shares))
    covered = stats.coverage(catalogue)
    if covered:
        print(f"\n{'list':<52}{'papers':>8}{'here':>8}{'share':>8}")
    for one in covered:
        print(f"{one.listed.name:<52}{len(one.listed.arxiv):>8,}{one.here:>8,}{one.share:>8.0%}")
    return 0


def _keys(options: argparse.Namespace) -> int:
    from .edit import write_cite_keys
    from .exports.keys import citation_keys

    catalogue = _load(options.path)
    if catalogue is None:
        return 1
    if options.since:
        return _check_keys(catalogue, options.path, options.since)
    missing = {key: cited for key, cited in citation_keys(catalogue).items() if not catalogue.papers[key].cite_key}
    failed = write_cite_keys(options.path / "papers", missing)
    for key in failed:
        print(f"{(options.path / 'papers' / key).as_posix()}.yml: write this line yourself: cite_key: {missing[key]}")
    print(f"{options.path.as_posix()}: {len(missing) - len(failed)} citation keys written", file=sys.stderr)
    return int(bool(failed))


def _check_keys(catalogue: Catalogue, path: Path, commit: str) -> int:
    from .published import changed_keys

    try:
        found = list(changed_keys(catalogue, path, commit))
    except ValueError as error:
        print(f"paperatlas: cannot read the citation keys of '{commit}': {error}", file=sys.stderr)
        return 2
    for text in found:
        print(text)
    return int(bool(found))


def _search_index(options: argparse.Namespace) -> int:
    from .search.files import search_files

    catalogue = _load(options.path)
    if catalogue is None:
        return 1
    try:
        options.folder.mkdir(parents=True, exist_ok=True)
        for name, content in search_files(catalogue).items():
            (options.folder / name).write_bytes(content)
            print(f"{(options.folder / name).as_posix()}: {len(content):,} bytes")
    except OSError as error:
        print(f"paperatlas: cannot write to '{options.folder}': {error.strerror}", file=sys.stderr)
        return 2
    return 0


def _coverage(options: argparse.Namespace) -> int:
    from . import stats
    from .sources import awesome_list

    catalogue = _load(options.path)
    if catalogue is None:
        return 1
    known = stats.arxiv_ids(catalogue)
    for path in options.lists:
        try:
            listed = awesome_list.items(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            print(f"paperatlas: cannot read '{path}' as a list in UTF-8: {error}", file=sys.stderr)
            return 2
        if options.ids:
            print(f"arxiv: [{', '.join(item.arxiv for item in listed)}]")
            continue
        missing = [item for item in listed if item.arxiv not in known]
        for item in missing:
            print(f"{path.as_posix()}:{item.line}: {item.arxiv} {item.title}".rstrip())
        here = len(listed) - len(missing)
        share = f" ({here / len(listed):.0%})" if listed else ""
        print(f"{path.as_posix()}: {here:,} of {len(listed):,} arXiv ids are in the catalogue{share}")
    return 0


def _schema(options: argparse.Namespace) -> int:
    from .schema import write_schemas

    catalogue = _load(options.path)
    if catalogue is None:
        return 1
    try:
        write_schemas(options.path / "schema", catalogue.relation_kinds)
    except OSError as error:
        print(f"paperatlas: cannot write to '{options.path / 'schema'}': {error.strerror}", file=sys.stderr)
        return 2
    return 0


def _awesome(options: argparse.Namespace) -> int:
    from .interchange import awesome

    catalogue = _load(options.path)
    if catalogue is None:
        return 1
    try:
        text = awesome.updated(options.output.read_text(encoding="utf-8"), catalogue)
        options.output.write_text(text, encoding="utf-8", newline="\n")
    except ValueError as error:
        print(f"paperatlas: '{options.output}': {error}", file=sys.stderr)
        return 2
    return 0


def _export(options: argparse.Namespace) -> int:
    catalogue = _load(options.path, sys.stderr)  # a redirected document must not contain problems
    if catalogue is None:
        return 1
    papers = catalogue.newest_first
    if options.keys is not None:
        known = {alias: paper for paper in papers for alias in paper.aliases} | dict(catalogue.papers)
        keys = [key for key in map(str.strip, options.keys.split(",")) if key]
        for key in keys:
            if key not in known:
                near = did_you_mean(key, known)
                print(f"paperatlas: no paper '{key}'" + (f"; {near}" if near else ""), file=sys.stderr)
                return 2
        # An old and a new key may both be given for one paper.
        papers = tuple({known[key].key: known[key] for key in keys}.values())
    form = EXPORTS[options.format]
    document = form.document(form.records(catalogue, papers)).encode()
    if options.output is None:
        # As bytes: the encoding and line endings of the terminal must not change them.
        sys.stdout.flush()
        sys.stdout.buffer.write(document)
        return 0
    try:
        options.output.write_bytes(document)
    except OSError as error:
        print(f"paperatlas: cannot write '{options.output}': {error.strerror}", file=sys.stderr)
        return 2
    return 0


def _mcp(options: argparse.Namespace) -> int:
    try:
        from .ask.server import server
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("mcp", "mcp_types"):
            raise
        print(f"paperatlas: this command needs another package; type: pip install '{MCP}'", file=sys.stderr)
        return 2
    from .addresses import as_folder, pages_of
    from .checkout import checkout_of
    from .interchange.place import Place
    from .site import contents

    catalogue = _load(options.path, sys.stderr)  # standard output belongs to the protocol
    if catalogue is None:
        return 1
    found = checkout_of(options.path, os.environ)
    address = as_folder(options.site or found.site or pages_of(found.repository, found.forge))
    server(replace(contents(catalogue), place=Place(address, options.name))).run("stdio")
    return 0


def today() -> date:
    """The date of `SOURCE_DATE_EPOCH` if it is set, else of the clock."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        return (datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)).date()
    except (ValueError, OverflowError, OSError):
        print(f"paperatlas: SOURCE_DATE_EPOCH is '{epoch}'; it must be a number of seconds since 1970", file=sys.stderr)
        raise SystemExit(2) from None
