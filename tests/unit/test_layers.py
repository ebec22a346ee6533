"""The layers of the engine: a module imports only from its left, and none knows the topic or MkDocs."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "src/paperatlas"
# From left to right. Add new modules here.
LAYERS = [
    {"patterns", "problems", "words", "maths", "latex", "addresses", "kept"},
    {"urls", "checkout", "titles", "breaks", "symbols"},
    {"model"},
    {"read", "schema", "links", "people", "formulas"},
    {"cite_keys"},
    {"rules"},
    {"catalogue", "drafts"},
    {"stats", "lineage"},
    {"pages", "exports", "search"},
    {"interchange"},
    {"site"},
    {"render"},
    {"edit", "published", "review", "people_behind", "ask"},
    {"fixes"},
    {"sources"},
    {"adapter", "start"},
    {"commands"},
    {"__main__"},
]
LAYER = {part: number for number, parts in enumerate(LAYERS) for part in parts} | {"__init__": 6}
# The files of a new atlas are data.
FILES = sorted(path for path in PACKAGE.rglob("*.py") if "skeleton" not in path.parts)


def name_of(file: Path) -> str:
    return file.relative_to(PACKAGE).as_posix()


def part_of(file: Path) -> str:
    return file.relative_to(PACKAGE).with_suffix("").parts[0]


def imported_modules(file: Path) -> set[str]:
    """The full names of the modules that a file imports."""
    found: set[str] = set()
    package = ("paperatlas", *file.relative_to(PACKAGE).parent.parts)
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: len(package) + 1 - node.level]) if node.level else ""
            module = ".".join(filter(None, [base, node.module]))
            found |= {f"{module}.{alias.name}" for alias in node.names}
    return found


def imported_parts(file: Path) -> set[str]:
    names = [module.split(".") for module in imported_modules(file)]
    parts = {name[1] for name in names if name[0] == "paperatlas" and len(name) > 1}
    return {part if part in LAYER else "__init__" for part in parts} - {part_of(file)}


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_a_module_has_a_layer_and_imports_nothing_to_its_right(file):
    assert part_of(file) in LAYER, "a new module: add it to LAYERS"
    own = LAYER[part_of(file)]
    assert {part for part in imported_parts(file) if LAYER[part] > own} == set()


def test_the_schema_imports_only_the_model():
    assert imported_parts(PACKAGE / "schema.py") == {"model"}


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_only_the_adapter_imports_mkdocs(file):
    tops = {module.split(".")[0] for module in imported_modules(file)}
    assert part_of(file) == "adapter" or not tops & {"mkdocs", "material"}


@pytest.mark.parametrize("folder", ["templates", "adapter", "commands", "skeleton"])
def test_no_file_of_the_engine_knows_the_topic(folder):
    files = [path for path in (PACKAGE / folder).rglob("*.*") if "__pycache__" not in path.parts]
    assert files
    assert [path.name for path in files if "attention" in path.read_text(encoding="utf-8").lower()] == []


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_the_engine_does_not_know_the_topic(file):
    assert "attention" not in file.read_text(encoding="utf-8").lower()
