"""Measures what pictures for links add to a build of the real catalogue: `python -m bench.previews [TIMES]`."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from bench.__main__ import ROOT, best, run


def main(times: int) -> None:
    """Prints a table of the builds, and the number and sizes of the pictures."""
    with tempfile.TemporaryDirectory(prefix="atlas-bench-") as folder:
        site = Path(folder, "site")
        mkdocs = (Path(sys.executable).with_name("mkdocs"), "build", "--quiet", "-f", ROOT / "mkdocs.yml", "-d", site)

        def build(are_drawn: bool, *, afresh: bool = False) -> tuple[str | Path, ...]:
            if afresh:
                for kept in Path(folder).glob("paperatlas*/previews"):
                    shutil.rmtree(kept)
            settings = (f"TMPDIR={folder}", f"PREVIEWS={str(are_drawn).lower()}", "GITHUB_REPOSITORY=owner/atlas")
            return "env", *settings, *mkdocs

        run(*build(False))  # compiles templates and makes citations
        rounds = [
            [run(*build(False)), run(*build(True, afresh=True)), run(*build(True))]  # in turns: the machine may be busy
            for _ in range(times)
        ]
        without, first, following = (best(runs) for runs in zip(*rounds, strict=True))
        print("| Build | seconds | processor | of one without | MB |\n| --- | --: | --: | --: | --: |")
        for name, one in (("without pictures", without), ("draws all", first), ("draws none", following)):
            ratio = one.processor / without.processor
            print(f"| {name} | {one.seconds:.1f} | {one.processor:.1f} | {ratio:.2f} | {one.peak:.0f} |")
        sizes = [path.stat().st_size for path in site.glob("previews/*/*.png")]
        print(f"\n{len(sizes)} pictures, {sum(sizes) / 1e6:.1f} MB; the largest has {max(sizes) / 1000:.1f} KB.")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
