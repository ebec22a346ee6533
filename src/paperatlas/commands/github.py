"""`paperatlas github`: what the workflows of a repository on GitHub do. Each command is one step of a workflow."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..catalogue import load
from ..edit import Change
from ..sources.web import WebError
from .shared import cannot_write, catalogue_folder, load_right, open_web, today

if TYPE_CHECKING:
    from ..sources.github import Forge

_HERE = "pictures:"  # stands for the address of the pictures until they have one
_MOST = 60_000  # characters of a comment; GitHub refuses more than 65,536
FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)


@click.group()
def command() -> None:
    """Do one step of a workflow on GitHub: review a change, draft a suggested paper, report, propose.

    Example: paperatlas github review --since HEAD
    """


@command.command()
@catalogue_folder
@click.option("--since", default="HEAD", show_default=True, metavar="COMMIT", help="What to compare the files with.")
@click.option("--pictures", type=FOLDER, help="A folder with pictures of pages, before and after.")
@click.option("--preview", default="", metavar="URL", help="Where the built site is.")
@click.option("--pages", is_flag=True, help="Only list the pages of changed entries, for the pictures.")
def review(path: Path, since: str, pictures: Path | None, preview: str, pages: bool) -> int:
    """Print what a change does to the catalogue, as the comment for its pull request.

    Example: paperatlas github review --since HEAD^1
    """
    from ..review import as_review, changed_files, pages_of

    try:
        changes = changed_files(path, since)
    except ValueError as error:
        raise click.ClickException(f"cannot compare with '{since}': {error}") from None
    if pages:
        print("\n".join(pages_of(changes)))
        return 0
    names = sorted(file.name for file in pictures.iterdir()) if pictures else []
    print(as_review(changes, load(path, today()).problems, names, _HERE, preview), end="")
    return 0


@command.command()
@click.argument("site", type=FOLDER)
@click.argument("out", type=click.Path(path_type=Path))
@click.argument("when", type=click.Choice(["before", "after"]))
def pictures(site: Path, out: Path, when: str) -> int:
    """Take pictures of the pages of a built site that standard input lists. Without Playwright, there are none.

    Example: paperatlas github review --pages | paperatlas github pictures site out after
    """
    from .pictures import take

    try:
        take(site, out, when, [page for line in sys.stdin if (page := line.strip())])
    except ModuleNotFoundError as error:
        print(f"no pictures: {error}; type: pip install playwright && playwright install chromium", file=sys.stderr)
    return 0


@command.command()
@click.argument("number", type=click.IntRange(1))
@click.argument("file", type=FILE)
@click.option("--pictures", type=FOLDER, help="The folder with the pictures that the text shows.")
@click.option("--name", default="review", show_default=True, help="Which comment it renews.")
def comment(number: int, file: Path, pictures: Path | None, name: str) -> int:
    """Write a comment on a pull request or an issue, in place of the one before.

    Example: paperatlas github comment 12 review.md
    """
    from ..sources.github import put_pictures, renew_comment

    at, text = _forge(), _text(file)
    with _explained():
        images = {one.name: one.read_bytes() for one in sorted(pictures.glob("*.png"))} if pictures else {}
        if images:
            text = _short(text.replace(f"]({_HERE}/", f"]({put_pictures(at, number, images)}/"))
        print(renew_comment(at, number, name, text))
    return 0


@command.command()
@click.argument("name")
@click.argument("title")
@click.argument("file", type=FILE)
def report(name: str, title: str, file: Path) -> int:
    """Open an issue with a report, or renew the open one. An empty report closes it.

    Example: paperatlas github report links "Dead links" links.md
    """
    from ..sources.github import renew_issue

    with _explained():
        print(renew_issue(_forge(), name, title, _text(file)) or "nothing to report")
    return 0


@command.command()
@click.argument("branch")
@click.argument("title")
@click.argument("file", type=FILE)
@click.option("--from", "folder", type=FOLDER, required=True, help="The folder that holds the changed files.")
@click.option("--start", is_flag=True, help="Start the workflows Check and Review for it.")
@catalogue_folder
def propose(branch: str, title: str, file: Path, folder: Path, start: bool, path: Path) -> int:
    """Open a pull request with changed entries, or renew the open one. FILE has its text.

    Example: paperatlas github propose refresh "Refresh entries" report.md --from changed
    """
    from ..sources.github import propose as proposed
    from ..sources.github import start_checks

    if path.is_absolute() or ".." in path.parts:
        raise click.ClickException(f"'{path}' must be a folder below this one, such as catalog")
    files: dict[str, bytes | None] = {}
    for new in sorted(folder.glob("**/*.yml")):
        old = path / new.relative_to(folder)
        if new.is_symlink() or not new.is_file():
            raise click.ClickException(f"'{new}' is no file")
        if not old.is_file() or old.read_bytes() != new.read_bytes():
            files[old.as_posix()] = new.read_bytes()
    if not files:
        print("nothing to propose")
        return 0
    at = _forge()
    with _explained():
        number, address = proposed(at, branch, _one_line(title), _text(file), files)
        if number and start:
            start_checks(at, branch, number)
        print(address or "nothing to propose")
    return 0


@command.command()
@click.argument("commit")
def pull(commit: str) -> int:
    """Print the number of the open pull request of a commit; exit with 1 if there is none.

    Example: paperatlas github pull 1a2b3c
    """
    from ..sources.github import pull_of

    with _explained():
        number = pull_of(_forge(), commit)
    if number:
        print(number)
    return int(not number)


@command.command()
@click.argument("event", type=FILE)
@click.argument("out", type=click.Path(path_type=Path))
@catalogue_folder
def draft(event: Path, out: Path, path: Path) -> int:
    """Draft the entry that an issue suggests. EVENT is the file of the event, and OUT the folder for the result.

    OUT gets `answer.md` for the issue, `title.txt` and `pull.md` for a pull request, and in `entries` the new entry,
    if there is one.

    Example: paperatlas github draft "$GITHUB_EVENT_PATH" out
    """
    from ..sources.github import answers_of
    from ..sources.suggestion import answered, suggestion
    from .drafting import drafted

    asked = suggestion(_event(event))
    if not asked:
        print("this is no suggestion of a paper", file=sys.stderr)
        return 0
    texts: list[str] = []
    if os.environ.get("GITHUB_TOKEN"):
        with _explained():
            texts = answers_of(_forge(), asked.number, asked.author)
    done = drafted(path, open_web(path), asked, {**(asked.answers or {}), **answered(texts)})
    folder = out / "entries" / "papers"
    folder.mkdir(parents=True, exist_ok=True)
    (out / "answer.md").write_text(done.answer, encoding="utf-8")
    (out / "title.txt").write_text(_one_line(done.title), encoding="utf-8")
    (out / "pull.md").write_text(f"{done.answer}\nCloses #{asked.number}\n", encoding="utf-8")
    if done.text:
        (folder / f"{done.key}.yml").write_text(done.text, encoding="utf-8")
    return 0


@command.command()
@catalogue_folder
@click.option("--out", type=click.Path(path_type=Path), default=".github/CODEOWNERS", show_default=True)
def owners(path: Path, out: Path) -> int:
    """Write who is asked to review changes, from `owners` in categories.yml.

    Example: paperatlas github owners
    """
    from ..people_behind import code_owners

    return _write(out, code_owners(load_right(path, sys.stderr), path.as_posix()))


@command.command()
@click.option("--out", type=click.Path(path_type=Path), default="CREDITS.md", show_default=True)
def credits(out: Path) -> int:
    """Write who wants to be thanked: the lines `Thanks-to: Name` of all commit messages.

    Example: paperatlas github credits
    """
    from ..people_behind import credits as thanked

    try:
        text = thanked(Path())
    except ValueError as error:
        raise click.ClickException(f"cannot read the commits: {error}") from None
    return _write(out, text)


def _write(out: Path, text: str) -> int:
    try:
        Change(out, out.read_bytes() if out.exists() else b"", text, out).write()
    except OSError as error:
        raise cannot_write(out, error) from None
    return 0


@contextmanager
def _explained() -> Iterator[None]:
    """Ends the command with one sentence if GitHub refuses or gives no answer."""
    try:
        yield
    except WebError as error:
        raise click.ClickException(str(error)) from None


def _forge() -> Forge:
    from ..sources.github import forge

    try:
        return forge(open_web(Path()), os.environ)
    except ValueError as error:
        raise click.ClickException(str(error)) from None


def _event(file: Path) -> dict[str, Any]:
    try:
        event = json.loads(file.read_bytes())
    except (OSError, ValueError) as error:
        raise click.ClickException(f"'{file}' is no event of GitHub: {error}") from None
    return event if isinstance(event, dict) else {}


def _text(file: Path) -> str:
    return _short(file.read_text(encoding="utf-8", errors="replace"))


def _short(text: str) -> str:
    """The text as far as GitHub takes it. What is folded ends there."""
    if len(text) <= _MOST:
        return text
    begin = text[:_MOST].rpartition("\n")[0] or text[:_MOST]
    ends = "\n\n</details>" * (begin.count("<details") - begin.count("</details>"))
    return f"{begin}{ends}\n\nThe rest is too long for GitHub.\n"


def _one_line(text: str) -> str:
    return " ".join(text.split())[:200]
