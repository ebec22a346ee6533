"""What a hand-written page asks for in its front matter."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize("name", ["feilds", "page", "template", "site", "_article"])
def test_an_unknown_part_is_an_error_that_lists_the_known_ones(name, project, mkdocs):
    page = project / "docs/contribute.md"
    page.write_text(page.read_text(encoding="utf-8").replace("atlas: fields", f"atlas: {name}"), encoding="utf-8")
    built = mkdocs(project, "build")
    assert built.returncode == 1
    assert f"docs/contribute.md: unknown part 'atlas: {name}'; one of: home, fields, notation" in built.stderr
    assert "Traceback" not in built.stderr
