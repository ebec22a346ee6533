"""What the settings of an atlas may leave out: the theme, the extensions of Markdown, the styles and the script.

So `mkdocs.yml` is short, and a new version of the engine needs no change in it. What `mkdocs.yml` says is kept.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from markupsafe import escape
from mkdocs.config.config_options import ExtraScript
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError

ENGINE = Path(__file__).resolve().parents[1]
TEMPLATES = ENGINE / "templates"

THEME: dict[str, Any] = {
    "font": False,  # the theme would load fonts from another host
    "icon": {"edit": "material/pencil"},
    "features": [
        *("navigation.instant", "navigation.tabs.sticky", "navigation.top"),
        *("content.action.edit", "content.code.copy", "toc.follow"),
    ],
    "palette": [
        {
            "media": "(prefers-color-scheme)",
            "scheme": "default",
            "toggle": {"icon": "material/theme-light-dark", "name": "Switch to light mode"},
        },
        {
            "media": "(prefers-color-scheme: light)",
            "scheme": "default",
            "toggle": {"icon": "material/weather-sunny", "name": "Switch to dark mode"},
        },
        {
            "media": "(prefers-color-scheme: dark)",
            "scheme": "slate",
            "toggle": {"icon": "material/weather-night", "name": "Switch to system preference"},
        },
    ],
}
EXTENSIONS: dict[str, dict[str, Any]] = {
    "admonition": {},
    "attr_list": {},
    "md_in_html": {},
    "tables": {},
    "toc": {"permalink": True},
    "pymdownx.highlight": {"use_pygments": True},
    "pymdownx.superfences": {},
}
# Joined into one file in this order.
STYLES = (
    *("shared/tokens.css", "shared/frame.css", "shared/menu.css", "shared/text.css", "shared/methods.css"),
    *("pages/home.css", "pages/cards.css", "pages/paper.css", "pages/method.css", "pages/notation.css"),
    *("pages/lists.css", "pages/tables.css", "pages/chart.css"),
    "search/search.css",
    *("explore/frame.css", "explore/facets.css", "explore/results.css"),
    *("lineage/lineage.css", "lineage/around.css", "lineage/timeline.css"),
    "memory/memory.css",
    "compare/compare.css",
    "basket/basket.css",
    "form/form.css",
    "shared/print.css",
)
SCRIPT = {"path": "assets/atlas.js", "type": "module"}
SETTINGS = {"catalogue": "catalog", "templates": "templates", "previews": True}
LINKS = ("not_found", "anchors", "absolute_links", "unrecognized_links")


def settings(config: MkDocsConfig, root: Path) -> dict[str, Any]:
    """What `extra.atlas` in the settings says: the folders of the catalogue and of own templates, and `previews`."""
    written: Any = config.extra.get("atlas")
    found: dict[str, Any] = {**SETTINGS, **(written if isinstance(written, dict) else {})}
    for name in ("catalogue", "templates"):
        folder = found[name]
        is_optional = name == "templates" and folder == SETTINGS[name]
        if not isinstance(folder, str) or not ((root / folder).is_dir() or is_optional):
            example = "extra: {atlas: {catalogue: catalog, templates: templates}}"
            raise ConfigurationError(f"`extra.atlas.{name}` must name a folder, as in `{example}`")
    if not isinstance(found["previews"], bool):
        raise ConfigurationError("`extra.atlas.previews` must be true or false")
    config.extra["atlas"] = found
    return found


def fill_in(config: MkDocsConfig, own_templates: Path) -> None:
    """Sets what `mkdocs.yml` leaves out. `own_templates` is the folder with the atlas's own templates."""
    written = _written(config, "theme")
    for name, value in THEME.items():
        if name not in written:
            config.theme[name] = value
    _add_theme_folders(config, own_templates)
    config.markdown_extensions = list(dict.fromkeys([*config.markdown_extensions, *EXTENSIONS]))
    for name, options in EXTENSIONS.items():
        config.mdx_configs[name] = options | config.mdx_configs.get(name, {})
    # The atlas's own styles come last: they change ours.
    config.extra_css = [*(f"assets/{path}" for path in STYLES), *config.extra_css]
    config.extra_javascript = [ExtraScript().validate(SCRIPT), *config.extra_javascript]  # type: ignore[no-untyped-call]
    config.extra.setdefault("generator", False)
    # The theme writes both into pages as they are. The engine escapes by itself, and takes them back to plain text.
    config.site_name = escape(config.site_name)
    config.site_description = escape(config.site_description or "")
    if not _written(config, "validation"):
        for name in LINKS:
            config.validation.links[name] = logging.WARNING


def _add_theme_folders(config: MkDocsConfig, own_templates: Path) -> None:
    """A file of the theme is looked for in `custom_dir`, in the atlas's own templates, in ours, then in Material."""
    dirs, first = config.theme.dirs, [config.theme.custom_dir] if config.theme.custom_dir else []
    ours = [str(folder / "theme") for folder in (own_templates, TEMPLATES) if (folder / "theme").is_dir()]
    config.theme.dirs = list(dict.fromkeys([*first, *ours, *dirs]))


def user_settings(config: MkDocsConfig) -> Sequence[Mapping[str, Any]]:
    """The settings as they are written, without the values that MkDocs fills in."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # MkDocs itself does not need them
        settings: Sequence[Mapping[str, Any]] = config.user_configs
        return settings


def _written(config: MkDocsConfig, name: str) -> dict[str, Any]:
    """What the settings say under a name, without what MkDocs fills in."""
    found: dict[str, Any] = {}
    for settings in user_settings(config):
        value = settings.get(name)
        found |= value if isinstance(value, dict) else {}
    return found
