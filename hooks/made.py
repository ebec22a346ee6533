"""Files with content that is made when it is asked for. A build writes them all; a server makes the one that is read.

MkDocs would make an object for each and look at it in every step of a build, and there are several for each paper.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path


def write_files(folder: Path, made: Mapping[str, Callable[[], bytes]]) -> None:
    """Writes the files into the built site. One that is there already, from docs/ or a plugin, stays."""
    for path, make in made.items():
        target = folder / path
        content = make()
        try:
            file = target.open("xb")
        except FileExistsError:
            continue
        except FileNotFoundError:
            target.parent.mkdir(parents=True, exist_ok=True)
            file = target.open("xb")
        with file:
            file.write(content)
