"""The output folder of a build: MkDocs empties it, so a build into a folder with sources is refused."""

from __future__ import annotations

import os
import re
import sysconfig
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.exceptions import ConfigurationError

from .defaults import ENGINE
from .staging import beside, private_folder

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

# Folders with sources, besides those that the settings name.
SOURCES = (
    *("catalog", "docs", "templates", "hooks", "src", "tests", "tools", "bench"),
    *("requirements", ".ci", ".git", ".github", ".venv"),
)
_INHERIT = re.compile(r"^INHERIT:[ \t]*(['\"]?)(.+?)\1[ \t]*(?:#.*)?$", re.MULTILINE)
MOST_LINKS = 40  # as many as Linux follows


def output_folder(config: MkDocsConfig, hooks: Iterable[Path]) -> Path:
    """The output folder of a build, with its links followed. `hooks` are the files of the hooks.

    Raises:
        ConfigurationError: the output is a file or a broken link, or a build into it would delete sources: it is,
            contains or is inside a folder with sources, or it is or contains the folder of the configuration file.
    """
    written = Path(config.site_dir).absolute()
    final = Path(os.path.realpath(written))
    try:
        is_link = final.is_symlink()
    except OSError as error:
        raise ConfigurationError(f"cannot build into '{written}': {error.strerror}") from None
    if is_link:
        raise ConfigurationError(
            f"the output '{written}' is a circle of links; choose a folder with `-d` or `site_dir`"
        )
    for path in (final, *final.parents):
        if path.exists() and not path.is_dir():
            raise ConfigurationError(f"the output '{path}' is a file; choose a folder with `-d` or `site_dir`")
    roots, sources = _sources(config, hooks)
    for output in (written, final, *beside(final)):
        source = _overlap(output, roots, sources)
        if source:
            raise ConfigurationError(
                f"the output folder '{written}' overlaps the source folder '{source}', which a build would delete; "
                "choose another folder with `-d` or `site_dir`"
            )
    return final


def _sources(config: MkDocsConfig, hooks: Iterable[Path]) -> tuple[list[Path], list[Path]]:
    """The folders of settings, and the folders with sources, in the order in which a message should name them."""
    settings = Path(str(config.config_file_path)).absolute()
    hook_folders = [file.parent for file in hooks]
    # An atlas has its hooks in the folder hooks/: they may be those of another folder than the settings.
    projects = [folder.parent for folder in hook_folders if folder.name == "hooks"]
    roots = list(dict.fromkeys([settings.parent, settings.resolve().parent, *projects]))
    others = [*(file.absolute().parent for file in _inherited(settings)), *hook_folders]
    own = [config.extra["atlas"][name] for name in ("catalogue", "templates")]
    named = [config.docs_dir, config.theme.custom_dir, *config.watch, *own]
    contents = [settings.parent / name for name in named if name]
    sources = [root / name for root in roots for name in SOURCES]
    # A link or a mount point inside a source folder can be an output folder's other name.
    inner = [path for folder in contents for path in folder.rglob("*") if path.is_symlink() or path.is_dir()]
    repositories = [path for root in roots for path in _repository(root)]
    python = [Path(sysconfig.get_path(name)) for name in ("stdlib", "platstdlib", "purelib", "platlib", "scripts")]
    found = (*sources, *contents, *inner, *repositories, ENGINE, *python, private_folder())
    return [*roots, *others], [path for path in found if os.path.lexists(path)]


def _inherited(settings: Path) -> Iterator[Path]:
    """The settings that these ones inherit from: MkDocs does not keep their names."""
    for _ in range(MOST_LINKS):
        named = _INHERIT.search(settings.read_text(encoding="utf-8", errors="replace"))
        if not named:
            return
        settings = settings.parent / named[2]
        yield settings


def _repository(root: Path) -> list[Path]:
    """Where git keeps the repository of a folder; in a worktree, `.git` is a file that names the place."""
    places = [parent / ".git" for parent in (root, *root.parents) if (parent / ".git").exists()]
    for place in places:
        if place.is_file():
            named = place.read_text(encoding="utf-8", errors="replace").removeprefix("gitdir:").strip()
            return [*places, Path(os.path.normpath(place.parent / named))]
    return places


def _overlap(output: Path, roots: Iterable[Path], sources: Iterable[Path]) -> Path | None:
    """The source folder that an output folder is, contains or is inside; or the project that it is or contains."""
    identity, enclosing = _identity(output), _identities([output, *output.parents])
    for source in sources:
        hops = list(_hops(source))
        if _identity(source) in enclosing or identity in _identities(parent for hop in hops for parent in hop.parents):
            return source
    return next((root for root in roots if identity in _identities([root, *root.parents])), None)


def _hops(path: Path) -> Iterator[Path]:
    """A path, and where it leads if it is a link, one link at a time."""
    for _ in range(MOST_LINKS):
        yield path
        if not path.is_symlink():
            break
        path = Path(os.path.normpath(path.parent / path.readlink()))
    yield Path(os.path.realpath(path))


def _identities(folders: Iterable[Path]) -> set[tuple[int, int]]:
    return {identity for folder in folders if (identity := _identity(folder))}


def _identity(folder: Path) -> tuple[int, int] | None:
    """What is the same for every name of a folder: through links, `..`, and case on a disk that ignores it."""
    try:
        found = folder.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
