"""`paperatlas links`: finds dead links."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from .. import problems
from ..edit import Change
from .shared import cannot_write, catalogue_folder, load_right, open_web, today

SEEN = ".links.json"


@click.command()
@catalogue_folder
@click.option("--docs", type=click.Path(path_type=Path), default="docs", show_default=True, help="Pages with links.")
@click.option(
    "--seen",
    "memory",
    type=click.Path(path_type=Path, dir_okay=False),
    default=SEEN,
    show_default=True,
    help="The file that remembers which links did not work, and since when.",
)
@click.option("--format", "form", type=click.Choice(["text", "json", "markdown"]), default="text", help="How to print.")
def command(path: Path, docs: Path, memory: Path, form: str) -> int:
    """Look at every link to another site, and report the dead ones.

    A link is dead if it does not work twice, at least a day apart. `links.yml` in the catalogue lists those that are
    not reported, each with the reason.

    Example: paperatlas links --docs docs
    """
    catalogue, seen = load_right(path, sys.stderr), _seen(memory)
    web = open_web(path)
    from ..sources.outside_links import look_at, outside_links, reported

    places = outside_links(path, catalogue, docs)
    accepted = catalogue.vocabulary.links
    wanted = [url for url in places if url not in accepted]
    with click.progressbar(length=len(wanted), label=f"{len(wanted)} links", file=sys.stderr) as bar:
        looks = [*look_at(web, wanted, lambda: bar.update(1))]
    if len(looks) > 1 and not any(look.is_answered for look in looks):
        raise click.ClickException("no server answers; is this computer online? Nothing was remembered")
    found, failed = reported(looks, places, seen, accepted, today())
    found += [
        problems.Problem(f"{path.as_posix()}/links.yml", 1, 1, "unused-exception", "warning", f"no page links to {url}")
        for url in accepted
        if url not in places
    ]
    _remember(memory, failed)
    if found or form == "json":
        print({"json": problems.as_json, "markdown": problems.as_summary, "text": problems.as_text}[form](found))
    new = sum(first == today().isoformat() for first in failed.values())
    later = f"; {new} did not work today for the first time: run it again tomorrow" if new else ""
    print(f"{len(places)} links: {problems.counted(found)}{later}", file=sys.stderr)
    return int(any(problem.is_error for problem in found))


def _seen(memory: Path) -> dict[str, str]:
    try:
        known = json.loads(memory.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError):
        known = None
    if not isinstance(known, dict) or not all(isinstance(day, str) for day in known.values()):
        raise click.ClickException(f"'{memory}' is not what `paperatlas links` writes; remove it, or name another file")
    return known


def _remember(memory: Path, failed: dict[str, str]) -> None:
    text = json.dumps(failed, indent=1, sort_keys=True) + "\n"
    try:
        Change(memory, memory.read_bytes() if memory.exists() else b"", text, memory).write()
    except OSError as error:
        raise cannot_write(memory, error) from None
