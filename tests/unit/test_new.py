"""`paperatlas new`: an entry field by field, from a pipe and at a real terminal."""

from __future__ import annotations

import io
import os
import pty
import re
import select
import subprocess
import sys
import time
from contextlib import suppress

import pytest

from paperatlas.commands import main

# One answer a line; Enter leaves a field out.
ANSWERS = {
    "title": "Moondials: Clocks That See at Night",
    "link": "https://arxiv.org/pdf/2003.00001v2",
    "link 2": "",
    "authors": "Byron, Ada and Öz, Elif",
    "date": "",
    "short_name": "",
    "venue": "Journal of Clocks 2020",
    "category": "outdoor",
    "tags": "shadow, gears",
    "tldr": "",
    "summary": "Tells the time from the shadow that the moon throws, on nights with some light.",
    "builds on": "sundial",
    "kind": "adds",
    "how": "a second scale for the light of the moon",
    "builds on 2": "",
    "key": "",
    "write?": "y",
}


def typed(**changes: str) -> str:
    return "".join(f"{line}\n" for line in ({**ANSWERS, **changes}).values())


@pytest.fixture
def answers(shelf, monkeypatch):
    """Runs the command with some answers from a pipe."""

    def run(text: str, *arguments: str) -> int:
        monkeypatch.setattr(sys, "stdin", io.StringIO(text))
        return main(["new", *arguments])

    return run


def test_a_whole_entry_passes_the_check(shelf, answers, capsys):
    assert answers(typed()) == 0
    assert (shelf.root / "papers/moondials.yml").read_text(encoding="utf-8") == (
        "# yaml-language-server: $schema=../schema/paper.json\n"
        "title: 'Moondials: Clocks That See at Night'\n"
        "short_name: Moondials\n"
        "authors: [Ada Byron, Elif Öz]\n"
        "date: 2020-03\n"
        "category: outdoor\n"
        "tags: [shadow, gears]\n"
        "venue: {name: JOC, year: 2020}\n"
        'arxiv: "2003.00001"\n'
        "summary: >-\n"
        "  Tells the time from the shadow that the moon throws, on nights with some light.\n"
        "builds_on:\n"
        "  - {paper: sundial, kind: adds, how: a second scale for the light of the moon}\n"
        "added: 2026-11-24\n"
    )
    assert "catalog/papers/moondials.yml is written" in capsys.readouterr().err
    assert main(["check", "--strict"]) == 0


def test_a_wrong_answer_is_asked_again_with_the_hint_of_the_check(shelf, answers, capsys):
    assert answers(typed(category="outdor\n", tags="shado, gears\nshadow, gears")) == 0  # Enter takes what was meant
    out = capsys.readouterr().out
    assert "error: unknown category 'outdor'\n    did you mean 'outdoor'?" in out
    assert "category [outdoor]:" in out
    assert "category: outdoor" in out


def test_a_paper_that_is_here_already_is_found_at_its_link(shelf, answers, capsys):
    answers(typed(link="arXiv:1903.00010\n2003.00001"))
    out = capsys.readouterr().out
    assert "the arxiv '1903.00010' is already used in catalog/papers/sundial.yml" in out
    assert 'arxiv: "2003.00001"' in out


def test_what_is_left_open_makes_a_draft(shelf, answers, capsys):
    assert answers(typed(summary="...")) == 0
    assert not (shelf.root / "papers/moondials.yml").exists()
    assert "summary: >-\n  ...\n" in (shelf.root / "papers/moondials.draft.yml").read_text(encoding="utf-8")
    assert "is a draft; `paperatlas check --drafts` says what is missing" in capsys.readouterr().err


def test_a_needed_field_is_not_left_out(shelf, answers, capsys):
    answers(typed(title="\nMoondials"))
    assert "title is needed; write ... to leave it for later" in capsys.readouterr().out


def test_a_key_is_free_and_well_formed(shelf, answers, capsys):
    assert answers(typed(key="quartz\nMoon Dials\nmoon-dials")) == 0
    out = capsys.readouterr().out
    assert "the key 'quartz' is taken; write another" in out
    assert "'Moon Dials' is not a key; write lower-case letters and digits: moon-dials" in out
    assert (shelf.root / "papers/moon-dials.yml").exists()


def test_links_of_every_kind_go_to_their_fields(shelf, answers):
    links = "\n".join(
        (
            *("2003.00001", "doi.org/10.1000/moon.1", "https://openreview.net/forum?id=MOONdial01"),
            *("github.com/ada/moon", "https://youtu.be/moon", "nonsense"),
        )
    )
    assert answers(typed(link=links)) == 0
    text = (shelf.root / "papers/moondials.yml").read_text(encoding="utf-8")
    for line in ('arxiv: "2003.00001"', "doi: 10.1000/moon.1", "openreview: MOONdial01", "video: "):
        assert f"\n{line}" in text
    assert '- {url: "https://github.com/ada/moon"}' in text


