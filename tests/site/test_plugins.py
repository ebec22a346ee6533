"""Plugins that work with the pages of the atlas."""

from __future__ import annotations

from urllib.parse import urljoin

# Does with the source of each file what the plugins rss and static-i18n do.
READS_SOURCES = """\
from pathlib import Path
from mkdocs.plugins import event_priority

@event_priority(-100)
def on_files(files, config):
    for file in files:
        assert Path(file.abs_src_path).is_absolute()
    return files

def on_page_content(html, page, config, files):
    print("source of", page.file.src_uri, "is", Path(page.file.abs_src_path).relative_to(Path.cwd()))
"""
TARGETS = {
    "categories/old/index.md": "categories/surveys/index.md",
    "reading/gla.md": "papers/gla/index.md#cite",
    "learn/words.md": "glossary.md",
    "all.md": "papers/index.md",
}


def test_mkdocs_redirects_leads_to_pages_of_the_catalogue_and_of_docs(project, mkdocs, read_site):
    settings = project / "mkdocs.yml"
    maps = "".join(f"        {old}: {new}\n" for old, new in TARGETS.items())
    text = settings.read_text(encoding="utf-8")
    assert text.count("\nplugins: []") == 1
    text = text.replace("\nplugins: []", f"\nplugins:\n  - redirects:\n      redirect_maps:\n{maps}")
    settings.write_text(text, encoding="utf-8")
    done = mkdocs(project, "build", "--strict", env={"GITHUB_REPOSITORY": "owner/atlas"})
    assert done.returncode == 0, done.stderr
    documents = read_site(project / "site")
    for old, new in TARGETS.items():
        here, to = (f"/{path}".replace("index.md", "").replace(".md", "/") for path in (old, new))
        assert to.partition("#")[0].lstrip("/") in documents
        ((_, address),) = documents[here.lstrip("/")].links
        assert urljoin(here, address) == to


def test_plugins_find_a_source_of_each_page(project, mkdocs):
    settings = project / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    assert "hooks: [hooks/atlas.py]" in text
    text = text.replace("hooks: [hooks/atlas.py]", "hooks: [hooks/atlas.py, sources.py]")
    settings.write_text(text.replace("\nplugins: []", "\nplugins: [search]"), encoding="utf-8")
    (project / "sources.py").write_text(READS_SOURCES, encoding="utf-8")
    entry = project / "catalog/papers/gla.yml"
    entry.write_text(entry.read_text(encoding="utf-8") + "aliases: [old-gla]\n", encoding="utf-8")
    done = mkdocs(project, "build", "--strict", env={"GITHUB_REPOSITORY": "owner/atlas"})
    assert done.returncode == 0, done.stderr
    assert "source of papers/gla/index.md is catalog/papers/gla.yml\n" in done.stdout
    assert "source of authors/index.md is catalog\n" in done.stdout
    assert "source of contribute.md is docs/contribute.md\n" in done.stdout
    assert "The plugin 'search' finds only the hand-written pages. The atlas has its own search." in done.stderr
