"""Plugins that work with the pages of the atlas."""

from __future__ import annotations

from urllib.parse import urljoin

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
