"""What a hand-written page asks for in its front matter."""

from __future__ import annotations

import re

import pytest


@pytest.mark.parametrize("name", ["feilds", "template"])
def test_an_unknown_part_is_an_error_that_lists_the_known_ones(name, project, mkdocs):
    page = project / "docs/contribute.md"
    page.write_text(page.read_text(encoding="utf-8").replace("atlas: fields", f"atlas: {name}"), encoding="utf-8")
    built = mkdocs(project, "build")
    assert built.returncode == 1
    assert f"docs/contribute.md: unknown part 'atlas: {name}'; one of: home, fields, notation" in built.stderr
    assert "Traceback" not in built.stderr


@pytest.mark.parametrize("value", ["[home]", "0"])
def test_a_part_that_is_not_a_name_is_an_error_too(value, project, mkdocs):
    page = project / "docs/contribute.md"
    page.write_text(page.read_text(encoding="utf-8").replace("atlas: fields", f"atlas: {value}"), encoding="utf-8")
    built = mkdocs(project, "build")
    assert built.returncode == 1
    assert "docs/contribute.md: unknown part 'atlas: " in built.stderr
    assert "Traceback" not in built.stderr


def test_the_home_page_needs_its_texts(project, mkdocs):
    page = project / "docs/index.md"
    page.write_text(page.read_text(encoding="utf-8").replace("headline:", "head:"), encoding="utf-8")
    built = mkdocs(project, "build")
    assert built.returncode == 1
    assert "docs/index.md: a page with 'atlas: home' also needs the text 'headline'" in built.stderr


@pytest.mark.parametrize("settings", ["{catalogue: [a]}", "{catalogue: gone}", "{templates: gone}"])
def test_settings_with_a_folder_that_is_not_there_are_an_error_with_an_example(settings, project, mkdocs):
    file = project / "mkdocs.yml"
    text = file.read_text(encoding="utf-8")
    changed, count = re.subn(r"atlas: \{previews: .*\}", f"atlas: {settings}", text)
    assert count == 1
    file.write_text(changed, encoding="utf-8")
    built = mkdocs(project, "build")
    assert built.returncode == 1
    assert "must name a folder, as in `extra: {atlas: {catalogue: catalog, templates: templates}}`" in built.stderr
    assert "Traceback" not in built.stderr


def test_a_site_without_its_optional_pages_has_no_links_to_them(project, mkdocs):
    for name in ("contribute", "notation"):
        (project / f"docs/{name}.md").unlink()
    (project / "docs/robots.txt").write_text("By hand.\n", encoding="utf-8")
    built = mkdocs(project, "build")
    assert built.returncode == 0, built.stderr
    assert "Traceback" not in built.stderr
    linked = {
        name
        for page in (project / "site").rglob("*.html")
        for name in ("contribute/", "notation/")
        if f'{name}"' in page.read_text(encoding="utf-8")
    }
    assert linked == set()
    assert (project / "site/robots.txt").read_text(encoding="utf-8") == "By hand.\n"  # in the place of ours
