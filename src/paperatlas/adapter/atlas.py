"""The MkDocs adapter: handlers for MkDocs events, which call the engine or another module in this folder.

`hooks/atlas.py` of each atlas takes all of them from here. Nothing in this folder is loaded again while a server runs.
"""

from __future__ import annotations

import logging
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from html import unescape
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import BuildError, ConfigurationError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import File, Files

from . import assets, defaults, live, nav, serve, watch
from .address import set_addresses, shown
from .compiled import CompiledTemplates
from .made import BackgroundWriter, write_files
from .output import output_folder
from .page import EntryPage, WrittenOnce, headings, sections
from .shell import Shell
from .staging import Staging, private_folder
from .theme import list_without_icons

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.structure.pages import Page

    from ..catalogue import Catalogue, Memory
    from ..render import Articles, Renderer

__all__ = [
    "on_build_error",
    "on_config",
    "on_env",
    "on_files",
    "on_page_content",
    "on_page_context",
    "on_page_markdown",
    "on_post_build",
    "on_serve",
    "on_shutdown",
    "on_startup",
    "on_template_context",
]
log = logging.getLogger("mkdocs.plugins.atlas")
HERE = Path(__file__).resolve().parent
PROBLEMS = '<h1 id="top">The catalogue has problems</h1>\n<p>Solve them; the page then appears.</p>'


@dataclass
class State:
    """What lasts longer than one event. Under serve, `good`, `memory` and `articles` last from build to build."""

    is_serving: bool = False
    config: MkDocsConfig | None = None
    staging: Staging | None = None
    modified: dict[Path, int] = field(default_factory=dict)
    hooks: list[Path] = field(default_factory=list)
    good: Catalogue | None = None  # the last catalogue without errors
    memory: Memory | None = None
    articles: Articles | None = None
    live: live.Live = field(default_factory=live.Live)
    pictures: BackgroundWriter | None = None  # those of links, in a build


state = State()
# Set by each build.
engine: Any
renderer: Renderer
scripts: str


def on_startup(*, command: str, dirty: bool) -> None:
    state.is_serving = command == "serve"


@event_priority(100)  # plugins see the address of the site: mike adds the version to it
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    global engine, renderer
    root = Path(str(config.config_file_path)).absolute().parent
    settings = defaults.settings(config, root)
    templates = root / settings["templates"]
    defaults.fill_in(config, templates)
    if state.is_serving and not state.modified:  # the first build of a server
        serve.need_free_port(*config.dev_addr)
    # `serve --clean` reports the command 'build', but it writes to a temporary folder of this name.
    output = Path(config.site_dir)
    is_temporary = output.name.startswith("mkdocs_") and output.parent == Path(tempfile.gettempdir())
    state.is_serving = state.is_serving or is_temporary
    if not config.use_directory_urls:
        raise ConfigurationError("the atlas needs `use_directory_urls: true`, the default of MkDocs")
    if {"search", "material/search"} & {*config.plugins}:
        log.info("The plugin 'search' finds only the hand-written pages. The atlas has its own search.")
    engine = _current_engine(config)
    # A server builds into the folder of its first build, which was checked.
    is_checked = state.live.server and state.staging
    final = state.staging.final if state.staging and is_checked else output_folder(config, state.hooks)
    state.config, config.site_dir = config, str(_stage(final))
    list_without_icons(config.theme)
    addresses = set_addresses(config, engine, root, settings["catalogue"])
    catalogue = _load(shown(root / settings["catalogue"]))
    config.watch += watch.sources(config, root / settings["catalogue"], templates, *state.hooks)
    renderer = engine.render.Renderer(
        engine.site.contents(catalogue),
        (templates, *engine.render.TEMPLATES) if templates.is_dir() else engine.render.TEMPLATES,
        addresses,
        articles=state.articles,
        compiled=CompiledTemplates(private_folder(), state.modified),
        kept_files=private_folder(),
        with_previews=settings["previews"],
    )
    return config


