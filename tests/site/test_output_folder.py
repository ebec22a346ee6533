"""A build into a source folder is refused before it changes anything."""

from __future__ import annotations

import json
import os
import shutil
import sys
import sysconfig
from pathlib import Path

import pytest

from paperatlas.adapter import output as adapter_output

SOURCES = ("catalog", "docs", "templates", "hooks", "src", "tests", "tools", "bench", ".ci", ".git", ".github", ".venv")


@pytest.fixture(autouse=True)
def without_compiled_hooks(monkeypatch):
    """Python would store the compiled hooks beside the hooks, which these tests take for a change."""
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")


@pytest.fixture(scope="module")
def workplace(tmp_path_factory, copy_project):
    """A project in a separate folder, with a file in each source folder. No test may change it."""
    project = copy_project(tmp_path_factory.mktemp("sources") / "project")
    for name in SOURCES:
        (project / name / "deep/inside").mkdir(parents=True, exist_ok=True)
        (project / name / "deep/inside/mine.txt").write_text("unsaved work", encoding="utf-8")
    (project.parent / "link").symlink_to(project / "catalog")
    (project.parent / "project-link").symlink_to(project)
    return project


# Builds into each of the output folders, in one process: most of a refused build is the start of Python.
BUILD_INTO_EACH = """
import contextlib, io, json, sys
from mkdocs.__main__ import cli
printed = {}
for output in json.loads(sys.argv[1]):
    with contextlib.redirect_stderr(io.StringIO()) as stream, contextlib.redirect_stdout(stream):
        try:
            cli(["build", "-d", output])
        except SystemExit as stop:
            code = stop.code
    printed[output] = [code, stream.getvalue()]
print(json.dumps(printed))
"""


@pytest.fixture
def refused(workplace, mkdocs, read_tree):
    """Builds into output folders, and returns what each build printed. Fails if a build changed any file."""

    def build(*outputs: str, where: Path = workplace) -> list[str]:
        before = read_tree(workplace.parent)
        done = mkdocs(where, json.dumps(outputs), command=(sys.executable, "-c", BUILD_INTO_EACH), with_coverage=True)
        assert read_tree(workplace.parent) == before
        assert done.returncode == 0, done.stderr
        printed = json.loads(done.stdout)
        assert {output: code for output, (code, _) in printed.items() if code != 1} == {}
        assert "Traceback" not in str(printed)
        return [printed[output][1] for output in outputs]

    return build


def test_a_source_folder_is_refused_by_name(workplace, refused):
    for source, printed in zip(SOURCES, refused(*SOURCES), strict=True):
        assert str(workplace / source) in printed


def test_a_folder_that_contains_or_is_inside_sources_is_refused(refused):
    outputs = (
        "catalog/papers",
        "catalog/site",  # does not exist yet
        "docs/deep/inside/site",
        ".git/deep",
        "site/../catalog",
        "./hooks/",
        ".",
        "..",
        "../..",
        "../link",
        "../link/papers",
        "../project-link/templates",
        "../project-link",
        "/",
    )
    for output, printed in zip(outputs, refused(*outputs), strict=True):
        # MkDocs itself refuses a folder that contains or is inside `docs`, in its own words.
        assert "source" in printed, output


def test_the_message_names_both_folders_and_says_what_to_do(workplace, refused):
    assert (
        f"the output folder '{workplace.parent / 'link/papers'}' overlaps the source folder '{workplace / 'catalog'}', "
        "which a build would delete; choose another folder with `-d` or `site_dir`"
    ) in refused("../link/papers")[0]


def test_an_absolute_path_from_another_folder_is_refused(workplace, mkdocs, read_tree, tmp_path):
    before = read_tree(workplace)
    done = mkdocs(tmp_path, "build", "-f", str(workplace / "mkdocs.yml"), "-d", str(workplace / "bench"))
    assert done.returncode == 1
    assert f"'{workplace / 'bench'}'" in done.stderr
    assert read_tree(workplace) == before


