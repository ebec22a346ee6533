"""A new atlas: the files of the folder `skeleton`, with the name of the topic in them."""

from __future__ import annotations

import json
import shutil
import tempfile
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from .patterns import regex

SKELETON = Path(__file__).resolve().parent / "skeleton"
_METHODS = ("catalog/methods.yml", "docs/notation.md")
_EXAMPLES = "catalog/papers/example-"
_HIDDEN = "dot-"  # a name with a dot would act on our own repository
_UNFINISHED = ".paperatlas-"  # a folder that a killed command leaves
_JOINERS = "\u200c\u200d"  # parts of some letters and emoji
_MARKDOWN = regex(r"[\\`*_\[\]<>#&|~$]")


@dataclass(frozen=True, slots=True)
class Category:
    """A category that the new catalogue begins with."""

    key: str
    name: str
    description: str


CATEGORIES = (
    Category("methods", "Methods", "New models and algorithms."),
    Category("data", "Data", "Datasets, and benchmarks on which methods are compared."),
    Category("applications", "Applications", "What the methods are used for."),
    Category("theory", "Theory", "What can be proved, and what explains the results."),
    Category("surveys", "Surveys", "Overviews of the field or of parts of it."),
)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a new atlas is about, and what is in it."""

    topic: str
    today: date
    version: str
    with_methods: bool = False
    with_examples: bool = True
    categories: Sequence[Category] = CATEGORIES

    @property
    def name(self) -> str:
        """The name of the site."""
        return self.topic if self.topic.casefold().endswith("atlas") else f"{self.topic} Atlas"


def cleaned(topic: str) -> str:
    r"""The topic on one line, without characters that nobody can see.

    Raises:
        ValueError: nothing is left that can be read.

    >>> cleaned("  Protein\nlanguage\x00 models ")
    'Protein language models'
    """
    line = " ".join(topic.split())
    kept = "".join(c for c in line if c in _JOINERS or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn"))
    kept = " ".join(kept.split())
    if not any(c.isalnum() for c in kept):
        raise ValueError('say what the papers are about in a few words, such as --topic "Protein language models"')
    return kept


def write(folder: Path, wishes: Wishes) -> list[str]:
    """Writes a new atlas into an empty folder. Returns the paths of its files.

    Raises:
        OSError: a file cannot be written.
    """
    environment = Environment(
        loader=FileSystemLoader(SKELETON),
        autoescape=False,  # the files are YAML, Python and Markdown: each value has the filter of its format
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
        variable_start_string="[[",
        variable_end_string="]]",
        block_start_string="[%",
        block_end_string="%]",
        comment_start_string="[#",
        comment_end_string="#]",
    )
    environment.filters |= {"yaml": in_yaml, "markdown": in_markdown}
    values = {
        **{"topic": wishes.topic, "name": wishes.name, "version": wishes.version, "today": wishes.today},
        "description": f"{wishes.topic}: a map of the papers, what they build on, and how to cite them.",
        **{"methods": wishes.with_methods, "examples": wishes.with_examples, "categories": wishes.categories},
    }
    written = []
    for name in sorted(path.relative_to(SKELETON).as_posix() for path in SKELETON.rglob("*") if path.is_file()):
        is_left_out = (
            "__pycache__" in name
            or (name in _METHODS and not wishes.with_methods)
            or (name.startswith(_EXAMPLES) and not wishes.with_examples)
        )
        if not is_left_out:
            path = "/".join(
                part.replace(_HIDDEN, ".", 1) if part.startswith(_HIDDEN) else part for part in Path(name).parts
            )
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(environment.get_template(name).render(values), encoding="utf-8", newline="\n")
            written.append(path)
    (folder / "catalog/papers").mkdir(exist_ok=True)
    return written


def in_yaml(text: str) -> str:
    """The text as a value of YAML: without quotes if they are not needed.

    >>> in_yaml("Proteins"), in_yaml("Proteins: a map"), in_yaml('"no"')
    ('Proteins', '"Proteins: a map"', '"\\\\"no\\\\""')
    """
    is_plain = text.replace(" ", "").isalpha() and text.casefold() not in (
        "yes",
        "no",
        "on",
        "off",
        "true",
        "false",
        "null",
    )
    return text if is_plain else json.dumps(text, ensure_ascii=False)


def in_markdown(text: str) -> str:
    r"""The text as Markdown shows it: without emphasis, links or HTML of its own.

    >>> print(in_markdown("<b> *models*"))
    \<b\> \*models\*
    """
    return _MARKDOWN.sub(r"\\\g<0>", text)


@contextmanager
def taking_the_place_of(folder: Path) -> Iterator[Path]:
    """A new folder that becomes `folder` at the end. After an error or Ctrl+C, nothing is left of it.

    Raises:
        FileExistsError: `folder` is there and has something in it, apart from an empty repository.
        OSError: a folder cannot be made.
    """
    found = [folder] if folder.exists() and not folder.is_dir() else list(folder.glob("*"))
    left = [path for path in found if path.name.startswith(_UNFINISHED)]
    if {*found} - {*left, folder / ".git"}:
        raise FileExistsError(folder)
    for path in left:
        shutil.rmtree(path)
    made = [parent for parent in (folder, *folder.parents) if not parent.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    moved: list[Path] = []
    try:
        # Beside what is there already: within one disk, moving is one step for each file.
        with tempfile.TemporaryDirectory(prefix=_UNFINISHED, dir=folder) as beside:
            yield Path(beside)
            for path in sorted(Path(beside).iterdir()):
                moved.append(folder / path.name)
                path.rename(folder / path.name)
    except BaseException:
        for path in moved:
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
        for parent in made:
            parent.rmdir()
        raise
