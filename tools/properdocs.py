"""Builds the site with MkDocs and with ProperDocs, its successor, and compares all files.

ProperDocs gets a separate environment, .venv-properdocs, with the versions from requirements/properdocs.txt.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv-properdocs"
LOCK = ROOT / "requirements/properdocs.txt"
GENERATOR = re.compile(rb'<meta name="generator" content="[^"]*">')


def main() -> int:
    python = environment()
    with tempfile.TemporaryDirectory() as folder:
        sites = {}
        for tool, interpreter in (("mkdocs", sys.executable), ("properdocs", python)):
            print(f"Building the site with {tool} ...", flush=True)
            target = Path(folder, tool)
            command = [interpreter, "-m", tool, "build", "--quiet", "-f", "mkdocs.yml", "-d", target]
            built = subprocess.run(command, cwd=ROOT, env=settings())
            if built.returncode != 0:
                return built.returncode
            sites[tool] = read(target)
    differences = compare(sites["mkdocs"], sites["properdocs"])
    for line in differences:
        print(line, file=sys.stderr)
    if not differences:
        print(f"MkDocs and ProperDocs give the same {len(sites['mkdocs']):,} files.")
    return 1 if differences else 0


def environment() -> Path:
    """The Python of the ProperDocs environment, which is created or updated if needed."""
    ready = VENV / ".ready"
    python = VENV / "bin/python"
    if not ready.exists() or ready.stat().st_mtime < LOCK.stat().st_mtime:
        print(f"Installing the packages of {LOCK.relative_to(ROOT)} into {VENV.name} ...", flush=True)
        subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], check=True)
        install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*install, "--require-hashes", "-r", LOCK], check=True)
        subprocess.run([*install, "--no-deps", "--no-build-isolation", "-e", ROOT], check=True)
        ready.touch()
    return python


def settings() -> dict[str, str]:
    return {
        **os.environ,
        "GITHUB_REPOSITORY": "owner/atlas",
        "NO_MKDOCS_2_WARNING": "1",
        "PREVIEWS": "false",  # they are the same, and need packages that ProperDocs does not
        "DISABLE_MKDOCS_2_WARNING": "true",
    }


def read(site: Path) -> dict[str, bytes]:
    """All files of a site by path, without the name of the program that generated them."""
    return {
        path.relative_to(site).as_posix(): GENERATOR.sub(b"", path.read_bytes())
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


def compare(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """One line for each file that only one site has or that differs."""
    return [
        f"only MkDocs writes {path}"
        if path not in other
        else f"only ProperDocs writes {path}"
        if path not in one
        else f"{path} differs"
        for path in sorted(one.keys() | other.keys())
        if one.get(path) != other.get(path)
    ]


if __name__ == "__main__":
    sys.exit(main())
