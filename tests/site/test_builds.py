"""A failed or killed build leaves the last good site in place; a successful build leaves no temporary files."""

from __future__ import annotations

import re
import shutil
import signal
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAPER = "catalog/papers/gla.yml"
# A change to an entry that is visible in the next successful build.
CHANGE = ("title: Gated Linear Attention", "title: Freshly Gated Linear Attention")

# A hook that kills the process, without cleaning up, when it writes file number {number}.
KILLED_WHILE_WRITING = """
import os, signal
from mkdocs import utils
write, count = utils.write_file, 0

def write_file(*arguments, **options):
    global count
    count += 1
    if count == {number}:
        os.kill(os.getpid(), signal.SIGKILL)
    return write(*arguments, **options)

utils.write_file = write_file
"""

# A hook that kills the process before or after a step of the swap. Without `exchange`, it behaves like a file system
# that cannot exchange two folders in one step.
KILLED_IN_THE_SWAP = """
import os, shutil, signal
from collections import Counter
from pathlib import Path
from paperatlas.adapter import staging

STEP, WHEN, EXCHANGE = {step!r}, {when!r}, {exchange!r}
calls = Counter()

def end():
    os.kill(os.getpid(), signal.SIGKILL)

def watched(name, call):
    def step(*arguments):
        calls[name] += 1
        mine = f"{{name}} {{calls[name]}}" == STEP
        if mine and WHEN == "before":
            end()
        given = call(*arguments)
        if mine and WHEN == "after":
            end()
        return given
    return step

def on_post_build(config):
    staging.Staging._keep_dot_files = watched("dot files", staging.Staging._keep_dot_files)
    staging._exchange = watched("exchange", staging._exchange if EXCHANGE else lambda one, other: False)
    Path.rename = watched("rename", Path.rename)
    shutil.rmtree = watched("remove", half_removed if STEP == "remove 1" else shutil.rmtree)

def half_removed(path):
    next(inner for inner in sorted(Path(path).rglob("*")) if inner.is_file()).unlink()
    end()
"""


@pytest.fixture(scope="module")
def good(once, copy_small_project, mkdocs):
    """A project with its site, built once."""

    def build(folder):
        done = mkdocs(copy_small_project(folder / "project"), "build")
        assert done.returncode == 0, done.stderr

    return once("good", build) / "project"


@pytest.fixture
def built(good, place, mkdocs, read_tree):
    """A copy of the project with a good site, which a test can build again and inspect."""
    return Built(shutil.copytree(good, place / "project"), mkdocs, read_tree)


def names(tree) -> set[str]:
    """The file names of a site, without the hashes that some of them contain."""
    return {re.sub(r"-[0-9a-f]{12}\.json$", ".json", path) for path in tree}


class Built:
    def __init__(self, project, mkdocs, read_tree) -> None:
        self.project, self.mkdocs, self.read_tree = project, mkdocs, read_tree
        self.arguments: list[str] = []
        self.site = project / "site"
        self.good = self.tree()
        assert b"Gated Linear Attention" in self.good["papers/gla/index.html"]

    def run(self, *more: str, hook: str = ""):
        """Builds, with one more hook if its text is given."""
        if hook:
            (self.project / "hook.py").write_text(hook, encoding="utf-8")
            self.change("mkdocs.yml", "hooks: [hooks/atlas.py]", "hooks: [hooks/atlas.py, hook.py]")
        done = self.mkdocs(self.project, "build", *self.arguments, *more)
        if hook:
            self.change("mkdocs.yml", ", hook.py", "")
        return done

    def tree(self):
        return self.read_tree(self.site)

    def change(self, path: str, old: str, new: str) -> None:
        file = self.project / path
        # A template of the atlas's own begins as a copy of the engine's.
        source = file if file.exists() else ROOT / "src/paperatlas" / path
        text = source.read_text(encoding="utf-8")
        assert old in text
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text.replace(old, new, 1), encoding="utf-8")

    def assert_next_build_is_right(self) -> None:
        """Asserts that the next build is complete, shows the change, and leaves no temporary folders."""
        done = self.run()
        assert done.returncode == 0, done.stderr
        found = self.tree()
        assert b"Freshly Gated" in found["papers/gla/index.html"]
        assert names(found) == names(self.good)
        assert self.strays() == []

    def strays(self) -> list[str]:
        return [path.name for path in self.site.parent.iterdir() if path.suffix in (".new", ".old")]


