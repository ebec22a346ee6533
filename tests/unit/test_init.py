"""`paperatlas init`: a new atlas of any topic, or nothing at all."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from paperatlas import load, start
from paperatlas.commands import init, main

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
# Files for GitHub that a new atlas has in another form, or not at all.
OTHERS = ("check.yml", "dependabot.yml", "CODEOWNERS")
DAY = date(2026, 11, 24)
HOSTILE = (
    "\"quotes\" and 'more': a map",
    "<script>alert(1)</script> & <b>",
    "two\nlines\tand a tab",
    "🧬 proteins 👩‍🔬",
    "# {{ 7*7 }} [[ topic ]] ${{ github.token }} $(reboot) `x`",
    "- *models* _of_ [links](x) | tables",
    "no",
    "2024",
    "蛋白质",
    "\u202eright to left",
    "word " * 100,
    "%atlas: !ENV [HOME]",
)
LIST = """\
# Awesome robots

## Arms & hands

- **A Robot Arm That Sorts Post** (2021). Ada Example, Bo Sample. [paper](https://arxiv.org/abs/2101.00011)

## 机器人

- **Walking on Ice Without a Map** (2022). Cleo Specimen. [paper](https://arxiv.org/abs/2201.00012)

## 🔥

- not a paper
"""
BIB = "@article{a2020, title={A Robot Arm That Sorts Post}, author={Ada Example and Bo Sample}, year={2020}}"


def test_a_new_atlas_has_what_another_needs(tmp_path, capsys):
    folder = tmp_path / "deep/proteins"
    assert main(["init", str(folder), "--topic", "Protein language models"]) == 0
    assert "make serve" in capsys.readouterr().out
    assert main(["check", "--strict", str(folder / "catalog")]) == 0
    settings = (folder / "mkdocs.yml").read_text(encoding="utf-8")
    assert "\nsite_name: Protein language models Atlas\n" in f"\n{settings}"
    assert not (folder / "catalog/methods.yml").exists()
    for name in (".github/workflows/check.yml", ".gitignore", "Makefile", "README.md", "tests/test_atlas.py"):
        assert (folder / name).is_file()
    assert (folder / "hooks/atlas.py").read_bytes() == (ROOT / "hooks/atlas.py").read_bytes()
    assert [path.name for path in folder.parent.iterdir()] == ["proteins"]


def test_with_methods_the_examples_have_one(tmp_path):
    assert main(["init", str(tmp_path / "a"), "--topic", "Robots", "--methods"]) == 0
    catalogue = load(tmp_path / "a/catalog")
    assert len(catalogue.papers) == 2
    assert all(paper.methods for paper in catalogue.papers.values())


def made(folder: Path, topic: str) -> Path:
    start.write(folder, start.Wishes(start.cleaned(topic), DAY, "1.2.3", with_methods=True))
    return folder


def assert_is_right(folder: Path, topic: str) -> None:
    assert load(folder / "catalog").problems == ()
    shown = start.cleaned(topic)
    for name, field in (("mkdocs.yml", "site_name"), ("CITATION.cff", "title")):
        text = (folder / name).read_text(encoding="utf-8").replace("!ENV [PREVIEWS, true]", "true")
        assert yaml.safe_load(text)[field].removesuffix(" Atlas") == shown.removesuffix(" Atlas")
    front = (folder / "docs/index.md").read_text(encoding="utf-8").split("---\n")[1]
    assert yaml.safe_load(front)["headline"] == shown


@pytest.mark.parametrize("topic", HOSTILE)
def test_any_topic_gives_a_valid_atlas(topic, tmp_path):
    assert_is_right(made(tmp_path, topic), topic)


@settings(max_examples=25)
@given(topic=st.text(min_size=1, max_size=500).filter(lambda text: any(c.isalnum() for c in text)))
def test_any_text_gives_a_valid_atlas(topic, tmp_path_factory):
    try:
        start.cleaned(topic)
    except ValueError:  # its only letters are of no alphabet
        return
    assert_is_right(made(tmp_path_factory.mktemp("any"), topic), topic)


@pytest.mark.parametrize("topic", ["", "  ", "🧬", "\x00"])
def test_a_topic_without_letters_is_refused(topic, tmp_path, capsys):
    assert main(["init", str(tmp_path / "a"), "--topic", topic]) == 2
    assert 'such as --topic "Protein language models"' in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_folder_with_files_is_refused_and_stays_as_it_is(tmp_path, capsys):
    (tmp_path / "mine.txt").write_text("mine")
    for folder in (tmp_path, tmp_path / "mine.txt"):
        assert main(["init", str(folder), "--topic", "Robots"]) == 2
        assert "is there already" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_an_empty_folder_and_an_empty_repository_are_filled(tmp_path, monkeypatch):
    (tmp_path / ".git").mkdir()
    (tmp_path / ".paperatlas-abc/catalog").mkdir(parents=True)  # of a command that was killed
    monkeypatch.chdir(tmp_path)
    assert main(["init", ".", "--topic", "Robots"]) == 0
    names = {path.name for path in tmp_path.iterdir()}
    assert {".git", "catalog", "mkdocs.yml"} <= names
    assert ".paperatlas-abc" not in names


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
@pytest.mark.parametrize("when", ["while it writes", "while it moves"])
def test_nothing_is_left_after_an_error_or_ctrl_c(error, when, tmp_path, monkeypatch, capsys):
    calls = []

    def fail(*arguments, **options):
        calls.append(arguments)
        if len(calls) == 4:
            raise error
        return original(*arguments, **options)

    name = {"while it writes": "write_text", "while it moves": "rename"}[when]
    original = getattr(Path, name)
    monkeypatch.setattr(Path, name, fail)
    assert main(["init", str(tmp_path / "new/atlas"), "--topic", "Robots"]) == 2
    assert "paperatlas: " in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_list_gives_drafts_and_its_sections_the_categories(tmp_path, capsys):
    (tmp_path / "list.md").write_text(LIST, encoding="utf-8")
    folder = tmp_path / "robots"
    assert main(["init", str(folder), "--topic", "Robots", "--from", str(tmp_path / "list.md")]) == 0
    printed = capsys.readouterr()
    assert "2 drafts written" in printed.err
    assert "list.md:13: " in printed.out
    drafts = sorted(folder.glob("catalog/papers/*"))
    assert [path.name.endswith(".draft.yml") for path in drafts] == [True, True]
    categories = load(folder / "catalog").categories
    assert [(key, one.name) for key, one in categories.items()] == [
        ("arms-hands", "Arms & hands"),
        ("section-2", "机器人"),
    ]
    assert {yaml.safe_load(path.read_text(encoding="utf-8"))["category"] for path in drafts} == {*categories}
    assert main(["check", "--strict", str(folder / "catalog")]) == 0


def test_a_bibliography_without_sections_keeps_the_usual_categories(tmp_path):
    (tmp_path / "refs.bib").write_text(BIB, encoding="utf-8")
    assert main(["init", str(tmp_path / "a"), "--topic", "Robots", "--from", str(tmp_path / "refs.bib")]) == 0
    assert [*load(tmp_path / "a/catalog").categories] == [category.key for category in start.CATEGORIES]
    assert len([*(tmp_path / "a/catalog/papers").iterdir()]) == 1


@pytest.mark.parametrize("content", [None, "no papers here\n", ""])
def test_a_list_without_entries_leaves_nothing(content, tmp_path, capsys):
    file = tmp_path / "list.md"
    if content is not None:
        file.write_text(content, encoding="utf-8")
    before = [*tmp_path.iterdir()]
    assert main(["init", str(tmp_path / "a"), "--topic", "Robots", "--from", str(file)]) == 2
    assert "list.md" in capsys.readouterr().err
    assert [*tmp_path.iterdir()] == before


def test_files_for_github_are_valid_and_safe(tmp_path):
    folder = made(tmp_path, HOSTILE[1])
    github = folder / ".github"
    forms = [path for path in github.glob("ISSUE_TEMPLATE/*.yml") if path.name != "config.yml"]
    for schema, files in (
        ("vendor.github-workflows", [*github.glob("workflows/*.yml")]),
        ("vendor.dependabot", [github / "dependabot.yml"]),
        ("vendor.github-issue-forms", forms),
        ("vendor.citation-file-format", [folder / "CITATION.cff"]),
    ):
        done = subprocess.run([BIN / "check-jsonschema", "--builtin-schema", schema, *files], capture_output=True)
        assert files
        assert done.returncode == 0, done.stdout
    done = subprocess.run([BIN / "zizmor", "--offline", "--no-progress", github], capture_output=True)
    assert done.returncode == 0, done.stdout
    used = re.findall(r"uses: *(\S+)", "".join(path.read_text() for path in github.glob("workflows/*.yml")))
    assert len(used) > 5
    assert [one for one in used if not re.fullmatch(r"[\w.-]+/[\w./-]+@[0-9a-f]{40}", one)] == []


def test_the_forms_for_issues_and_the_workflows_are_ours(tmp_path):
    """They fit the pages of the site and the commands of the engine. Dependabot updates the actions of both."""
    made(tmp_path, "Robots")
    ours = [path for path in (ROOT / ".github").rglob("*") if path.is_file() and path.name not in OTHERS]
    assert len(ours) > 7
    for path in ours:
        one, other = (
            re.sub("@[0-9a-f]{40} #.*", "", text.read_text(encoding="utf-8"))
            for text in (path, tmp_path / path.relative_to(ROOT))
        )
        assert one == other, f"copy {path.relative_to(ROOT)} to src/paperatlas/skeleton/dot-github"


def test_make_lists_every_target(tmp_path):
    text = (made(tmp_path, "Robots") / "Makefile").read_text()
    targets = set(re.findall(r"^([a-z]+):", text, re.MULTILINE)) - {"help"}
    assert set(re.findall(r"echo \"make ([a-z]+) ", text)) == targets


def test_no_file_speaks_of_this_atlas(tmp_path):
    words = re.compile(r"attention|linear|recurren|transformer|(?<!GITHUB_)(?<!github\.)token", re.IGNORECASE)
    files = [path for path in made(tmp_path, "Robots").rglob("*") if path.is_file()]
    texts = {path.relative_to(tmp_path).as_posix(): path.read_text(encoding="utf-8") for path in files}
    assert {name: found[0] for name, text in texts.items() if (found := words.search(text))} == {
        ".github/workflows/publish.yml": "token",  # the permission `id-token`
    }


def test_the_help_says_what_the_command_does():
    assert "Example: paperatlas init" in (init.command.help or "")
