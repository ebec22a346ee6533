"""Asks the search box for all kinds of pages: `python -m bench.search.asked [--engine NAME ...] [--misses]`.

Prints one table of the queries of `asked.tsv` and `asked-heldout.tsv`; a full run writes it into bench/README.md.
`--engine ours` needs no browser and takes seconds. `--misses` prints the queries without a right answer.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from paperatlas.catalogue import Catalogue, load
from paperatlas.urls import PATTERNS

from . import HERE, ROOT, Query, judged
from .data import NODE, peers
from .measure import chromium, top_three
from .pages import records
from .publish import publish
from .server import serve
from .table import ENGINES

SETS = {"asked": "asked.tsv", "held-out": "asked-heldout.tsv"}
PEERS = ("minisearch", "pagefind", "lunr")
PAPERS = (
    *("half-remembered", "lab", "formula", "citation key", "repository", "id", "version", "versus"),
    *("phrase", "minus", "name and word"),
)
COMPARISON = PATTERNS["comparison"].format("")
Answers = Mapping[str, Sequence[str]]  # by query, the first three


def built(folder: Path) -> Path:
    """Builds the site, and returns a folder with its search files."""
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q", "-d", folder / "site"], cwd=ROOT, check=True)
    for name in ("names", "columns", "text"):
        (found,) = (folder / "site" / "search").glob(f"{name}-*.json")
        found.rename(folder / f"{name}.json")
    return folder


def ours(folder: Path, texts: Sequence[str]) -> Answers:
    queries = folder / "queries.json"
    queries.write_text(json.dumps(texts), encoding="utf-8")
    command = [NODE, HERE / "asked.mjs", built(folder), queries]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, encoding="utf-8")
    return dict(zip(texts, json.loads(done.stdout), strict=True))


def others(catalogue: Catalogue, folder: Path, engines: Sequence[str], texts: Sequence[str]) -> Iterator[Answers]:
    """The answers of other engines. A record has a number for a key, which every engine can return."""
    found = list(records(catalogue))
    folder.mkdir()
    peers([{**one, "key": str(number)} for number, one in enumerate(found)], folder)
    with serve(folder) as site, chromium() as browser:
        for engine in engines:
            answers = top_three(browser, site, engine, texts)
            yield dict(zip(texts, ([found[int(key)]["key"] for key in keys] for keys in answers), strict=True))


def is_right(query: Query, answer: str) -> bool:
    """The edition of a venue has a page below that of the venue; a comparison shows methods of the papers asked for."""
    if query.kind == "versus" and answer.startswith(COMPARISON):
        return {_papers_by_method()[key] for key in answer.removeprefix(COMPARISON).split(",")} <= {*query.keys}
    return answer in query.keys or (query.kind == "edition" and answer.startswith(tuple(_folders(query.keys))))


@cache
def _papers_by_method() -> Mapping[str, str]:
    return {key: paper.key for key, (paper, _) in load(ROOT / "catalog").methods.items()}


def _folders(keys: Sequence[str]) -> Iterator[str]:
    return (key for key in keys if key.endswith("/"))


def share(queries: Sequence[Query], answers: Answers, most: int) -> str:
    right = sum(any(is_right(query, one) for one in answers[query.text][:most]) for query in queries)
    return f"{right / len(queries):.2f}".removeprefix("0")


def groups(queries: Sequence[Query]) -> dict[str, list[Query]]:
    """The queries by kind, and before them those of all questions, papers and other pages."""
    kinds, wholes = defaultdict(list), defaultdict(list)
    for query in queries:
        whole = "questions" if query.kind == "question" else "papers" if query.kind in PAPERS else "other pages"
        wholes[f"**{whole}**"].append(query)
        if query.kind != "question":
            kinds[query.kind].append(query)
    return {**wholes, **kinds}


def table(sets: Mapping[str, Sequence[Query]], answers: Mapping[str, Answers]) -> str:
    """A row for each kind, and in each cell success@1 and success@3 in the two sets."""
    lines = [["kind", "queries", *(ENGINES[engine] for engine in answers)], ["---"] * (2 + len(answers))]
    by_set = [groups(queries) for queries in sets.values()]
    for name in by_set[0]:
        parts = [found[name] for found in by_set]
        cells = [
            " · ".join(f"{share(part, one, 1)} {share(part, one, 3)}" for part in parts) for one in answers.values()
        ]
        lines.append([name, " · ".join(str(len(part)) for part in parts), *cells])
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.search.asked", description="Ask for all kinds of pages.")
    known = ["ours", *PEERS]
    parser.add_argument("--engine", action="append", choices=known, help="only this engine, or these")
    parser.add_argument("--misses", action="store_true", help="print the queries without a right answer")
    parser.add_argument("--held-out", action="store_true", help="with --misses, those of the held-out set too")
    options = parser.parse_args()
    engines = options.engine or known
    sets = {name: judged(file) for name, file in SETS.items()}
    texts = [query.text for queries in sets.values() for query in queries]
    with tempfile.TemporaryDirectory(prefix="atlas-asked-") as name:
        folder = Path(name)
        answers = {"ours": ours(folder, texts)} if "ours" in engines else {}
        left = [engine for engine in engines if engine != "ours"]
        if left:
            found = others(load(ROOT / "catalog"), folder / "others", left, texts)
            answers |= dict(zip(left, found, strict=True))
    text = table(sets, answers)
    print(text)
    if options.misses:
        shown = [*sets["asked"], *(sets["held-out"] if options.held_out else [])]
        _print_misses(shown, answers[engines[0]])
    if engines == known:
        publish("asked figures", text)


def _print_misses(queries: Sequence[Query], answers: Answers) -> None:
    for query in queries:
        found = answers[query.text]
        if not any(is_right(query, one) for one in found[:1]):
            place = "@3" if any(is_right(query, one) for one in found) else "--"
            print(f"{place} {query.kind}: {query.text}: {' '.join(found) or 'nothing'}, not {' '.join(query.keys)}")


if __name__ == "__main__":
    main()
