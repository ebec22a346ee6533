"""Scripts and style sheets, as they are published."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from rjsmin import jsmin

STYLES = "assets/atlas.css"


def minify_scripts(files: Files, config: MkDocsConfig) -> None:
    """Removes comments and white space from our scripts. The theme's are small already."""
    for file in files.javascript_files():
        if file.src_dir == config.docs_dir:
            file.content_string = jsmin(file.content_string)


def join_styles(files: Files, config: MkDocsConfig) -> None:
    """Joins the style sheets of `extra_css` into one file, which takes one request.

    Under serve this runs again for each build, with settings that MkDocs has read again.
    """
    sheets = [files.get_file_from_path(path) for path in config.extra_css]
    joined = "\n".join(sheet.content_string for sheet in sheets if sheet)
    for sheet in sheets:
        if sheet:
            files.remove(sheet)
    files.append(File.generated(config, STYLES, content=joined))
    config.extra_css = [*(path for path, sheet in zip(config.extra_css, sheets, strict=True) if not sheet), STYLES]
