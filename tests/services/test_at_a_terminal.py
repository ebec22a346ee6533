"""`paperatlas add` as a person sees it: questions, the editor, Ctrl+C, and a program that is killed."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from paperatlas.commands import main
from paperatlas.commands.asking import is_copied, written
from tests.unit.conftest import Shelf

from . import answers
from .server import Reply, Service
from .test_add import atlas, entries, rules, values

__all__ = ["atlas"]  # the fixture

SUMMARY = "A clock of sand stops when the sand is below. Gears turn the glass over, and so it runs for a year."
COMMAND = [sys.executable, "-m", "paperatlas", "add", "2505.01234"]


def at_a_terminal(command: list[str], typed: str) -> tuple[int, str]:
    """Runs a command at a terminal, where all answers are typed before the first question. Returns what it shows."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, close_fds=True)
    os.close(theirs)
    os.write(ours, typed.encode())
    shown = b""
    while True:
        try:
            part = os.read(ours, 4096)
        except OSError:  # Linux: the other end is closed
            break
        if not part:
            break
        shown += part
    os.close(ours)
    return process.wait(), shown.decode(errors="replace").replace("\r\n", "\n")


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An editor that keeps what it is given, and writes the line and the summary into it."""
    script = tmp_path / "editor.py"
    script.write_text(
        "import pathlib, sys\n"
        "file = pathlib.Path(sys.argv[1])\n"
        "text = file.read_text(encoding='utf-8')\n"
        f"pathlib.Path({str(tmp_path / 'given.txt')!r}).write_text(text, encoding='utf-8')\n"
        "text = text.replace('tldr:', 'tldr: Gears turn an hourglass round, so that it runs on.')\n"
        f"file.write_text(text + {SUMMARY!r} + '\\n', encoding='utf-8')\n"
    )
    monkeypatch.setenv("EDITOR", f"{sys.executable} {script}")
    monkeypatch.delenv("VISUAL", raising=False)
    return tmp_path / "given.txt"


def test_it_asks_and_opens_the_editor(atlas: Shelf, editor: Path):
    code, shown = at_a_terminal(COMMAND, "outdoor\nshadow, stone, gears\nGlass\ny\n")
    assert code == 0, shown
    found = values(atlas, "glass")
    assert (found["category"], found["short_name"], found["tags"]) == ("outdoor", "Glass", ["shadow", "stone", "gears"])
    assert found["summary"] == SUMMARY and found["tldr"] == "Gears turn an hourglass round, so that it runs on."
    assert "category indoor: " in shown and "catalog/papers/glass.yml is added" in shown
    given = editor.read_text(encoding="utf-8")
    assert "# A clock of sand runs down. We add gears" in given
    assert "We add gears" not in (atlas.root / "papers/glass.yml").read_text(encoding="utf-8")
    assert rules(atlas) == []


def test_wrong_answers_are_asked_again(atlas: Shelf, editor: Path):
    code, shown = at_a_terminal(COMMAND, "outdor\noutdoor\nshadw\nshadow, stone, gears\n-\ny\n")
    assert code == 0, shown
    assert "did you mean 'outdoor'?" in shown and "did you mean 'shadow'?" in shown
    assert "short_name" not in values(atlas, "hourglass-clock-sand-that")


def test_no_at_the_end_writes_nothing(atlas: Shelf, editor: Path):
    before = entries(atlas)
    code, shown = at_a_terminal(COMMAND, "\n\n\nn\n")
    assert code == 2 and "nothing was written" in shown and entries(atlas) == before
    assert "+summary: >-" in shown  # what was written in the editor is there to copy


def test_without_an_editor_the_texts_stay_open(atlas: Shelf, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("EDITOR", "/no/such/editor")
    code, shown = at_a_terminal(COMMAND, "\n\n\ny\n")
    assert code == 0 and "the summary stays open" in shown, shown
    assert values(atlas, "hourglass")["summary"] == "..."


def test_a_copied_abstract_is_not_taken(atlas: Shelf, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    script = tmp_path / "paste.py"
    script.write_text(f"import sys\nopen(sys.argv[1], 'w').write('tldr:\\nsummary: ' + {answers.ABSTRACT!r})\n")
    monkeypatch.setenv("EDITOR", f"{sys.executable} {script}")
    code, shown = at_a_terminal(COMMAND, "\n\n\ny\n")
    assert code == 0 and "copied from the abstract" in shown, shown
    assert values(atlas, "hourglass")["summary"] == "..."


def test_it_asks_for_relations_where_they_are_needed(atlas: Shelf, editor: Path):
    atlas.add("style.yml", "related: [indoor]\n")
    code, shown = at_a_terminal(COMMAND, "indoor\n\n\n" + "replaces\nsand in place of a weight\n" + "-\n-\ny\n")
    assert code == 0, shown
    assert values(atlas, "hourglass")["builds_on"][0]["kind"] == "replaces"  # type: ignore[index]


def test_without_a_terminal_near_papers_are_a_comment(atlas: Shelf):
    atlas.add("style.yml", "related: [indoor]\n")
    assert main(["add", "2505.01234", "--yes", "--category", "indoor"]) == 0
    text = (atlas.root / "papers/hourglass.yml").read_text(encoding="utf-8")
    assert "# Perhaps it builds on: " in text and "# builds_on: [{paper: " in text


def test_ctrl_c_writes_nothing(atlas: Shelf, remote: Service):
    remote.replies["/arxiv/api/query"] = Reply(silence=30)
    before = entries(atlas)
    process = subprocess.Popen([*COMMAND, "--yes"], stderr=subprocess.PIPE, text=True)
    while not remote.asked:
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    said = process.communicate()[1]
    assert process.returncode == 2 and "stopped; nothing was written" in said and "Traceback" not in said
    assert entries(atlas) == before


def test_ctrl_c_says_what_was_written_before(atlas: Shelf, remote: Service):
    remote.replies["/arxiv/api/query"] = lambda query: (
        answers.arxiv_feed(answers.arxiv_entry()) if query["id_list"] == "2505.01234" else Reply(silence=30)
    )
    process = subprocess.Popen([*COMMAND, "2505.99999", "--yes"], stderr=subprocess.PIPE, text=True)
    while not any("2505.99999" in path for path in remote.asked):
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    said = process.communicate()[1]
    assert process.returncode == 2 and "stopped; written before: catalog/papers/hourglass.yml" in said


@pytest.mark.parametrize("call", ["write_bytes", "link", "unlink"])
def test_killed_at_a_write_every_file_is_whole(call: str, atlas: Shelf, tmp_path: Path):
    """The program ends without a word just before it writes the entry, names it, or removes what is left over."""
    program = f"""
