"""Scripts and style sheets, as they are published."""

from __future__ import annotations

import re
from hashlib import sha256
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import BuildError
from mkdocs.structure.files import File, Files
from rjsmin import jsmin

from .defaults import ENGINE

ASSETS = "assets"
# The folders with the modules that assets/atlas.js imports.
FOLDERS = ("basket", "compare", "explore", "form", "lineage", "memory", "pages", "search", "shared")
MODULES = tuple(f"{ASSETS}/{name}/" for name in FOLDERS)
STYLES = "assets/atlas.css"


def add(files: Files, config: MkDocsConfig) -> None:
    """Adds the engine's scripts and style sheets. A file of the same name in docs/ takes the place of ours."""
    for path in sorted((ENGINE / ASSETS).rglob("*.*")):
        name = path.relative_to(ENGINE).as_posix()
        if not files.get_file_from_path(name):
            files.append(File(name, str(ENGINE), config.site_dir, config.use_directory_urls))


def publish_scripts(files: Files, config: MkDocsConfig) -> str:
    """Removes comments and white space from our scripts and those of docs/. The theme's are small already.

    The modules are also published in a folder with a hash in its name, which this returns. Pages import them from it:
    so those of two versions of the site never mix, whatever a browser or a network has kept.
    """
    ours = sorted(
        (file for file in files.javascript_files() if file.src_dir in (config.docs_dir, str(ENGINE))),
        key=lambda file: file.src_uri,
    )
    for file in ours:
        file.content_string = jsmin(_text(file))
    contents = "".join(f"{file.src_uri}\n{file.content_string}" for file in ours)
    folder = f"{ASSETS}/{sha256(contents.encode()).hexdigest()[:12]}"
    for file in ours:
        if file.src_uri.startswith(MODULES):
            path = file.src_uri.replace(ASSETS, folder, 1)
            files.append(File.generated(config, path, content=file.content_string))
    return folder


def join_styles(files: Files, config: MkDocsConfig) -> None:
    """Joins the style sheets of `extra_css` into one file, which takes one request.

    Under serve this runs again for each build, with settings that MkDocs has read again.

    Raises:
        BuildError: there is no such style sheet.
    """
    paths = list(dict.fromkeys(config.extra_css))
    sheets = {path: files.get_file_from_path(path) for path in paths}
    missing = [path for path, sheet in sheets.items() if not sheet and not urlsplit(path).netloc]
    if missing:
        raise BuildError(f"`extra_css` names '{missing[0]}', but there is no such file in {config.docs_dir}")
    ours = {path: sheet for path, sheet in sheets.items() if sheet}
    contents = [_text(sheet) for sheet in ours.values()]
    config.extra_css = paths
    if not all(_can_be_joined(content) for content in contents):
        return
    for sheet in ours.values():
        files.remove(sheet)
    files.append(File.generated(config, STYLES, content="\n".join(contents)))
    config.extra_css = [*(path for path in paths if path not in ours), STYLES]


def _can_be_joined(css: str) -> bool:
    """Whether a style sheet means the same in another folder, after others and before others."""
    is_closed = css.count("{") == css.count("}") and css.count("/*") == css.count("*/")
    return is_closed and not re.search(r"@import|@charset|@namespace|url\(", css, re.IGNORECASE)


def _text(file: File) -> str:
    try:
        return file.content_string
    except UnicodeDecodeError as error:
        raise BuildError(f"{file.abs_src_path}: byte {error.start + 1} is not UTF-8; save the file as UTF-8") from None
