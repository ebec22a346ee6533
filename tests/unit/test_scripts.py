"""Our scripts and styles: the output of the minifier, and the length of lines."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from rjsmin import jsmin

ROOT = Path(__file__).resolve().parents[2]
ASSETS = ROOT / "src/paperatlas/assets"
SCRIPTS = sorted(ASSETS.rglob("*.js"))
PATTERNS = (
    "src/paperatlas/assets/**/*.js",
    "src/paperatlas/assets/**/*.css",
    "tests/*/*.mjs",
    "bench/search/*.mjs",
    "bench/search/page/*.js",
)
CODE = [path for pattern in PATTERNS for path in ROOT.glob(pattern)]


def tokens_of(folder: Path, codes: list[str]) -> list[list[str]]:
    """The tokens of each script, without spaces and comments."""
    paths = [folder / f"{number}.js" for number in range(len(codes))]
    for path, code in zip(paths, codes, strict=True):
        path.write_text(code, encoding="utf-8")
    command = [Path(sys.executable).with_name("node"), ROOT / "tests/node/tokens.mjs", *paths]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True, timeout=60)
    return json.loads(done.stdout)


def test_the_minifier_keeps_every_token_of_our_scripts(tmp_path: Path) -> None:
    codes = [path.read_text(encoding="utf-8") for path in SCRIPTS]
    (tmp_path / "minified").mkdir()
    written, minified = tokens_of(tmp_path, codes), tokens_of(tmp_path / "minified", [jsmin(code) for code in codes])
    assert min(map(len, written)) > 10
    for path, before, after in zip(SCRIPTS, written, minified, strict=True):
        assert after == before, path.name


@pytest.mark.parametrize("code", ["x = `a ${ b + `d  e` } f`;", "async (z) => await /a  b/.exec(z);"])
def test_code_that_the_minifier_changes_is_detected(tmp_path: Path, code: str) -> None:
    before, after = tokens_of(tmp_path, [code, jsmin(code)])
    assert before != after


IMPORT = re.compile(r"""(?:from|import)\s*["'](\.[\w./-]+)["']""")


def imports(path: Path) -> list[Path]:
    return [(path.parent / name).resolve() for name in IMPORT.findall(path.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("entry", ["search/box.js", "explore/start.js", "compare/start.js", "form/start.js"])
def test_all_modules_of_a_feature_are_loaded_in_three_steps(entry: str) -> None:
    """A browser finds a module when it reads one that imports it, and each such step costs a network round trip."""
    steps = [{ASSETS / entry}]
    for _ in range(2):
        steps.append({found for path in steps[-1] for found in imports(path)} - set().union(*steps))
    loaded = set().union(*steps)
    assert len(loaded) > 15
    assert {found.name for path in loaded for found in imports(path)} <= {path.name for path in loaded}


def test_no_line_of_a_script_or_style_is_longer_than_120_characters() -> None:
    assert len(CODE) > 40
    long = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in CODE
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if len(line) > 120
    ]
    assert long == []
