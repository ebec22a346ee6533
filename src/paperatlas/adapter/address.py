"""The addresses of the site and of its repository, and paths as a contributor would type them."""

from __future__ import annotations

import logging
import os
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from .defaults import user_settings

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from ..addresses import Addresses

log = logging.getLogger("mkdocs.plugins.atlas")

LOCAL_SITE = "http://127.0.0.1:8000/"


def set_addresses(config: MkDocsConfig, engine: ModuleType, root: Path, catalogue: str) -> Addresses:
    """Fills in `repo_url`, `edit_uri` and `site_url` where the settings leave them out.

    `root` is the folder of the settings, `catalogue` the catalogue folder in it.
    """
    forms = engine.addresses
    found = engine.checkout.checkout_of(root, os.environ, config.remote_name)
    repository, forge = found.repository, found.forge
    if config.repo_url:
        repository = forms.web_address(config.repo_url) or forms.without_user(config.repo_url).rstrip("/")
        same_host = urlsplit(repository).netloc == urlsplit(found.repository).netloc
        forge = found.forge if same_host else forms.forge_of(repository)
    if not repository:
        log.info("No repository configured; edit and report links are omitted.")
    config.site_url = (
        config.site_url or _own_domain(config, forms) or found.site or forms.pages_of(repository, forge) or LOCAL_SITE
    )
    if config.site_url == LOCAL_SITE:
        log.info("No site_url configured; feeds, the addresses in sitemap.xml, and opensearch.xml are omitted.")
    docs = Path(os.path.relpath(config.docs_dir, root)).as_posix() + "/"
    edit = forms.edit_address(repository, forge, found.branch or "main")
    edit = edit and edit + found.folder
    if _is_set(config, "edit_uri") or _is_set(config, "edit_uri_template"):
        edit = _before_docs(config, repository, docs, edit)
    else:
        config.edit_uri = edit + docs if edit else None
        if repository and not edit:
            log.info(f"{repository} is on a host of an unknown kind; set `edit_uri` for links to edit a page.")
    config.repo_url = repository or None
    addresses: Addresses = forms.Addresses(repository, edit and f"{edit}{catalogue}/", forge)
    return addresses


def _own_domain(config: MkDocsConfig, forms: ModuleType) -> str:
    """The address that `CNAME` in the folder of the hand-written pages names."""
    try:
        text = Path(config.docs_dir, "CNAME").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    domain = forms.domain_of(text)
    if not domain:
        log.warning(f"{shown(Path(config.docs_dir, 'CNAME'))}:1:1: expected one domain, such as atlas.example.org")
    return domain and f"https://{domain}/"


def _is_set(config: MkDocsConfig, name: str) -> bool:
    """Whether the settings have a value of their own: for some hosts, MkDocs fills in one for the branch master."""
    return any(settings.get(name) is not None for settings in user_settings(config))


def _before_docs(config: MkDocsConfig, repository: str, docs: str, default: str) -> str:
    """What comes before `docs/` in the addresses that the settings give: entries are beside it."""
    pattern = str(config.edit_uri_template or (config.edit_uri and config.edit_uri + "{path}") or "")
    if not pattern:
        return ""  # set to nothing: no edit links
    if not pattern.endswith(docs + "{path}"):
        return default
    before = pattern.removesuffix(docs + "{path}")
    return repository + before if before.startswith(("?", "#")) else urljoin(f"{repository}/", before)


def shown(path: Path) -> Path:
    """The path relative to the current folder if it is inside, so that a terminal can open it with a click."""
    relative = os.path.relpath(path)
    return path if relative.startswith("..") else Path(relative)
