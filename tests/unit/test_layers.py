"""The one direction of the engine: a module never imports from its right, and none knows the topic or MkDocs."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "src/paperatlas"
# From left to right. A new room takes its place here.
LAYERS = [
    {"problems", "words", "maths", "addresses"},
    {"urls"},
    {"model"},
    {"read", "schema", "links"},
    {"rules"},
    {"catalogue"},
    {"stats"},
    {"pages", "exports", "search", "lineage"},
    {"site"},
    {"render"},
    {"sources", "edit"},
    {"cli"},
    {"__main__"},
]
LAYER = {room: number for number, rooms in enumerate(LAYERS) for room in rooms} | {"__init__": 5}
FILES = sorted(PACKAGE.rglob("*.py"))


def name_of(file: Path) -> str:
    return file.relative_to(PACKAGE).as_posix()


def room_of(file: Path) -> str:
    return file.relative_to(PACKAGE).with_suffix("").parts[0]


def imported_modules(file: Path) -> set[str]:
    """The modules that a file imports, each with its whole name."""
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


def imported_rooms(file: Path) -> set[str]:
    names = [module.split(".") for module in imported_modules(file)]
    rooms = {name[1] for name in names if name[0] == "paperatlas" and len(name) > 1}
    return {room if room in LAYER else "__init__" for room in rooms} - {room_of(file)}


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_a_module_has_a_layer_and_imports_nothing_to_its_right(file):
    assert room_of(file) in LAYER, "a new room: give it a place among LAYERS"
    own = LAYER[room_of(file)]
    assert {room for room in imported_rooms(file) if LAYER[room] > own} == set()


def test_the_schema_imports_only_the_model():
    assert imported_rooms(PACKAGE / "schema.py") == {"model"}


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_the_engine_does_not_import_mkdocs(file):
    tops = {module.split(".")[0] for module in imported_modules(file)}
    assert not tops & {"mkdocs", "material", "hooks"}


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_the_engine_does_not_know_the_topic(file):
    assert "attention" not in file.read_text(encoding="utf-8").lower()
