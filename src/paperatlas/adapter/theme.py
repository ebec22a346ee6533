"""The files of the theme."""

from __future__ import annotations

import os
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from mkdocs.theme import Theme


class _Visible(FileSystemLoader):
    """Lists the files that MkDocs may publish: it leaves out names with a dot, but only after reading all of them."""

    def list_templates(self) -> list[str]:
        found: set[str] = set()
        for root in self.searchpath:
            for folder, inner, names in os.walk(root):
                inner[:] = [name for name in inner if not name.startswith(".")]
                found.update(Path(folder, name).relative_to(root).as_posix() for name in names)
        return sorted(found)


def list_without_icons(theme: Theme) -> None:
    """Makes a build pass over Material's 14,000 icons, which takes a tenth of a second."""
    get_env = theme.get_env

    def faster() -> Environment:
        env = get_env()
        env.loader = _Visible(theme.dirs)
        return env

    theme.get_env = faster  # type: ignore[method-assign]
