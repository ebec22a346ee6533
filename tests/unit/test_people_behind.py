"""CODEOWNERS and CREDITS.md."""

from __future__ import annotations

import subprocess
from pathlib import Path

from paperatlas.commands import main

ROOT = Path(__file__).resolve().parents[2]


def test_each_paper_has_the_owners_of_its_category(shelf):
    shelf.change("categories.yml", "outdoor: {", 'outdoor: {owners: ["@ada", "@clocks/sun"], ')
    assert main(["github", "owners", "--out", "CODEOWNERS"]) == 0
    assert Path("CODEOWNERS").read_text().splitlines()[2:] == ["/catalog/papers/sundial.yml @ada @clocks/sun"]


def test_an_owner_that_is_no_account_is_an_error(shelf):
    shelf.change("categories.yml", "outdoor: {", "outdoor: {owners: [Ada Byron], ")
    [line] = shelf.lines()
    assert line.startswith("catalog/categories.yml:1:20: error:")


def test_the_committed_file_of_owners_is_that_of_the_catalogue(tmp_path, monkeypatch):
    monkeypatch.chdir(ROOT)
    assert main(["github", "owners", "--out", str(tmp_path / "owners")]) == 0
    assert (tmp_path / "owners").read_bytes() == (ROOT / ".github/CODEOWNERS").read_bytes()


def test_who_asks_for_it_is_thanked_and_nobody_else(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def commit(message: str) -> None:
        who = ["-c", "user.name=Nobody", "-c", "user.email=a@example.org"]
        subprocess.run(["git", *who, "commit", "--allow-empty", "-m", message], check=True, capture_output=True)

    subprocess.run(["git", "init"], check=True, capture_output=True)
    for message in (
        "A date\n\nThanks-to: Ada Byron",
        "A name\n\nThanks-to: Bo <b>Lind</b> @all",
        "Two\n\nThanks-to: Bo <b>Lind</b> @all\nSigned-off-by: Nobody <a@example.org>",
        "Thanks-to: nobody, as this is the title",
    ):
        commit(message)
    assert main(["github", "credits"]) == 0
    text = Path("CREDITS.md").read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if line.startswith("- ")] == [
        "- Bo &lt;b&gt;Lind&lt;/b&gt; &#64;\u200ball",
        "- Ada Byron",
    ]


def test_outside_a_repository_the_reason_is_said(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert main(["github", "credits"]) == 2
    assert "cannot read the commits: " in capsys.readouterr().err