def _stage(final: Path) -> Path:
    if state.staging:
        state.staging.wait()
    staging = Staging(final)
    try:
        folder = staging.begin()
    except BlockingIOError:
        raise BuildError(f"another build is writing {shown(final)}; wait until it ends, then build again") from None
    state.staging = staging
    return folder


def _current_engine(config: MkDocsConfig) -> ModuleType:
    """The engine, loaded again if its files changed since the last build of a server."""
    current = serve.load_engine()
    modules: Any = config.hooks  # MkDocs declares another type
    state.hooks = [Path(str(module.__file__)).resolve() for module in modules.values()]
    modified = serve.modified_times(defaults.ENGINE, state.hooks)
    changed = {path for path, time in modified.items() if state.modified and state.modified.get(path) != time}
    state.modified = modified
    kept = {path for path in changed if path in state.hooks or path.is_relative_to(HERE)}
    for path in sorted(kept):
        print(f"{shown(path)} changed: restart `make serve` to apply the change", file=sys.stderr, flush=True)
    if changed - kept:
        serve.unload_engine()
        # Objects of the old classes do not work with the new ones.
        state.good = state.memory = state.articles = None
        current = serve.load_engine()
    return current


def _load(folder: Path) -> Catalogue:
    """The catalogue. Under serve, the last good one in place of one with errors, if there is one.

    Raises:
        BuildError: it has errors, in a build. MkDocs has not emptied the output folder yet.
    """
    if state.is_serving and state.memory is None:
        state.memory, state.articles = engine.Memory(), engine.render.Articles()
    catalogue: Catalogue = engine.load(folder, memory=state.memory)
    state.live.note(catalogue.problems)
    text, count = engine.problems.as_text(catalogue.problems), engine.problems.counted(catalogue.problems)
    if catalogue.is_right:
        state.good = catalogue
        for line in text.splitlines():
            log.warning(line)
        return catalogue
    if not state.is_serving:
        raise BuildError(f"{text}\n{count}; the site was not changed")
    # Printed, not logged: MkDocs logs a message only once, but every save should show what is still wrong.
    print(f"{text}\n{count}; the last good pages are still served", file=sys.stderr, flush=True)
    return state.good or catalogue


def _add_pages(files: Files, config: MkDocsConfig) -> Files:
    assets.add(files, config)
    site = renderer.site
    in_navigation = nav.expand(config, site)
    # Plugins expect a source of each file: the entry, or the folder of all entries.
    folder = Path(str(config.config_file_path)).absolute().parent / config.extra["atlas"]["catalogue"]
    for page in site.pages:
        file = EntryPage(page, config, page.url in in_navigation).file
        file.abs_src_path = str(folder / page.source)
        files.append(file)
    for redirect in site.redirects:
        content = engine.render.parts.redirect(renderer, redirect, config.site_url)
        file = File.generated(config, f"{redirect.url}index.html", content=content)
        file.abs_src_path = str(folder)
        files.append(file)
    return files


def _prepare_files(files: Files, config: MkDocsConfig) -> Files:
    global renderer, scripts
    scripts = assets.publish_scripts(files, config)
    assets.join_styles(files, config)
    hand_written = frozenset(file.url for file in _hand_written(files))
    # The address as it is now: a plugin may have changed it.
    name, description = unescape(config.site_name), unescape(config.site_description or "")
    place = engine.site.Place(str(config.site_url), name, description, is_served=state.is_serving)
    renderer = replace(renderer, hand_written=hand_written, site=replace(renderer.site, place=place))
    for file in files:
        file.abs_src_path = file.abs_src_path or config.docs_dir  # MkDocs forgets it where a hook changes the content
    return files


# Pages come before plugins look for them, as mkdocs-redirects does; the rest after plugins have added their files.
on_files = CombinedEvent(event_priority(100)(_add_pages), _prepare_files)


