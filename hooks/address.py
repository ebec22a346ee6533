"""The addresses of the site and of its repository, and paths as a contributor would type them."""

from __future__ import annotations

import logging
import os
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from paperatlas.addresses import Addresses

log = logging.getLogger("mkdocs.plugins.atlas")

LOCAL_SITE = "http://127.0.0.1:8000/"


def set_addresses(config: MkDocsConfig, engine: ModuleType, root: Path, catalogue: str) -> Addresses:
    """Fills in `repo_url`, `edit_uri` and `site_url` where the settings leave them out.

    `root` is the folder of the settings, `catalogue` the catalogue folder in it.
    """
    repository = config.repo_url or engine.addresses.repository_of(root)
    if repository:
        config.repo_url = repository
        config.edit_uri = config.edit_uri or "edit/main/docs/"
        config.site_url = config.site_url or engine.addresses.pages_of(repository)
    else:
        log.info("No repository configured; edit and report links are omitted.")
    if not config.site_url:
        log.info(f"No site_url configured; using {LOCAL_SITE}.")
        config.site_url = LOCAL_SITE
    addresses: Addresses = engine.addresses.Addresses((repository or "").rstrip("/"), catalogue)
    return addresses


def shown(path: Path) -> Path:
    """The path relative to the current folder if it is inside, so that a terminal can open it with a click."""
    relative = os.path.relpath(path)
    return path if relative.startswith("..") else Path(relative)
