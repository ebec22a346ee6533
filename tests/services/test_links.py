"""`paperatlas links` with servers that answer, refuse, move, and are down. A proxy on loopback is all of the web."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from paperatlas.commands import main

from .server import Reply, Service

DAY = 24 * 3600
ENTRY = "papers/quartz.yml"
FINE = {"http://fine.org/": Reply("here")}


@pytest.fixture
def run(shelf, remote: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys):
    """Runs the command on a certain day; gives its exit code, its output, and what it says on stderr."""
    monkeypatch.setenv("http_proxy", remote.address)
    monkeypatch.setenv("no_proxy", "")
    monkeypatch.setenv("PAPERATLAS_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr("paperatlas.sources.web.time.sleep", lambda seconds: None)
    Path("docs").mkdir()
    for entry in shelf.root.glob("*/*.yml"):  # their links are not on this web
        text = entry.read_text(encoding="utf-8")
        entry.write_text(text.replace("https://", "http://127.0.0.1/"), encoding="utf-8")
    monkeypatch.setattr("paperatlas.sources.outside_links.links", lambda paper: [])
    monkeypatch.setattr("paperatlas.sources.outside_links.ranked", lambda paper: ((), ()))

    def run(day: int = 0, *options: str) -> tuple[int, str, str]:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(1_796_000_000 + day * DAY))
        code = main(["links", "catalog", "--docs", "docs", "--seen", "seen.json", *options])
        output = capsys.readouterr()
        return code, output.out, output.err

    return run


def page(text: str) -> None:
    Path("docs/page.md").write_text(text, encoding="utf-8")


def test_a_link_is_dead_only_if_it_fails_twice_a_day_apart(run, remote):
    page("# A page\n\nRead [this](http://gone.org/a) and [that](http://fine.org/).\n")
    remote.replies |= {"http://gone.org/a": Reply("", 404), **FINE}
    code, out, err = run()
    assert code == 0 and "gone.org" not in out
    assert "did not work today for the first time: run it again tomorrow" in err
    assert run()[0] == 0, "again on the same day"
    code, out, _ = run(1)
    assert code == 1
    assert "docs/page.md:3:13: error: the link http://gone.org/a is dead: it answers 404" in out
    assert "fine.org" not in out


def test_a_link_that_works_again_is_forgotten(run, remote):
    page("<http://tired.org/> <http://fine.org/>")
    remote.replies |= {"http://tired.org/": [Reply("", 410), Reply("back")], **FINE}
    run()
    assert json.loads(Path("seen.json").read_text()) == {"http://tired.org/": "2026-11-30"}
    assert run(1)[0] == 0
    assert json.loads(Path("seen.json").read_text()) == {}


@pytest.mark.parametrize("status", [401, 403, 405, 429, 999])
def test_a_server_that_refuses_programs_is_not_dead(status, run, remote):
    page("<http://strict.org/> <http://fine.org/>")
    remote.replies |= {"http://strict.org/": Reply("", status), **FINE}
    run()
    assert run(1)[:2] == (0, "")


@pytest.mark.parametrize(
    ("reply", "why"),
    [
        (Reply("", 404), "it answers 404"),
        (Reply("", 503), "it answers 503"),
        (Reply("", 302, headers={"Location": "http://bad.org/"}), "leads from one address to the next without end"),
        (Reply("", 302, headers={"Location": "file:///etc/passwd"}), "leads to an address that is not on the web"),
    ],
)
def test_each_way_to_be_dead_is_explained(reply, why, run, remote):
    page("<http://bad.org/> <http://fine.org/>")
    remote.replies |= {"http://bad.org/": reply, **FINE}
    run()
    code, out, _ = run(1)
    assert code == 1 and why in out


def test_an_exception_with_its_reason_silences_a_link_and_one_without_use_is_reported(run, remote, shelf):
    page("<http://gone.org/> <http://fine.org/>")
    remote.replies |= FINE
    shelf.write("links.yml", '"http://gone.org/": The text is in the archive.\n"http://other.org/": Nobody knows.\n')
    run()
    code, out, _ = run(1)
    assert code == 0 and "gone.org" not in out
    assert "no page links to http://other.org/ [unused-exception]" in out


def test_links_of_entries_are_reported_at_their_line(run, remote, shelf):
    page("<http://fine.org/>")
    remote.replies |= FINE
    shelf.change(ENTRY, "title:", "project: http://lost.org/quartz\ntitle:")
    run()
    code, out, _ = run(1)
    assert code == 1
    assert f"catalog/{ENTRY}:1:10: error: the link http://lost.org/quartz is dead" in out


def test_addresses_in_code_and_of_examples_are_not_looked_at(run, remote):
    page("`http://a.org/` http://example.org/ http://127.0.0.1:8000/\n```\nhttp://b.org/\n```\n<http://fine.org/>")
    remote.replies |= FINE
    run()
    assert remote.asked == ["http://fine.org/"]


def test_without_a_network_nothing_is_remembered(run, monkeypatch):
    page("<http://a.org/> <http://b.org/>")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    code, _, err = run()
    assert code == 2 and "is this computer online?" in err
    assert not Path("seen.json").exists()


@pytest.mark.parametrize("text", ["[]", "{", '{"a": 1}'])
def test_a_damaged_memory_is_explained(text, run, remote):
    page("<http://fine.org/>")
    remote.replies |= FINE
    Path("seen.json").write_text(text, encoding="utf-8")
    code, _, err = run()
    assert code == 2 and "is not what `paperatlas links` writes" in err


def test_the_report_can_be_a_table_in_markdown(run, remote):
    page("<http://gone.org/> <http://fine.org/>")
    remote.replies |= FINE
    run()
    assert "| Where | Problem | What to do |" in run(1, "--format", "markdown")[1]


def test_pages_that_are_not_utf8_and_folders_with_the_name_of_a_page_are_no_traceback(run, remote):
    page("<http://fine.org/>")
    remote.replies |= FINE
    Path("docs/old.md").write_bytes(b"\xff <http://fine.org/>")
    Path("docs/folder.md").mkdir()
    Path("docs/lost.md").symlink_to("nowhere")
    assert run()[0] == 0