def _hand_written(files: Files) -> list[File]:
    return [file for file in files.documentation_pages() if not isinstance(file.page, EntryPage)]


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    global renderer
    env.bytecode_cache = renderer.compiled
    for file in files.documentation_pages():
        if file.page:
            file.page.update_date = _changed(file.page)
    pages = [file.page for file in _hand_written(files) if file.page]
    guide = engine.search.guides.Guide
    guides = [
        guide(str(page.title), page.url, " ".join([str(page.meta.get("description", "")), *headings(page.toc)]), asked)
        for page in pages
        for asked in [page.meta.get("asked", ())]
        if page.url not in ("", "./")
    ]
    titles = [guide(*section) for page in pages for section in sections(page)]
    twins = tuple(_written(pages, config))
    renderer = replace(renderer, site=replace(renderer.site, written=twins, kept_files=private_folder()))
    written = engine.site.files(renderer.site, guides, titles, renderer.citations) | engine.render.explore.files(
        renderer
    )
    for path, content in written.items():
        files.append(WrittenOnce.generated(config, path, content=content))
    # Each page lists where the scripts find these files: their names contain hashes.
    names = {path.partition("/")[2].partition("-")[0]: path for path in written} | {"scripts": scripts}
    listed = ("scripts", "names", "columns", "text", "manifest", "explore")
    env.globals["atlas_files"] = {name: names.get(name, "") for name in listed}
    env.globals["atlas_is_reached"] = renderer.site.place.is_reached
    env.globals["atlas_written"] = renderer.hand_written
    _use_shell(env, config)
    own = {file.dest_uri for file in files}  # a file in docs/ takes the place of ours
    made, drawn = (
        {path: make for path, make in some.items() if path not in own}
        for some in (renderer.site.made | engine.render.embeds.files(renderer), renderer.preview_files)
    )
    if state.is_serving:
        state.live.made = made | drawn | state.live.take_static(files)
    else:
        state.live.made = made
        if renderer.site.place.is_public:
            state.pictures = BackgroundWriter(Path(config.site_dir), drawn)
    return env


def _written(pages: Iterable[Page], config: MkDocsConfig) -> Iterator[Any]:
    """The pages that the engine does not write as Markdown itself, and what makes their HTML."""
    module = engine.interchange.written
    for page in pages:
        if page.url not in ("", "./"):  # llms.txt is that of the home page
            yield module.Written(page.url, *_words(page, config), partial(_whole, page))
    for one in renderer.site.pages:
        if one.url in module.ALSO:
            yield module.Written(one.url, one.title, one.description, partial(renderer.page, one))


def _whole(page: Page) -> str:
    """The HTML of a hand-written page, with the part of the catalogue that it asks for."""
    part = engine.render.parts.BY_NAME.get(page.meta.get("atlas"))
    return (page.content or "") + (part(renderer, page.url.count("/")) if part else "")


def _changed(page: Page) -> str:
    """The day of a page's last change, which is not that of the build; "" if only git knows it."""
    if isinstance(page, EntryPage):
        return page.changed or str(renderer.site.catalogue.latest)
    return str(renderer.site.catalogue.latest) if "atlas" in page.meta else ""


def _use_shell(env: Environment, config: MkDocsConfig) -> None:
    get_template = env.get_template
    # A plugin may change pages that are written.
    kept = state.live.building if state.is_serving and not config.plugins.events["post_page"] else None
    is_written = kept is None or state.live.server is None
    shell = Shell(get_template("main.html"), renderer.page, renderer.head, kept, is_written)

    def with_shell(name: Any, *args: Any, **kwargs: Any) -> Any:
        return shell if name == "main.html" and not args and not kwargs else get_template(name, *args, **kwargs)

    env.get_template = with_shell  # type: ignore[method-assign]


