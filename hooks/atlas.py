"""The MkDocs adapter: hands the engine's pages to MkDocs and MkDocs's settings to the engine. It decides nothing."""

from __future__ import annotations

import html
import importlib
import logging
import os
import socket
import sys
import traceback
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import ModuleType
from typing import Any

from mkdocs.exceptions import Abort, BuildError, ConfigurationError
from mkdocs.structure.files import File, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc
from rjsmin import jsmin
from shell import Shell
from staging import Staging

log = logging.getLogger("mkdocs.plugins.atlas")

ENGINE = "paperatlas"
LOCAL_SITE = "http://127.0.0.1:8000/"


TOP = get_toc([{"level": 1, "id": "top", "name": "Top", "children": []}])


@dataclass
class State:
    """What outlives one event of MkDocs."""

    is_serving: bool = False
    staging: Staging | None = None
    good: Any = None  # the last catalogue without errors
    site: Any = None
    renderer: Any = None
    maths: Any = None
    files: Any = None
    stamps: dict[str, float] = field(default_factory=dict)
    memory: Any = None  # of the catalogue and of the articles; under serve alone, as it takes room
    articles: Any = None


state = State()


class EntryPage(Page):
    """A page of the engine. Its article is made when it is written, and not kept."""

    def __init__(self, page: Any, config: Any, nav_urls: set[str]) -> None:
        file = File.generated(config, f"{page.url}index.md", content="", inclusion=InclusionLevel.NOT_IN_NAV)
        super().__init__(None, file, config)
        self._page = page
        self.in_navigation = page.url in nav_urls
        self.edit_url = None

    def read_source(self, config: Any) -> None:
        self.markdown = ""

    @property
    def meta(self) -> dict[str, Any]:  # type: ignore[override]
        # Made when asked for: kept for ten thousand pages it takes much room. MkDocs's templates do not escape.
        return {
            "title": self.title,
            "description": html.escape(self._page.description),
            "hide": ["navigation", "toc"],
            "whole": True,
        }

    @meta.setter
    def meta(self, value: dict[str, Any]) -> None:
        """MkDocs gives each page an empty one at first."""

    @property
    def title(self) -> str:  # type: ignore[override]
        return html.escape(self._page.title)

    def render(self, config: Any, files: Any) -> None:
        self.content = ""
        self.toc = TOP  # where the theme's "skip to content" leads
        self.present_anchor_ids = self.links_to_anchors = None

    def article(self) -> str:
        """The article's HTML."""
        return str(state.renderer.page(self._page))


def on_startup(*, command: str, dirty: bool) -> None:
    state.is_serving = command == "serve"


def on_config(config: Any) -> Any:
    root = Path(config.config_file_path).parent
    settings = config.extra["atlas"]
    if state.is_serving and not state.stamps:
        _need_free_port(*config.dev_addr)
    # `serve --clean` calls itself a build; the name of its folder gives it away.
    state.is_serving = state.is_serving or Path(config.site_dir).name.startswith("mkdocs_")
    if not config.use_directory_urls:
        raise ConfigurationError("the atlas needs `use_directory_urls: true`, the default of MkDocs")
    config.site_dir = str(_stage(Path(config.site_dir).resolve()))
    engine = _engine(root)
    state.maths, state.files = engine.maths, engine.site.files
    addresses = _set_addresses(config, engine, root, settings)
    state.site = engine.site.contents(_good_catalogue(engine, _shown(root / settings["catalogue"])))
    state.renderer = engine.render.Renderer(
        state.site, root / settings["templates"], addresses, articles=state.articles
    )
    return config


def _good_catalogue(engine: Any, folder: Path) -> Any:
    """The catalogue; under serve the last good one in place of a faulty one, else the faulty one as it is.

    Raises:
        BuildError: it is faulty, in a build. The site is still as it was: MkDocs has not emptied its folder.
    """
    if state.is_serving and state.memory is None:
        state.memory, state.articles = engine.catalogue.Memory(), engine.render.Articles()
    catalogue = engine.load(folder, memory=state.memory)
    told, counted = engine.problems.as_text(catalogue.problems), engine.problems.counted(catalogue.problems)
    if catalogue.is_right:
        state.good = catalogue
        for line in told.splitlines():
            log.warning(line)
        return catalogue
    if not state.is_serving:
        raise BuildError(f"{told}\n{counted}; the site is left as it was")
    # Printed and not logged: MkDocs shows a message once, and every save should show what is still wrong.
    print(f"{told}\n{counted}; the last good pages stay", file=sys.stderr, flush=True)
    return state.good or catalogue


