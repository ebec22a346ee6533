"""What `make test` looks at: the catalogue, and the site that is built from it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAPERS = [path.stem for path in (ROOT / "catalog/papers").glob("*.yml") if not path.name.endswith(".draft.yml")]
# What a page loads by itself; a link to another site is no such thing.
LOADED = re.compile(r'<(?:script|img|iframe|link rel="(?:stylesheet|icon|preload)")[^>]*(?:src|href)="(https?:[^"]*)"')


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PREVIEWS": "false"}
    command = [sys.executable, "-m", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8")


class Catalogue(unittest.TestCase):
    def test_it_has_no_problems(self) -> None:
        checked = run("paperatlas", "check", "--strict")
        self.assertEqual(checked.returncode, 0, checked.stdout + checked.stderr)


class Site(unittest.TestCase):
    folder: tempfile.TemporaryDirectory[str]
    site: Path

    @classmethod
    def setUpClass(cls) -> None:
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        cls.site = Path(cls.folder.name, "site")
        built = run("mkdocs", "build", "--quiet", "--strict", "--site-dir", str(cls.site))
        if built.returncode:
            raise AssertionError(built.stdout + built.stderr)

    def test_every_paper_has_a_page(self) -> None:
        missing = [key for key in PAPERS if not (self.site / "papers" / key / "index.html").is_file()]
        self.assertEqual(missing, [])

    def test_no_page_loads_anything_from_another_host(self) -> None:
        pages = sorted(self.site.rglob("*.html"))
        self.assertGreater(len(pages), 10)
        found = {page.relative_to(self.site).as_posix(): LOADED.findall(page.read_text("utf-8")) for page in pages}
        self.assertEqual({page: addresses for page, addresses in found.items() if addresses}, {})


if __name__ == "__main__":
    unittest.main()