@pytest.mark.parametrize(
    ("kind", "lines", "path"),
    [
        ("library", ["Gear Box", "github.com/ada/gears", "MIT", "Python", "", "", "gnomon"], "libraries/gear-box.yml"),
        (
            "dataset",
            ["Hours", "", "", "", "CC0-1.0", "reading hours", "How well hours are read."],
            "datasets/hours.yml",
        ),
        (
            "tutorial",
            ["How a Sundial Works", "https://example.org/how", "Ada Byron", "May 2020", "introductory"],
            "tutorials/how-sundial-works.yml",
        ),
    ],
)
def test_every_kind_of_entry_can_be_written(shelf, answers, capsys, kind, lines, path):
    summary = "All that is needed to read the hours of a day."
    assert answers("\n".join([*lines, summary, "", "y", ""]), "--kind", kind) == 0, capsys.readouterr()
    assert (shelf.root / path).exists()
    assert main(["check", "--strict"]) == 0


def test_if_the_answers_end_early_nothing_is_written(shelf, answers, capsys):
    assert answers("Moondials\n2003.00001\n") == 2
    assert capsys.readouterr().err.endswith("paperatlas: stopped; nothing was written\n")
    assert sorted(path.name for path in (shelf.root / "papers").iterdir()) == [
        "pendulum.yml",
        "quartz.yml",
        "sundial.yml",
    ]


class Terminal:
    """The command at a terminal of its own."""

    def __init__(self, *arguments: str) -> None:
        self.outer, inner = pty.openpty()
        command = [sys.executable, "-m", "paperatlas", "new", *arguments]
        environment = {**os.environ, "TERM": "dumb", "COLUMNS": "80", "NO_COLOR": "1"}
        self.process = subprocess.Popen(
            command, stdin=inner, stdout=inner, stderr=inner, close_fds=True, env=environment, start_new_session=True,
            preexec_fn=lambda: __import__("fcntl").ioctl(0, __import__("termios").TIOCSCTTY, 0),
        )  # fmt: skip
        os.close(inner)
        self.seen = ""

    def expect(self, text: str) -> None:
        """Reads until the terminal shows a text, which is then forgotten."""
        end = time.monotonic() + 60
        while text not in self.seen:
            assert time.monotonic() < end, self.seen
            if select.select([self.outer], [], [], 1)[0]:
                try:
                    part = os.read(self.outer, 4096)
                except OSError:  # Linux says so at the end of the process
                    part = b""
                assert part, f"the command ended without {text!r}: {self.seen}"
                self.seen += re.sub(r"\x1b\[[?0-9;]*[a-zA-Z]|\x07", "", part.decode(errors="replace"))
        self.seen = self.seen.partition(text)[2]

    def type(self, text: str) -> None:
        os.write(self.outer, text.encode())

    def interrupt(self) -> None:
        """Presses Ctrl+C until the command ends: right after a prompt, readline keeps a signal for the next key."""
        while self.process.poll() is None:
            self.type("\x03")
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(timeout=5)

    def close(self) -> int:
        code = self.process.wait(timeout=60)
        os.close(self.outer)
        return code


def test_at_a_terminal_tab_completes_and_the_file_is_written(shelf):
    terminal = Terminal()
    prompts = {
        "title": "title: ",
        "link": "\nlink: ",
        "link 2": "\nlink: ",
        "authors": "authors: ",
        "date": "date [2020-03]: ",
    }
    for name, prompt in prompts.items():
        terminal.expect(prompt)
        terminal.type(f"{ANSWERS[name]}\n")
    terminal.expect("short_name [Moondials]: ")
    terminal.type("\n")
    terminal.expect("venue: ")
    terminal.type("\n")
    terminal.expect("category: ")
    terminal.type("outd\t")
    terminal.expect("outdoor")
    terminal.type("\n")
    terminal.expect("tags: ")
    terminal.type("gea\t")
    terminal.expect("gears")
    terminal.type(", sha\t")
    terminal.expect("shadow")
    terminal.type("\n")
    for name, prompt in {
        "tldr": "tldr: ",
        "summary": "summary: ",
        "builds on 2": "builds on: ",
        "key": "key [moondials]: ",
    }.items():
        terminal.expect(prompt)
        terminal.type(f"{ANSWERS[name]}\n")
    terminal.expect("tags: [gears, shadow]")
    terminal.expect("Write 1 file?")
    terminal.type("y\n")
    terminal.expect("catalog/papers/moondials.yml is written")
    assert terminal.close() == 0
    assert (shelf.root / "papers/moondials.yml").exists()


def test_at_a_terminal_ctrl_c_writes_nothing(shelf):
    terminal = Terminal()
    terminal.expect("title: ")
    terminal.type("Moondials\n")
    terminal.expect("\nlink: ")
    terminal.interrupt()
    terminal.expect("paperatlas: stopped; nothing was written")
    assert terminal.close() == 2
    assert not [*shelf.root.glob("papers/moon*")]
