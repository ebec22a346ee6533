"""`paperatlas new`: asks for an entry field by field."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Collection
from pathlib import Path

import click

from ..cite_keys import bare_name, new_keys, stem
from ..edit import Change
from ..model.fields import description
from ..model.values import arxiv_month
from ..patterns import regex
from ..problems import Problem
from ..read import DRAFT
from ..sources.draft import short_name_in
from ..sources.unfinished import OPEN
from .form import KINDS, Form
from .shared import catalogue_option, today, write_changes

# What is asked, in this order. `links` takes ids and addresses of every kind, each into its field.
_ASKED = {
    "paper": (
        "title",
        "links",
        "authors",
        "date",
        "short_name",
        "venue",
        "category",
        "family",
        "tags",
        "tldr",
        "summary",
    ),
    "library": ("name", "repo", "licence", "language", "hardware", "paper", "implements", "summary"),
    "dataset": (
        "name",
        "links",
        "title",
        "authors",
        "date",
        "venue",
        "paper",
        "licence",
        "task",
        "measures",
        "summary",
    ),
    "tutorial": ("title", "url", "authors", "date", "level", "summary"),
}
_NEAR = regex(r"did you mean '([^']+)'")
_LINKS = "arXiv id, DOI, or a link: to OpenReview, the ACL Anthology, PMLR, the publisher's page, the code, a talk"


@click.command()
@catalogue_option
@click.option("--kind", type=click.Choice([*KINDS]), default="paper", show_default=True, help="What you write.")
@click.option("--yes", is_flag=True, help="Write the file at the end without asking.")
def command(path: Path, kind: str, yes: bool) -> int:
    """Write an entry field by field: each answer is checked at once.

    Enter leaves out what is not needed. `...` leaves a field for later: the file is then a draft, which is not
    published. The Tab key completes categories, tags, venues and keys.

    Example: paperatlas new --kind library
    """
    form = Form(path, kind, today())
    with_completion = _completion()
    for name in _ASKED[kind]:
        with_completion(_words(form, name))
        if name == "links":
            _ask_links(form)
        elif _is_asked(form, name):
            _ask(form, name)
    if kind == "paper":
        _ask_relations(form, with_completion)
    with_completion(())
    _ask_source(form)
    key = _ask_key(form)
    _add_cite_key(form)
    return _write(form, path, key, is_agreed=yes)


def _is_asked(form: Form, name: str) -> bool:
    if name == "family":
        category = (form.vocabulary.categories or {}).get(str(form.values.get("category")))
        return category is not None and bool(category.families)
    # What only a paper says that the catalogue does not have.
    return not (form.model.noun == "dataset" and name in ("authors", "date", "venue") and "title" not in form.values)


def _ask(form: Form, name: str) -> None:
    """Asks for one field until the answer has no error."""
    click.echo(_explained(form, name))
    field = form.model.model_fields[name]
    is_needed = field.is_required() or name == "family" or (name == "tldr" and form.vocabulary.style.needs_tldr)
    default = _default(form, name)
    while True:
        text = _prompt(name, default)
        if text == OPEN:
            form.values[name] = OPEN
            return
        if not text:
            if not is_needed:
                return
            click.echo(f"  {name} is needed; write ... to leave it for later")
            continue
        problems = form.answer(name, text)
        if _show(problems):
            default = next((near[1] for one in problems if (near := _NEAR.search(one.hint))), default)
            continue
        _show_taken(form, name, text)
        return


def _explained(form: Form, name: str) -> str:
    text = " ".join(description(form.model, name).split())
    words = _words(form, name)
    if 0 < len(words) <= 60 and name not in ("venue", "paper", "implements"):
        text = f"{text} {', '.join(words)}."
    return _dim(text)


def _dim(text: str) -> str:
    """An explanation in lines that fit the terminal; dim, if it is one."""
    return "\n" + click.style(click.wrap_text(text, min(shutil.get_terminal_size().columns, 100)), dim=True)


def _prompt(name: str, default: str = "") -> str:
    return str(click.prompt(name, default=default, show_default=bool(default))).strip()


def _default(form: Form, name: str) -> str:
    if name == "date":
        return arxiv_month(str(form.values.get("arxiv", "")))
    return short_name_in(str(form.values.get("title", ""))) if name == "short_name" else ""


def _show(problems: list[Problem]) -> bool:
    """Prints what is wrong, and returns whether it is an error."""
    for problem in problems:
        hint = f"\n    {problem.hint}" if problem.hint else ""
        click.echo(
            click.style(f"  {problem.severity}: {problem.message}{hint}", fg="red" if problem.is_error else "yellow")
        )
    return any(problem.is_error for problem in problems)


def _show_taken(form: Form, name: str, text: str) -> None:
    """Prints a value that was corrected."""
    value = form.values.get(name, "")
    if value != text and value != [text]:
        shown = ", ".join(map(str, value)) if isinstance(value, list) else value
        if isinstance(value, dict):
            shown = ", ".join(f"{part} {inner}" for part, inner in value.items())
        click.echo(f"  taken as: {shown}")


def _ask_links(form: Form) -> None:
    click.echo(_dim(f"{_LINKS}. Enter after the last one."))
    while text := _prompt("link"):
        before = dict(form.values)
        problems = form.link(text)
        if problems is None:
            click.echo("  this is neither an id nor a new address such as https://example.org/paper")
        elif not _show(problems):
            taken = {name: value for name, value in form.values.items() if before.get(name) != value}
            click.echo(f"  taken as: {', '.join(taken)}")


def _ask_relations(form: Form, with_completion: Callable[[Collection[str]], None]) -> None:
    papers, kinds = form.papers(), [*(form.vocabulary.relations or {})]
    if not papers or not kinds:
        return
    click.echo(_dim("An earlier paper of this catalogue that it builds on. Enter after the last one."))
    while True:
        with_completion(papers)
        paper = _prompt("builds on")
        if not paper:
            return
        with_completion(kinds)
        click.echo(_dim(f"One of {', '.join(kinds)}."))
        kind = _prompt("kind")
        with_completion(())
        how = _prompt("how, in a few words")
        known = form.values.get("builds_on")
        before = known if isinstance(known, list) else []
        problems = form.answer("builds_on", [*before, {"paper": paper, "kind": kind, "how": how}])  # type: ignore[arg-type]
        _show(problems)


def _ask_source(form: Form) -> None:
    fields = form.unsourced()
    if not fields:
        return
    click.echo(_dim(f"Where you read {', '.join(fields)}: a link, or a repository and a path."))
    while True:
        at = _prompt("source", form.place())
        if not at:
            return
        source = {"fields": fields, "at": at, "checked": form.today.isoformat()}
        if not _show(form.answer("sources", [source])):  # type: ignore[arg-type]
            return


def _ask_key(form: Form) -> str:
    click.echo(_dim("The name of the file, and the end of the page's address."))
    while True:
        key = _prompt("key", form.key())
        fault = form.fault_of_key(key)
        if not fault:
            return key
        click.echo(f"  {fault}")


def _add_cite_key(form: Form) -> None:
    authors = form.values.get("authors")
    if form.model.noun != "paper" or not form.vocabulary.style.needs_cite_key or not isinstance(authors, list):
        return
    venue = form.values.get("venue")
    year = str(venue.get("year") if isinstance(venue, dict) else form.values.get("date", ""))[:4]
    taken = [key for record in form.papers().values() for key in (record.get("cite_key"),) if key]
    begin = stem(form.vocabulary.who.name(bare_name(str(authors[0]))), year, str(form.values.get("title", "")))
    form.values["cite_key"] = new_keys([("", begin)], taken)[""]


def _write(form: Form, root: Path, key: str, *, is_agreed: bool) -> int:
    left = form.left()
    is_draft = any(problem.is_error for problem in left)
    file = root / form.model.folder / (f"{key}{DRAFT}" if is_draft else f"{key}.yml")
    click.echo(f"\n{file.as_posix()}\n\n{form.text()}")
    _show([problem for problem in left if problem.rule != "placeholder"])
    write_changes([Change(file, b"", form.text(), file)], is_agreed=is_agreed)
    if is_draft:
        click.echo(f"{file.as_posix()} is a draft; `paperatlas check --drafts` says what is missing", err=True)
    else:
        click.echo(f"{file.as_posix()} is written", err=True)
    return 0


def _words(form: Form, name: str) -> Collection[str]:
    """The words that a field may have."""
    vocabulary = form.vocabulary
    if name == "family":
        category = (vocabulary.categories or {}).get(str(form.values.get("category")))
        return [*category.families] if category else []
    known: dict[str, Collection[str]] = {
        "category": [*(vocabulary.categories or {})],
        "tags": [*(vocabulary.tags or {})],
        "venue": [*(vocabulary.venues or {})],
        "paper": [*form.papers()],
        "implements": [form_key for record in form.papers().values() for form_key in _methods(record)],
        "level": ["introductory", "intermediate", "advanced"],
    }
    return known.get(name, [])


def _methods(record: object) -> list[str]:
    items = record.items("methods") if hasattr(record, "items") else []
    return [str(method["key"]) for _, method in items if isinstance(method, dict) and method.get("key")]


def _completion() -> Callable[[Collection[str]], None]:
    """Sets the words that the Tab key completes, where the terminal can do that."""
    try:
        import readline
    except ModuleNotFoundError:  # Windows
        return lambda words: None
    if not sys.stdin.isatty():
        return lambda words: None
    known: list[str] = []

    def complete(text: str, number: int) -> str | None:
        begin = text.lstrip()
        found = [text[: len(text) - len(begin)] + word for word in known if word.lower().startswith(begin.lower())]
        return found[number] if number < len(found) else None

    readline.set_completer(complete)
    readline.set_completer_delims(",")
    readline.parse_and_bind("bind ^I rl_complete" if "libedit" in (readline.__doc__ or "") else "tab: complete")

    def use(words: Collection[str]) -> None:
        known[:] = words

    return use
