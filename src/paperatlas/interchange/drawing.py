"""Draws the pictures of `previews.py` as PNG, with Typst and Pillow. Without these packages there are none.

A picture takes up to a tenth of a second, so the next build uses those of the last one that have not changed.
"""

from __future__ import annotations

import contextlib
import json
from dataclasses import asdict, replace
from functools import cached_property
from hashlib import sha256
from importlib.metadata import version
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from ..kept import read_kept, write_kept
from .previews import Preview

if TYPE_CHECKING:
    from typst import Fonts

WIDTH, HEIGHT = 1000, 525  # the template has 1200 by 630 points; fewer pixels take two thirds of the time
PPI = 60
MOST_BYTES = 40_000
MOST_KEPT = 5000  # of this site and others, before those of others are removed
# Numbers of colours: more of them look better, fewer take less room.
_COLOURS = (64, 32, 16, 8)


class Drawing:
    """Draws pictures with a template of Typst; several threads may draw.

    `mark` is the mark of the site as SVG. `folder` keeps the pictures for the next build.
    """

    def __init__(self, template: Path, mark: str, folder: Path | None = None) -> None:
        self._template = template
        self._mark = mark
        self._folder = folder / "previews" if folder else None
        self._used: set[str] = set()

    def can_draw(self) -> bool:
        """Whether there are a template and the packages."""
        return self._template.is_file() and all(find_spec(package) for package in ("typst", "PIL"))

    def png(self, preview: Preview) -> bytes:
        """The picture: the same bytes for the same content, whatever the fonts of the machine."""
        text = json.dumps(asdict(preview), ensure_ascii=False)
        name = sha256(self._version + text.encode()).hexdigest()[:32]
        self._used.add(name)
        file = self._folder / name if self._folder else None
        found = read_kept(file)
        if found is None:
            found = self._drawn(preview)
            write_kept(file, found)
        return found

    def forget_others(self) -> None:
        """Removes what this object has not used, if the folder is full."""
        with contextlib.suppress(OSError):
            kept = list(self._folder.iterdir()) if self._folder else []
            if len(kept) > MOST_KEPT:
                for path in kept:
                    if path.name not in self._used:
                        path.unlink()

    def _drawn(self, preview: Preview) -> bytes:
        from typst import Compiler, TypstError

        inputs = {"preview": json.dumps(asdict(preview), ensure_ascii=False), "mark": self._mark}
        compiler = Compiler(self._template, font_paths=self._fonts, sys_inputs=inputs)
        try:
            picture = compiler.compile(format="png", ppi=PPI)
        except TypstError:
            if not preview.formulas:
                raise
            # The picture is whole without a formula that the template cannot write.
            return self._drawn(replace(preview, formulas=()))
        return _small(bytes(picture))  # type: ignore[arg-type]

    @cached_property
    def _fonts(self) -> Fonts:
        from typst import Fonts

        return Fonts(include_system_fonts=False)

    @cached_property
    def _version(self) -> bytes:
        """All that changes a picture, besides its content."""
        packages = f"{version('typst')} {version('pillow')} {_COLOURS} {MOST_BYTES} {PPI} {self._mark}"
        return packages.encode() + self._template.read_bytes()


def _small(png: bytes) -> bytes:
    """The picture with few colours, so that it takes little room."""
    from PIL import Image

    content = b""
    with Image.open(BytesIO(png)) as image:
        opaque = image.convert("RGB")
    for colours in _COLOURS:
        file = BytesIO()
        few = opaque.quantize(colours, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
        few.save(file, "png")
        content = file.getvalue()
        if len(content) <= MOST_BYTES:
            break
    return content