def test_site_dir_in_the_settings_is_checked_too(workplace, mkdocs, read_tree, tmp_path):
    project = shutil.copytree(workplace, tmp_path / "project", symlinks=True)
    with (project / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write("\nsite_dir: tools\n")
    before = read_tree(project)
    done = mkdocs(project, "build")
    assert done.returncode == 1
    assert f"'{project / 'tools'}'" in done.stderr
    assert read_tree(project) == before


def test_a_file_is_not_replaced_by_a_site(workplace, refused):
    (workplace / "README.md").write_text("mine", encoding="utf-8")
    readme, settings, inside = refused("README.md", "mkdocs.yml", "README.md/site")
    assert f"the output '{workplace / 'README.md'}' is a file" in readme
    assert f"the output '{workplace / 'mkdocs.yml'}' is a file" in settings
    assert f"the output '{workplace / 'README.md'}' is a file" in inside


def test_links_in_a_circle_are_refused(workplace, refused):
    for one, other in (("one", "other"), ("other", "one")):
        (workplace.parent / one).symlink_to(other)
    assert "is a circle of links" in refused("../one")[0]


def test_a_folder_that_a_link_inside_a_source_folder_leads_to_is_refused(workplace, refused):
    shared = workplace.parent / "shared"
    shared.mkdir()
    (shared / "mine.txt").write_text("mine", encoding="utf-8")
    (workplace / "docs/shared").symlink_to(shared)
    try:
        assert f"'{workplace / 'docs/shared'}'" in refused("../shared")[0]
    finally:
        (workplace / "docs/shared").unlink()


@pytest.fixture
def elsewhere(workplace, tmp_path):
    """Another folder with sources, next to the project."""
    folder = tmp_path / "elsewhere"
    for name in ("catalog", "docs", "templates/theme", "hooks", "src"):
        (folder / name).mkdir(parents=True)
    return folder


def test_the_project_that_the_hooks_belong_to_is_protected_too(workplace, elsewhere, refused):
    settings = f"INHERIT: {workplace}/mkdocs.yml\nhooks: [{workplace}/hooks/atlas.py]\nnav: [index.md]\n"
    (elsewhere / "mkdocs.yml").write_text(settings, encoding="utf-8")
    outputs = [str(workplace / source) for source in ("hooks", "catalog", ".git", ".")]
    assert all("overlaps the source folder" in printed for printed in refused(*outputs, where=elsewhere))


def test_settings_that_are_a_link_protect_the_folder_of_the_link(workplace, elsewhere, refused, read_tree):
    shutil.copytree(workplace / "hooks", elsewhere / "hooks", dirs_exist_ok=True)
    (elsewhere / "mkdocs.yml").symlink_to(workplace / "mkdocs.yml")
    before = read_tree(elsewhere)
    for source, printed in zip(
        ("hooks", "catalog", "src"), refused("hooks", "catalog", "src", where=elsewhere), strict=True
    ):
        assert f"'{elsewhere / source}'" in printed
    assert read_tree(elsewhere) == before


@pytest.mark.parametrize("ending", [".new", ".old"])
def test_folders_of_the_user_next_to_the_site_stay(ending, project, mkdocs):
    mine = project / f"site{ending}/mine.txt"
    mine.parent.mkdir()
    mine.write_text("mine", encoding="utf-8")
    moved = project.rename(project.with_name(f"site{ending}"))
    for folder in ("site", "../site"):  # next to a folder, and next to the whole project
        assert mkdocs(moved, "build", "-d", folder).returncode == 0
    assert (moved / mine.relative_to(project)).read_text(encoding="utf-8") == "mine"
    assert (moved / "catalog").is_dir()


def test_another_spelling_of_a_source_folder_is_recognised_if_the_disk_ignores_case(monkeypatch, tmp_path):
    """As on macOS and Windows, where `Catalog` and `catalog` are the same folder."""
    (tmp_path / "catalog").mkdir()

    def ignoring_case(path, **options):
        names = {name.lower(): name for name in os.listdir(path.parent)}
        found = path.parent / names.get(path.name.lower(), path.name)
        return os.stat(found, **options)  # noqa: PTH116 - Path.stat is replaced

    monkeypatch.setattr(Path, "stat", ignoring_case)
    assert adapter_output._overlap(tmp_path / "CATALOG", [tmp_path], [tmp_path / "catalog"]) == tmp_path / "catalog"
    assert adapter_output._overlap(tmp_path / "Site", [tmp_path], [tmp_path / "catalog"]) is None


def test_a_folder_next_to_the_sources_is_allowed(project, mkdocs):
    assert mkdocs(project, "build", "-d", "catalog-site").returncode == 0
    assert (project / "catalog-site/index.html").is_file()


def test_the_repository_around_a_project_and_that_of_a_worktree_are_protected(project, mkdocs, place):
    (place / ".git/worktrees/one").mkdir(parents=True)
    (place / ".git/worktrees/one/HEAD").write_text("ref: refs/heads/one\n", encoding="utf-8")
    for output in ("../.git", "../.git/worktrees/one"):
        assert "overlaps the source folder" in mkdocs(project, "build", "-d", output).stderr
    elsewhere = place / "gitdir"
    (place / ".git/worktrees/one").rename(elsewhere)
    (project / ".git").write_text(f"gitdir: {elsewhere}\n", encoding="utf-8")
    assert "overlaps the source folder" in mkdocs(project, "build", "-d", str(elsewhere)).stderr
    assert (elsewhere / "HEAD").is_file()


def test_folders_of_inherited_settings_and_of_other_hooks_are_protected(workplace, elsewhere, refused, read_tree):
    for name in ("base", "deep", "more"):
        (elsewhere.parent / name).mkdir()
    (elsewhere.parent / "deep/deep.yml").write_text(f"INHERIT: {workplace}/mkdocs.yml\n", encoding="utf-8")
    (elsewhere.parent / "base/base.yml").write_text("INHERIT: '../deep/deep.yml'  # once more\n", encoding="utf-8")
    (elsewhere.parent / "more/extra.py").write_text("", encoding="utf-8")
    hooks = f"[{workplace}/hooks/atlas.py, ../more/extra.py]"
    settings = f"INHERIT: ../base/base.yml\nhooks: {hooks}\nnav: [index.md]\n"
    (elsewhere / "mkdocs.yml").write_text(settings, encoding="utf-8")
    before = read_tree(elsewhere.parent)
    for printed in refused("../base", "../deep", "../more", where=elsewhere):
        assert "overlaps the source folder" in printed
    assert read_tree(elsewhere.parent) == before


# Only asks: a build into one of these folders, if it were allowed, would delete Python or the files of other builds.
ASK = """
import sys
from pathlib import Path
from mkdocs.config import load_config
from mkdocs.exceptions import ConfigurationError
from paperatlas.adapter import defaults
from paperatlas.adapter.output import output_folder
config = load_config()
defaults.settings(config, Path.cwd())
for site in sys.argv[1:]:
    config.site_dir = site
    try:
        output_folder(config, [])
        print(site, "is allowed")
    except ConfigurationError:
        print(site, "is refused")
"""


def test_python_itself_and_the_folder_that_builds_share_are_protected(workplace, mkdocs, tmp_path):
    refused = [sys.prefix, sysconfig.get_path("purelib"), str(Path(os.__file__).parent), str(tmp_path)]
    refused += [f"{sysconfig.get_path('purelib')}/site", f"{tmp_path}/paperatlas-{os.getuid()}"]
    allowed = [f"{tmp_path}/site", f"{sys.prefix}/share/site"]
    done = mkdocs(workplace, *refused, *allowed, command=(sys.executable, "-c", ASK), env={"TMPDIR": str(tmp_path)})
    expected = [f"{site} is refused" for site in refused] + [f"{site} is allowed" for site in allowed]
    assert done.stdout.splitlines() == expected, done.stderr


def test_a_folder_that_cannot_be_made_is_a_clear_error(refused):
    nearly, far = refused("x" * 245, "y" * 300)
    assert "cannot build into '" in nearly
    assert "File name too long" in nearly
    assert "File name too long" in far