_MARKED_LINK = re.compile(r"(?m)^(.*\]\()(new-entry|suggest-paper)(\).*)\n")
_EXAMPLE = re.compile(r"```yaml\n(.*?)```", re.DOTALL)


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Gives links to `new-entry`, a new file with the page's first example, and to `suggest-paper` their addresses.

    Where the repository has no such page, there is no line.
    """
    example = _EXAMPLE.search(markdown)
    addresses = {
        "new-entry": renderer.addresses.new("papers", example[1]) if example else "",
        "suggest-paper": f"{renderer.addresses.suggest}?template=paper.yml" if renderer.addresses.suggest else "",
    }

    def line(found: re.Match[str]) -> str:
        address = addresses[found[2]]
        return f"{found[1]}{address}{found[3]}\n" if address else ""

    return _MARKED_LINK.sub(line, markdown)


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Converts the formulas of hand-written pages."""
    if isinstance(page, EntryPage):
        return html
    try:
        return str(engine.breaks.with_maths(html))
    except ValueError as error:
        raise BuildError(f"{_source(page)}: {error}") from None


def on_page_context(context: Any, page: Page, config: MkDocsConfig, nav: Any) -> Any:
    """Adds the part of the catalogue that a hand-written page asks for in its front matter."""
    name = page.meta.get("atlas")
    parts = engine.render.parts
    if not isinstance(page, EntryPage):
        context["atlas_head"] = renderer.head_of_guide(page.url.removeprefix("./"), *_words(page, config))
    if not renderer.site.catalogue.is_right:  # there is no good page yet; the server shows the problems above it
        page.content = PROBLEMS
        context["atlas_hero"], context["atlas"] = "", PROBLEMS if name == "home" else ""
    elif name == "home":
        missing = [field for field in ("headline", "lead") if not isinstance(page.meta.get(field), str)]
        if missing:
            raise BuildError(f"{_source(page)}: a page with 'atlas: home' also needs the text '{missing[0]}'")
        context["atlas_hero"] = parts.hero(renderer, page.meta["headline"], page.meta["lead"])
        context["atlas"] = parts.home(renderer)
    elif isinstance(name, str) and name in parts.BY_NAME:
        context["atlas"] = parts.BY_NAME[name](renderer, page.url.count("/"))
    elif "atlas" in page.meta:
        known = ", ".join(["home", *parts.BY_NAME])
        raise BuildError(f"{_source(page)}: unknown part 'atlas: {name}'; one of: {known}")
    return context


def _words(page: Page, config: MkDocsConfig) -> tuple[str, str]:
    """The title and the description of a hand-written page, as its head shows them."""
    title = config.site_name if page.is_homepage else str(page.title)
    return unescape(title), str(page.meta.get("description") or unescape(config.site_description or ""))


def _source(page: Page) -> Path:
    return shown(Path(str(page.file.abs_src_path)))


def on_template_context(context: Any, template_name: str, config: MkDocsConfig) -> Any:
    if template_name == "404.html":
        parts, is_right = engine.render.parts, renderer.site.catalogue.is_right
        root = context["base_url"].rstrip("/") + "/"
        context["atlas"] = parts.missing(renderer, root) if is_right else PROBLEMS
    return context


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
    watch.watch_at_once(server, [config.docs_dir, str(config.config_file_path)])
    live.go_live(state.live, server, _finish)
    return server


def on_post_build(config: MkDocsConfig) -> None:
    if not state.live.server:  # a server makes them when it is asked for one
        write_files(Path(config.site_dir), state.live.made)
    if state.pictures:
        state.pictures.wait()
        renderer.drawing.forget_others()
    if state.staging:
        state.staging.is_whole = True
    if state.is_serving and not state.live.server:  # with --no-livereload, no other event follows
        _finish()


def on_build_error(error: Exception) -> None:
    if state.pictures:
        state.pictures.stop()
    if state.staging:
        state.staging.is_whole = False


def on_shutdown() -> None:
    # Not in on_post_build: MkDocs may still abort a strict build after it.
    _finish()
    if state.config and state.staging:
        state.config.site_dir = str(state.staging.final)  # from here `gh-deploy` publishes


def _finish() -> None:
    if state.staging:
        state.staging.end()
