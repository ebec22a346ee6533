"""Style sheets of `extra_css`: joined where that changes nothing."""

from __future__ import annotations

import pytest


@pytest.fixture
def built(project, mkdocs):
    """Builds with one more style sheet, named last in `extra_css`; returns the build and the site's folder."""

    def build(css: bytes | None, path: str = "assets/pages/more.css"):
        settings = project / "mkdocs.yml"
        text = settings.read_text(encoding="utf-8")
        settings.write_text(f"{text}\nextra_css: [{path}]\n", encoding="utf-8")
        if css is not None:
            file = project / "docs" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(css)
        return mkdocs(project, "build"), project / "site"

    return build


def test_a_style_sheet_that_is_missing_is_an_error(built):
    done, _ = built(None)
    assert done.returncode == 1
    assert "`extra_css` names 'assets/pages/more.css', but there is no such file" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_style_sheet_named_twice_is_used_once(built):
    done, site = built(None, "assets/pages/home.css")
    assert done.returncode == 0, done.stderr
    assert "explore" in (site / "assets/atlas.css").read_text(encoding="utf-8")


def test_a_style_sheet_that_is_not_utf8_is_an_error_with_its_name(built):
    done, _ = built(b"/* na\xefve */")
    assert done.returncode == 1
    assert "more.css: byte 6 is not UTF-8; save the file as UTF-8" in done.stderr


@pytest.mark.parametrize("css", ["@import 'x.css';", "a { background: url(x.png) }", "a { color: red", "/* open"])
def test_a_style_sheet_that_would_change_its_meaning_stays_a_file_of_its_own(built, css):
    done, site = built(css.encode())
    assert done.returncode == 0, done.stderr
    home = (site / "index.html").read_text(encoding="utf-8")
    assert home.index("assets/explore/results.css") < home.index("assets/pages/more.css")
    assert (site / "assets/pages/more.css").read_text(encoding="utf-8") == css


OWN = {
    "templates/theme/partials/logo.html": "<svg class='brand__mark'><path d='M1 1h2z'/></svg>",
    "templates/part/card.html": "<article class='card'>a card of our own</article>",
    "docs/own.css": ".brand__mark { fill: teal; }",
    "docs/assets/pages/filter.js": "export const ours = 1;",
}


def test_a_file_of_the_atlas_takes_the_place_of_the_engines(project, mkdocs):
    for name, text in OWN.items():
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_text(text, encoding="utf-8")
    with (project / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write("\nextra_css: [own.css]\ntheme: {name: material, features: [navigation.top], language: de}\n")
    done = mkdocs(project, "build", "--strict")
    assert done.returncode == 0, done.stderr
    site = project / "site"
    home = (site / "index.html").read_text(encoding="utf-8")
    assert "M1 1h2z" in home
    assert "a card of our own" in home
    assert '"features": ["navigation.top"]' in home
    assert '<html lang="de"' in home
    assert "fonts.googleapis.com" not in home  # what the settings leave out is set as before
    assert (site / "assets/atlas.css").read_text(encoding="utf-8").endswith(OWN["docs/own.css"])
    published = list((site / "assets").rglob("filter.js"))
    assert len(published) == 2
    assert {path.read_text(encoding="utf-8") for path in published} == {"export const ours=1;"}