def _stage(final: Path) -> Path:
    if state.staging:
        state.staging.wait()
    staging = Staging(final)
    try:
        folder = staging.begin()
    except BlockingIOError:
        raise BuildError(f"another build writes {_shown(final)}; wait for it to end, then build again") from None
    state.staging = staging
    return folder


def _need_free_port(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            hint = f"choose another: `make serve PORT={port + 1}`, or `mkdocs serve -a {host}:{port + 1}`"
            raise Abort(f"Nothing can be served at {host}:{port} ({error.strerror}); {hint}") from None


def _engine(root: Path) -> ModuleType:
    """The engine, imported anew where its files changed under serve."""
    package = importlib.import_module(ENGINE)
    folders = [Path(str(package.__file__)).parent, root / "hooks"]
    stamps = {str(path): path.stat().st_mtime for folder in folders for path in folder.rglob("*.py")}
    changed = {path for path in stamps if state.stamps and state.stamps.get(path) != stamps[path]}
    state.stamps = stamps
    if any(Path(path).parent == root / "hooks" for path in changed):
        print("hooks/ changed: stop and start `make serve` for it to take effect", file=sys.stderr, flush=True)
    if any(Path(path).parent != root / "hooks" for path in changed):
        for name in [name for name in sys.modules if name.partition(".")[0] == ENGINE]:
            del sys.modules[name]
        importlib.invalidate_caches()
        # What the old classes made would not fit the new ones.
        state.good = state.memory = state.articles = None
    for part in ("problems", "site", "render", "addresses", "maths"):
        importlib.import_module(f"{ENGINE}.{part}")
    return importlib.import_module(ENGINE)


def _set_addresses(config: Any, engine: Any, root: Path, settings: dict[str, str]) -> Any:
    repository = config.repo_url or engine.addresses.repository_of(root)
    if repository:
        config.repo_url = repository
        config.edit_uri = config.edit_uri or "edit/main/docs/"
        config.site_url = config.site_url or engine.addresses.pages_of(repository)
    else:
        log.info("No repository is known: links to edit and report are left out.")
    if not config.site_url:
        log.info(f"No site_url is known: {LOCAL_SITE} is used.")
        config.site_url = LOCAL_SITE
    return engine.addresses.Addresses(repository.rstrip("/") if repository else "", settings["catalogue"])


def _shown(path: Path) -> Path:
    """The path as a contributor would type it, so that problems can be clicked in a terminal."""
    relative = os.path.relpath(path)
    return path if relative.startswith("..") else Path(relative)


def on_files(files: Any, config: Any) -> Any:
    site = state.site
    nav_urls = set(_expand_nav(config, site))
    for page in site.pages:
        files.append(EntryPage(page, config, nav_urls).file)
    for url, paper in site.redirects.items():
        files.append(File.generated(config, f"{url}index.html", content=state.renderer.redirect(paper)))
    for file in files.javascript_files():
        if file.src_dir == config.docs_dir:  # not the theme's, which are small already
            file.content_string = jsmin(file.content_string)
    written = frozenset(file.url for file in files.documentation_pages() if not isinstance(file.page, EntryPage))
    state.renderer = replace(state.renderer, hand_written=written)
    return files


def _expand_nav(config: Any, site: Any) -> list[str]:
    """Puts the pages that a nav item such as `categories/*` stands for in its place; returns all their addresses."""
    urls: list[str] = []

    def expand(items: list[Any]) -> list[Any]:
        expanded: list[Any] = []
        for item in items:
            ((title, target),) = item.items() if isinstance(item, dict) else ((None, item),)
            if isinstance(target, list):
                expanded.append({title: expand(target)})
                continue
            pages = [target]
            if target.endswith("/*"):
                folder = target[:-1]
                pages = [
                    f"{page.url}index.md" for page in site.pages if page.url.startswith(folder) and page.depth == 2
                ]
            urls.extend(page.removesuffix("index.md") for page in pages)
            expanded += [{title: page} if title else page for page in pages]
        return expanded

    known = {page.url for page in site.pages}
    config.nav = expand(config.nav or [])
    if not known:  # a faulty catalogue: only the pages of docs/ are there
        config.nav = None
    return [url for url in urls if url in known]


def on_env(env: Any, config: Any, files: Any) -> Any:
    latest = state.site.catalogue.latest
    for file in files.documentation_pages():
        file.page.update_date = latest  # and not the day of the build
    _write_files(config, files, env)
    get_template = env.get_template
    shell = Shell(get_template("main.html"))

    def wrapped(name: str, *args: Any, **kwargs: Any) -> Any:
        return shell if name == "main.html" and not args and not kwargs else get_template(name, *args, **kwargs)

    env.get_template = wrapped
    return env


def _write_files(config: Any, files: Any, env: Any) -> None:
    """The files that are no pages; the theme's frame names those of search."""
    guides = [
        (file.page.title, file.page.url)
        for file in files.documentation_pages()
        if not isinstance(file.page, EntryPage) and file.page.url not in ("", "./")
    ]
    written = state.files(state.site, guides)
    for path, content in written.items():
        files.append(File.generated(config, path, content=content))
    names = {path.partition("/")[2].partition("-")[0]: path for path in written}
    env.globals["atlas_files"] = {name: names.get(name, "") for name in ("columns", "text", "manifest")}


def on_page_content(content: str, page: Any, config: Any, files: Any) -> str:
    """Formulas of hand-written pages."""
    if isinstance(page, EntryPage):
        return content
    try:
        return str(state.maths.with_maths(content))
    except ValueError as error:
        raise BuildError(f"{_shown(Path(page.file.abs_src_path))}: {error}") from None


def on_page_context(context: Any, page: Any, config: Any, nav: Any) -> Any:
    """Gives pages of docs/ the part of the catalogue that their front matter names under `atlas`."""
    part = page.meta.get("atlas")
    depth = page.url.count("/")
    is_right = state.site.catalogue.is_right
    if part == "home":
        context["atlas_hero"] = state.renderer.hero(page.meta["headline"], page.meta["lead"]) if is_right else ""
        context["atlas"] = state.renderer.home() if is_right else state.renderer.problems()
    elif not is_right:
        page.content = state.renderer.problems()
    elif part:
        context["atlas"] = getattr(state.renderer, part)(depth)
    return context


def on_template_context(context: Any, template_name: str, config: Any) -> Any:
    if template_name == "404.html":
        root = context["base_url"].rstrip("/") + "/"
        is_right = state.site.catalogue.is_right
        context["atlas"] = state.renderer.missing(root) if is_right else state.renderer.problems()
    return context


def on_serve(server: Any, config: Any, builder: Any) -> Any:
    """Keeps the last good pages while a change breaks the build, and lets the page of a missing address reload itself.

    After a failed build MkDocs answers no request until a build succeeds, and it puts its reloading script only into
    pages that exist.
    """
    _finish()
    plain = server.error_handler

    def reloading(code: int) -> bytes | None:
        content = plain(code)
        return content and server._inject_js_into_html(content, server._visible_epoch)

    def rebuild() -> None:
        try:
            builder()
        except Exception as error:
            where = traceback.extract_tb(error.__traceback__)[-1]
            print(f"{type(error).__name__}: {error} ({_shown(Path(where.filename))}:{where.lineno})", file=sys.stderr)
            print("the last good pages stay", file=sys.stderr, flush=True)
        _finish()

    server.error_handler = reloading
    server.builder = rebuild
    return server


def on_post_build(config: Any) -> None:
    if state.staging:
        state.staging.is_whole = True


def on_build_error(error: Exception) -> None:
    if state.staging:
        state.staging.is_whole = False


def on_shutdown() -> None:
    # And not in on_post_build: MkDocs still may abort a strict build after it.
    _finish()


def _finish() -> None:
    if state.staging:
        state.staging.end()