import os, pathlib, sys
def end(*_, **__):
    os._exit(9)
if {call!r} == "link":
    os.link = end
else:
    kept = getattr(pathlib.Path, {call!r})
    def call(self, *values, **more):
        return end() if self.name.endswith(".new") else kept(self, *values, **more)
    setattr(pathlib.Path, {call!r}, call)
from paperatlas.commands import main
sys.exit(main(["add", "2505.01234", "--yes"]))
"""
    before = {file: file.read_bytes() for file in (atlas.root / "papers").iterdir()}
    assert subprocess.run([sys.executable, "-c", program], stderr=subprocess.DEVNULL).returncode == 9
    new = atlas.root / "papers/hourglass.yml"
    for file in (atlas.root / "papers").iterdir():
        assert file == new or file.name.endswith(".new") or file.read_bytes() == before[file]
    if call == "unlink":
        assert new.read_text(encoding="utf-8").endswith("checked: 2026-11-24}\n")
    else:
        assert not new.exists()
    # The next run works in spite of the files that are left over, and of an old lock.
    for lock in (tmp_path / "cache").glob("adding-*"):
        os.utime(lock, (0, 0))
    is_here = new.exists()
    assert main(["add", "2505.01234", "--yes"]) == int(is_here)
    assert {rule for _, rule in rules(atlas)} == {"placeholder"}


def test_programs_wait_for_each_other(tmp_path: Path):
    from paperatlas.edit import alone

    order: list[int] = []

    def enter(number: int) -> None:
        with alone(tmp_path / "lock"):
            order.append(number)
            time.sleep(0.05)
            order.append(number)

    threads = [threading.Thread(target=enter, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert order[0::2] == order[1::2] and not (tmp_path / "lock").exists()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ("", "")),
        ("tldr:\nsummary:\n", ("", "")),
        ("summary: A: b\ntldr: c # d\n", ("c # d", "A: b")),
        ("anything\n# tldr: no\nsummary:\n\nA\n\nB\n", ("", "A B")),
    ],
)
def test_what_was_written_in_the_editor(text: str, found: tuple[str, str]):
    assert written(text) == found


def test_own_words_about_the_same_thing_are_not_copied():
    assert not is_copied(SUMMARY, answers.ABSTRACT)
    assert not is_copied("", answers.ABSTRACT)
    assert is_copied(answers.ABSTRACT.replace("We add", "The paper adds"), answers.ABSTRACT)