ERRORS = {
    "an entry has an error": (PAPER, "category: architectures", "category: architecture", "architectures"),
    "a file is not YAML": (PAPER, "title: ", "title: 'unclosed ", "yaml-syntax"),
    "a template has an error": (
        "templates/page/method.html",
        "{{ paper.title | typeset }}",
        "{{ paper.no_such_field }}",
        "no_such",
    ),
    "a template does not parse": ("templates/page/tutorials.html", "{% endfor %}", "{% endfro %}", "endfro"),
    "a template has a broken link": (
        "templates/part/badge.html",
        "paper.venue.name | edition_url(paper.venue.year)",
        '"venues/gone/"',
        "venues/gone/",
    ),
    "the frame has an error": (
        "templates/theme/main.html",
        "{% block header %}",
        "{% block header %}{{ 1 / 0 }}",
        "zero",
    ),
    "a page of docs has a broken link": ("docs/index.md", "(notation.md)", "(gone.md)", "gone.md"),
}


@pytest.mark.parametrize("with_d", [False, True], ids=["in site", "with -d"])
@pytest.mark.parametrize("error", ERRORS)
def test_a_failed_build_leaves_the_last_good_site_unchanged(error, with_d, built, tmp_path):
    if with_d:
        (tmp_path / "some where").mkdir()
        built.site = built.site.rename(tmp_path / "some where/published")
        built.arguments = ["-d", str(built.site)]
    path, old, new, message = ERRORS[error]
    built.change(path, old, new)
    failed = built.run("--strict")
    assert failed.returncode == 1
    assert message in failed.stderr
    assert built.tree() == built.good
    assert built.strays() == []


def test_an_error_in_an_entry_names_file_line_and_column_without_a_traceback(built):
    built.change(PAPER, "category: architectures", "category: architecture")
    failed = built.run()
    assert "catalog/papers/gla.yml:6:11: error: unknown category 'architecture'" in failed.stderr
    assert "did you mean 'architectures'?" in failed.stderr
    assert "Traceback" not in failed.stderr


def test_a_first_build_that_fails_leaves_no_site(project, mkdocs):
    file = project / PAPER
    file.write_text(file.read_text(encoding="utf-8").replace("date: 2023-12", "date: 2023-13"), encoding="utf-8")
    assert mkdocs(project, "build").returncode == 1
    assert [path.name for path in project.iterdir() if path.name.startswith("site")] == []


@pytest.mark.parametrize("number", [1, 40, 120])
def test_a_build_killed_while_it_writes_pages_leaves_the_last_good_site(number, built):
    built.change(PAPER, *CHANGE)
    killed = built.run(hook=KILLED_WHILE_WRITING.format(number=number))
    assert killed.returncode == -signal.SIGKILL
    assert built.tree() == built.good
    built.assert_next_build_is_right()


STEPS = [
    *(("dot files 1", "before", True), ("dot files 1", "after", True)),
    *(("exchange 1", "before", True), ("exchange 1", "after", True), ("remove 1", "half-way", True)),
    *(("rename 1", "before", False), ("rename 1", "after", False), ("rename 2", "after", False)),
    ("remove 1", "half-way", False),
]


