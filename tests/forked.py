"""Runs MkDocs in new processes that begin with modules imported: imports take half of the time of a small build.

As a program, it reads one build from each line of its input, as JSON, and answers each with its exit code.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

# With what these import, they are all that a build needs but the hooks, which each project has for itself.
MODULES = (
    *("mkdocs.commands.build", "mkdocs.config.defaults", "mkdocs.livereload", "material", "rjsmin"),
    *("paperatlas.checkout", "paperatlas.render.explore", "paperatlas.render.parts", "paperatlas.site"),
)
EXTENSIONS = ("admonition", "attr_list", "md_in_html", "tables", "toc", "pymdownx.highlight", "pymdownx.superfences")
CODE = "```sh\nls\n```\n\n```yaml\na: b\n```\n\n```python\n1\n```\n"


class MkDocs:
    """The program below, with a method that asks it for a build."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
        )

    def run(self, folder: Path, arguments: Sequence[str], env: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
        """What `python -m mkdocs` does with these arguments in this folder."""
        assert self._process.stdin and self._process.stdout
        with tempfile.TemporaryDirectory() as outputs:
            files = [Path(outputs, name) for name in ("stdout", "stderr")]
            build = {"folder": str(folder), "arguments": arguments, "env": env, "outputs": list(map(str, files))}
            print(json.dumps(build), file=self._process.stdin, flush=True)
            code = int(self._process.stdout.readline())
            stdout, stderr = (file.read_text(encoding="utf-8") for file in files)
        return subprocess.CompletedProcess(arguments, code, stdout, stderr)

    def close(self) -> None:
        self._process.communicate()


def main() -> None:
    import markdown
    from mkdocs.__main__ import cli

    for name in MODULES:
        importlib.import_module(name)
    markdown.markdown(CODE, extensions=EXTENSIONS)  # compiles the patterns of Markdown and of languages
    gc.freeze()  # so that no build looks through what is imported
    for line in sys.stdin:
        child = os.fork()
        if not child:
            _become(**json.loads(line))
            cli(prog_name="mkdocs")
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def _become(folder: str, arguments: list[str], env: dict[str, str], outputs: list[str]) -> None:
    os.environ.clear()
    os.environ.update(env)
    os.chdir(folder)
    tempfile.tempdir = None  # that of the environment before
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    for number, output in enumerate(outputs, start=1):
        os.dup2(os.open(output, os.O_WRONLY | os.O_CREAT), number)
    sys.argv[1:] = arguments
    sys.path[0] = folder


if __name__ == "__main__":
    main()