@pytest.mark.parametrize(("step", "when", "exchange"), STEPS)
def test_a_build_killed_while_the_site_is_swapped_leaves_a_complete_site(step, when, exchange, built):
    built.change(PAPER, *CHANGE)
    killed = built.run(hook=KILLED_IN_THE_SWAP.format(step=step, when=when, exchange=exchange))
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    if (step, when, exchange) == ("rename 1", "after", False):
        # The only moment without a site, on systems that cannot exchange two folders in one step: even a build that
        # fails restores the old site.
        assert not built.site.exists()
        built.change(PAPER, "category: architectures", "category: architecture")
        assert built.run().returncode == 1
        assert built.tree() == built.good
        built.change(PAPER, "category: architecture\n", "category: architectures\n")
    else:
        found = built.tree()
        assert names(found) == names(built.good)
        is_new = b"Freshly Gated" in found["papers/gla/index.html"]
        assert is_new or found == built.good
        assert is_new == ((step, when) in {("exchange 1", "after"), ("rename 2", "after"), ("remove 1", "half-way")})
    built.assert_next_build_is_right()


def test_hidden_files_in_the_site_folder_stay(built):
    for name, text in ((".nojekyll", ""), (".git/HEAD", "ref: refs/heads/gh-pages\n"), (".well-known/x.txt", "me")):
        (built.site / name).parent.mkdir(exist_ok=True)
        (built.site / name).write_text(text, encoding="utf-8")
    (built.site / "left-over.html").write_text("from an older site", encoding="utf-8")
    built.change(PAPER, *CHANGE)
    assert built.run().returncode == 0
    found = built.tree()
    assert found[".git/HEAD"] == b"ref: refs/heads/gh-pages\n"
    assert names(found) == {*names(built.good), ".nojekyll", ".git/HEAD", ".well-known/x.txt"}
    assert built.strays() == []


# A second build starts and ends while the first one is in {event}.
MEANWHILE = """
import os, subprocess, sys

def {event}(*arguments, page=None, **options):
    if "SECOND_BUILD" not in os.environ and (page is None or page.url == "papers/gla/"):
        second = subprocess.run([sys.executable, "-m", "mkdocs", "build"], env={{**os.environ, "SECOND_BUILD": "1"}})
        print("the second build ended with", second.returncode)
"""


@pytest.mark.parametrize("event", ["on_pre_build", "on_page_context", "on_post_build"])
def test_two_builds_at_once_leave_a_complete_site(event, built):
    """For example an editor and a terminal building the same folder. One of them may stop with a message."""
    built.change(PAPER, *CHANGE)
    both = built.run(hook=MEANWHILE.format(event=event))
    assert "the second build ended with" in both.stdout
    assert "Traceback" not in both.stderr
    found = built.tree()
    assert names(found) == names(built.good)
    assert b"Freshly Gated" in found["papers/gla/index.html"]
    built.assert_next_build_is_right()


NO_MOUNT_POINT_MOVES = """
import errno
from pathlib import Path
from paperatlas.adapter import staging

rename = Path.rename

def renamed(path, target):
    if path.name == "site":
        raise OSError(errno.EBUSY, "Device or resource busy", str(path))
    return rename(path, target)

def on_post_build(config):
    Path.rename = renamed
    staging._exchange = lambda one, other: False
"""


def test_a_site_folder_that_cannot_be_moved_gets_the_new_content(built):
    """For example a volume in a container: the folder stays, and its content is replaced."""
    (built.site / ".nojekyll").touch()
    (built.site / "left-over.html").touch()
    folder = built.site.stat().st_ino
    built.change(PAPER, *CHANGE)
    assert built.run(hook=NO_MOUNT_POINT_MOVES).returncode == 0
    assert built.site.stat().st_ino == folder
    assert names(built.tree()) == {*names(built.good), ".nojekyll"}
    assert b"Freshly Gated" in built.tree()["papers/gla/index.html"]
    assert built.strays() == []


def test_a_site_folder_that_is_a_symlink_keeps_its_target(built, tmp_path):
    published = tmp_path / "published"
    built.site.rename(published)
    built.site.symlink_to(published)
    built.change(PAPER, *CHANGE)
    assert built.run().returncode == 0
    assert built.site.is_symlink()
    assert b"Freshly Gated" in (published / "papers/gla/index.html").read_bytes()
    assert built.strays() == []
