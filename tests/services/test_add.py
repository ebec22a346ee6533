"""`paperatlas add`, against services on loopback."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from paperatlas.catalogue import load
from paperatlas.commands import main
from tests.unit.conftest import TODAY, Shelf

from . import answers
from .conftest import SERVICES
from .server import Reply, Service

TITLE = "Hourglass: A Clock of Sand That Turns Itself"


@pytest.fixture
def atlas(remote: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    """The small catalogue about clocks, which also wants a line, a citation key and sources of each paper."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795478400")  # 2026-11-24
    monkeypatch.setenv("PAPERATLAS_CACHE", str(tmp_path / "cache"))
    monkeypatch.delenv("PAPERATLAS_SEMANTIC_SCHOLAR_KEY", raising=False)
    for name in SERVICES:
        monkeypatch.setenv(f"PAPERATLAS_{name.upper()}", f"{remote.address}/{name}")
    remote.replies |= {
        "/arxiv/api/query": lambda query: answers.arxiv_feed(answers.arxiv_entry()),
        "/dblp/search/publ/api": answers.dblp(),
        "/openreview/notes/search": answers.notes(),
        "/openreview/notes": answers.notes(),
        "/openreview1/notes": answers.notes(),
        "/crossref/works": answers.as_json({"message": {"items": []}}),
    }
    style = (
        "needs_tldr: true\nneeds_cite_key: true\nleast_tags: 3\nsourced: [title, authors, date, venue, code, also]\n"
    )
    shelf = Shelf().write("style.yml", style)
    for path in ("sundial", "pendulum", "quartz"):
        shelf.remove(f"papers/{path}.yml")
    sources = 'sources: [{fields: [title, authors, date, venue, code], at: "joc.org/1", checked: 2026-11-24}]\n'
    for name, more in (("sundial", "gears"), ("pendulum", "shadow, stone"), ("quartz", "shadow, stone")):
        key = {"sundial": "byron2019sundial", "pendulum": "wei2020pendulum", "quartz": "oz2021crystals"}[name]
        text = shelf.right(f"papers/{name}.yml").replace("]\n", f", {more}]\n", 2).replace(f", {more}]", "]", 1)
        end = f"cite_key: {key}\nadded:"
        text = text.replace("added:", f"tldr: A short line on the {name} and what it is good for.\n{end}")
        shelf.write(f"papers/{name}.yml", text + sources)
    return shelf


def values(shelf: Shelf, key: str) -> dict[str, object]:
    found = yaml.load((shelf.root / f"papers/{key}.yml").read_text(encoding="utf-8"), yaml.CBaseLoader)
    assert isinstance(found, dict)
    return found


def entries(shelf: Shelf) -> set[str]:
    return {file.name for file in (shelf.root / "papers").iterdir()}


def rules(shelf: Shelf) -> list[tuple[str, str]]:
    return [(Path(problem.path).stem, problem.rule) for problem in load(shelf.root, today=TODAY).problems]


def test_the_catalogue_of_these_tests_is_right(atlas: Shelf):
    assert rules(atlas) == []


def test_a_preprint(atlas: Shelf, remote: Service, capsys: pytest.CaptureFixture[str]):
    assert main(["add", "https://arxiv.org/abs/2505.01234v2", "--yes"]) == 0
    assert (atlas.root / "papers/hourglass.yml").read_text(encoding="utf-8") == (
        "# yaml-language-server: $schema=../schema/paper.json\n"
        "title: 'Hourglass: A Clock of Sand That Turns Itself'\n"
        "short_name: Hourglass\n"
        "authors: [Ada Byron, José García]\n"
        "date: 2025-05-02\n"
        "category: indoor\n"
        "tags: [gears, shadow, stone]\n"
        'arxiv: "2505.01234"\n'
        "arxiv_class: cs.LG\n"
        "tldr: ...\n"
        "summary: >-\n"
        "  ...\n"
        "cite_key: byron2025hourglass\n"
        "added: 2026-11-24\n"
        "sources:\n"
        "  - {fields: [title, authors, date, arxiv, arxiv_class], "
        'at: "arxiv.org/abs/2505.01234", checked: 2026-11-24}\n'
    )
    assert rules(atlas) == [("hourglass", "placeholder"), ("hourglass", "placeholder")]
    assert "catalog/papers/hourglass.yml is added; to write: tldr, summary" in capsys.readouterr().err
    assert not any("abstract" in str(value) for value in values(atlas, "hourglass"))


def test_with_summary_and_line_it_passes_the_strict_check(atlas: Shelf, capsys: pytest.CaptureFixture[str]):
    summary = "A clock of sand stops when the sand is below. Gears turn the glass, and it runs for a year."
    texts = ["--tldr", "Gears turn an hourglass round, so that it runs on.", "--summary", summary]
    assert main(["add", "2505.01234", "--yes", "--category", "indoor", "--tags", "gears, stone,shadow", *texts]) == 0
    assert main(["check", "--strict"]) == 0
    assert values(atlas, "hourglass")["summary"] == summary


def test_the_published_version_comes_first(atlas: Shelf, remote: Service):
    remote.replies |= {
        "/dblp/search/publ/api": answers.dblp(
            answers.dblp_info(venue="CoRR", key="journals/corr/abs-2505-01234", doi="10.48550/ARXIV.2505.01234"),
            answers.dblp_info(),
        ),
        "/crossref/works/10.1000%2Fclock.77": answers.crossref(
            answers.crossref_work(title=["Hourglass: A Clock of Sand That Turns by Itself"])
        ),
    }
    assert main(["add", "2505.01234", "--yes"]) == 0
    found = values(atlas, "hourglass")
    assert found["title"] == "Hourglass: A Clock of Sand That Turns by Itself"
    assert found["arxiv_title"] == TITLE
    assert found["authors"] == ["Ada Byron", "José García"]  # not A. Byron
    assert found["venue"] == {"name": "JOC", "year": "2025", "volume": "7", "number": "2", "pages": "100-120"}
    assert found["date"] == "2025-05-02" and found["doi"] == "10.1000/clock.77"
    sources = {one["at"]: one["fields"] for one in found["sources"]}  # type: ignore[index,attr-defined]
    assert "title" in sources["doi.org/10.1000/clock.77"] and "arxiv_title" in sources["arxiv.org/abs/2505.01234"]
    assert {rule for _, rule in rules(atlas)} == {"placeholder"}


def test_a_doi_alone(atlas: Shelf, remote: Service):
    people = [{"given": "Ada", "family": "Byron"}, {"given": "Jose", "family": "Garcia"}]
    remote.replies["/crossref/works/10.1000%2Fclock.77"] = answers.crossref(answers.crossref_work(author=people))
    remote.replies["/arxiv/api/query"] = answers.arxiv_feed()
    assert main(["add", "https://doi.org/10.1000/clock.77", "--yes"]) == 0
    found = values(atlas, "hourglass")
    assert found["venue"]["name"] == "JOC" and "arxiv" not in found  # type: ignore[index]
    assert found["authors"] == ["Ada Byron", "José García"]  # as in another entry
    assert {rule for _, rule in rules(atlas)} == {"placeholder"}


def test_the_preprint_of_a_published_paper_is_found(atlas: Shelf, remote: Service):
    remote.replies["/crossref/works/10.1000%2Fclock.77"] = answers.crossref(answers.crossref_work())
    assert main(["add", "https://doi.org/10.1000/clock.77", "--yes"]) == 0
    found = values(atlas, "hourglass")
    assert (found["arxiv"], found["date"], found["doi"]) == ("2505.01234", "2025-05-02", "10.1000/clock.77")


def test_a_title(atlas: Shelf, remote: Service):
    assert main(["add", "hourglass: a clock of sand that turns itself", "--yes"]) == 0
    assert values(atlas, "hourglass")["arxiv"] == "2505.01234"
    assert sum(path.startswith("/arxiv") for path in remote.asked) == 1


def test_the_first_paper_of_a_catalogue(atlas: Shelf):
    for file in [*(atlas.root / "papers").iterdir(), *(atlas.root / "libraries").iterdir()]:
        file.unlink()
    assert main(["add", "2505.01234", "--yes"]) == 0
    found = values(atlas, "hourglass")
    assert found["category"] == "outdoor" and found["tags"] == ["gears", "shadow", "stone"]


def test_a_paper_without_authors_is_not_added(atlas: Shelf, remote: Service, capsys: pytest.CaptureFixture[str]):
    remote.replies["/crossref/works/10.1000%2Fclock.77"] = answers.crossref(answers.crossref_work(author=[]))
    remote.replies["/arxiv/api/query"] = answers.arxiv_feed()
    assert main(["add", "10.1000/clock.77", "--yes"]) == 1
    assert "no service knows its authors; `paperatlas new` writes an entry by hand" in capsys.readouterr().err


def test_a_folder_that_may_not_be_written(atlas: Shelf, monkeypatch: pytest.MonkeyPatch, capsys):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    assert main(["add", "2505.01234", "--yes"]) == 1
    assert "cannot write catalog/papers/hourglass.yml: No space left on device" in capsys.readouterr().err
    assert "hourglass.yml" not in entries(atlas)


def test_an_unknown_title_shows_near_ones(atlas: Shelf, capsys: pytest.CaptureFixture[str]):
    assert main(["add", "Candles That Tell the Hour", "--yes"]) == 1
    said = capsys.readouterr().err
    assert "no paper has the title" in said and TITLE in said and "give its arXiv id, DOI or link" in said


def test_openreview_gives_the_venue_that_dblp_does_not_know_yet(atlas: Shelf, remote: Service):
    remote.replies["/openreview/notes/search"] = answers.notes(answers.note())
    assert main(["add", "2505.01234", "--yes"]) == 0
    found = values(atlas, "hourglass")
    assert found["venue"] == {"name": "JOC", "year": "2026", "presentation": "oral"}
    assert found["openreview"] == "AbCdEf1234"


def test_a_paper_that_was_public_before_arxiv(atlas: Shelf, remote: Service):
    note = answers.note() | {"odate": 1738368000000}  # 2025-02-01
    remote.replies["/openreview/notes/search"] = answers.notes(note)
    assert main(["add", "2505.01234", "--yes"]) == 0
    assert values(atlas, "hourglass")["date"] == "2025-02-01"
    assert {rule for _, rule in rules(atlas)} == {"placeholder"}


def test_a_venue_that_the_catalogue_does_not_know(atlas: Shelf, remote: Service, capsys: pytest.CaptureFixture[str]):
    remote.replies["/acl/2025.clock-long.5.bib"] = Reply(answers.ACL_BIB, type="text/plain")
    assert main(["add", "https://aclanthology.org/2025.clock-long.5/", "--yes"]) == 0
    found = values(atlas, "hourglass")
    assert "venue" not in found and found["acl"] == "2025.clock-long.5"
    assert "is not in venues.yml" in capsys.readouterr().err


def test_bibtex_text_and_a_file_with_two_records(atlas: Shelf, remote: Service, tmp_path: Path):
    record = (
        "@article{a, title={Candles That Tell the Hour}, author={Öz, Elif}, journal={Journal of Clocks}, year={2024}}"
    )
    remote.replies["/arxiv/api/query"] = answers.arxiv_feed()
    assert main(["add", record, "--yes"]) == 0
    assert values(atlas, "candles-that-tell-hour")["venue"] == {"name": "JOC", "year": "2024"}
    (tmp_path / "two.bib").write_text(record.replace("Candles", "Water") + record.replace("Candles", "Stars"))
    assert main(["add", "two.bib", "--yes"]) == 0
    assert {"water-that-tell-hour.yml", "stars-that-tell-hour.yml"} <= entries(atlas)


def test_a_record_that_cannot_be_read_does_not_stop_the_others(atlas: Shelf, remote: Service, tmp_path: Path, capsys):
    remote.replies["/arxiv/api/query"] = answers.arxiv_feed()
    good = (
        "@article{b, title={Candles That Tell the Hour}, author={Öz, Elif}, journal={Journal of Clocks}, year={2024}}"
    )
    (tmp_path / "two.bib").write_text("@article{a, year={2024}}\n" + good, encoding="utf-8")
    assert main(["add", "two.bib", "--yes"]) == 1
    assert "line 1 of two.bib: the record 'a' has no title" in capsys.readouterr().err
    assert "candles-that-tell-hour.yml" in entries(atlas)


@pytest.mark.parametrize(
    ("what", "why"),
    [
        ("1903.00010", "it has the same arxiv, 1903.00010"),
        ("https://doi.org/10.1000/CLOCK.1", "it has the same doi"),
        ("A Sundial for Every Gardens", "its title is nearly the same"),
        ("sundial", "this is its key"),
    ],
)
def test_a_paper_that_is_here(what: str, why: str, atlas: Shelf, remote: Service, capsys: pytest.CaptureFixture[str]):
    entry = answers.arxiv_entry(
        "1903.00010v1", "A Sundial for Every Garden", published="2019-03-05T00:00:00Z", doi="10.1000/clock.2"
    )
    remote.replies["/arxiv/api/query"] = answers.arxiv_feed(entry)
    remote.replies["/crossref/works/10.1000%2FCLOCK.1"] = answers.crossref(
        answers.crossref_work(DOI="10.1000/clock.1", title=["A Sundial for Every Garden"])
    )
    before = entries(atlas)
    assert main(["add", what, "--yes"]) == 1
    said = capsys.readouterr()
    assert f"catalog/papers/sundial.yml has this paper already: {why}" in said.err
    assert entries(atlas) == before


def test_the_difference_from_the_services_is_shown(atlas: Shelf, remote: Service, capsys: pytest.CaptureFixture[str]):
    entry = answers.arxiv_entry("1903.00010v1", "A Sundial for Each Garden", ("Ada Byron",), "2019-03-05T00:00:00Z")
    remote.replies["/arxiv/api/query"] = answers.arxiv_feed(entry)
    assert main(["add", "1903.00010", "--yes"]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "  title: A Sundial for Every Garden here, A Sundial for Each Garden at arxiv.org/abs/1903.00010",
        "  authors: Ada Byron, José García here, Ada Byron at arxiv.org/abs/1903.00010",
        "  arxiv_class: none here, cs.LG at arxiv.org/abs/1903.00010",
    ]


@pytest.mark.parametrize("line", ['arxiv: "2505.01234"', f"title: '{TITLE}'"])
def test_a_paper_with_a_draft(line: str, atlas: Shelf, capsys: pytest.CaptureFixture[str]):
    atlas.write("papers/glass.draft.yml", f"{line}\n")
    assert main(["add", "2505.01234", "--yes"]) == 1
    assert "catalog/papers/glass.draft.yml is a draft of this paper; complete it" in capsys.readouterr().err
    assert "hourglass.yml" not in entries(atlas)


def test_the_key_of_a_draft_is_taken(atlas: Shelf):
    atlas.write("papers/hourglass.draft.yml", "title: Another Thing\n")
    assert main(["add", "2505.01234", "--yes", "--key", "hourglass"]) == 1
    assert main(["add", "2505.01234", "--yes"]) == 0
    assert "hourglass-clock-sand-that.yml" in entries(atlas)


def test_another_paper_with_a_title_like_it(atlas: Shelf, remote: Service):
    remote.replies["/arxiv/api/query"] = answers.arxiv_feed(answers.arxiv_entry(title="Crystals in Watches"))
    assert main(["add", "2505.01234", "--yes"]) == 1
    assert main(["add", "2505.01234", "--yes", "--anyway"]) == 0


def test_one_that_fails_does_not_stop_the_others(atlas: Shelf, capsys: pytest.CaptureFixture[str]):
    assert main(["add", "x", "2505.01234", "10.1000/none", "--yes"]) == 1
    said = capsys.readouterr().err
    assert "2 of 3: 2505.01234" in said
    assert "'x' is no paper; give an arXiv id" in said and "hourglass.yml is added" in said and "404 Not Found" in said


def test_json_prints_and_writes_only_with_yes(atlas: Shelf, capsys: pytest.CaptureFixture[str]):
    before = entries(atlas)
    assert main(["add", "2505.01234", "y", "--json"]) == 1
    found = json.loads(capsys.readouterr().out)["papers"]
    assert [one["status"] for one in found] == ["found", "failed"]
    assert found[0]["key"] == "hourglass" and found[0]["text"].startswith("# yaml-language-server")
    assert found[0]["abstract"] == answers.ABSTRACT and found[0]["proposals"]["category"][0]["why"]
    assert entries(atlas) == before
    assert main(["add", "2505.01234", "--json", "--yes"]) == 0
    assert json.loads(capsys.readouterr().out)["papers"][0]["written"] is True
    assert "hourglass.yml" in entries(atlas)


def test_without_a_terminal_and_without_yes_nothing_is_written(atlas: Shelf, monkeypatch: pytest.MonkeyPatch, capsys):
    before = entries(atlas)
    monkeypatch.setattr("sys.stdin", io.StringIO())
    assert main(["add", "2505.01234"]) == 2
    assert "nothing was written" in capsys.readouterr().err and entries(atlas) == before


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        (["--category", "outdor"], "outdoor"),
        (["--tags", "shadw"], "shadow"),
        (["--key", "Not A Key"], "not a key"),
        (["--key", "../../x"], "not a key"),
        (["--key", "sundial"], "the key 'sundial' is taken"),
        (["--tldr", "x" * 200], "110"),
        (["--builds-on", "sundial replcaes the sun by sand"], "replaces"),
        (["--builds-on", "nothing adds a thing"], "nothing"),
    ],
)
def test_a_wrong_option_writes_nothing(
    options: list[str], problem: str, atlas: Shelf, capsys: pytest.CaptureFixture[str]
):
    before = entries(atlas)
    assert main(["add", "2505.01234", "--yes", *options]) == 1
    said = capsys.readouterr()
    assert problem in said.err + said.out and entries(atlas) == before


def test_options_for_one_paper(atlas: Shelf, capsys: pytest.CaptureFixture[str]):
    assert main(["add", "2505.01234", "2505.01235", "--key", "a"]) == 2
    assert main(["add", "2505.01234", "--builds-on", "sundial"]) == 2
    assert "too short" in capsys.readouterr().err
    relation = ["--builds-on", "sundial replaces sand in place of the sun"]
    assert main(["add", "2505.01234", "--yes", "--key", "glass", "--short-name", "Glass", *relation]) == 0
    found = values(atlas, "glass")
    assert found["short_name"] == "Glass"
    assert found["builds_on"] == [{"paper": "sundial", "kind": "replaces", "how": "sand in place of the sun"}]


HOSTILE = (
    "Clock: #1 `$(touch x)` \"quoted\" 'single' <script>alert(1)</script> {{ 7*7 }}",
    "Clocks & [a] {b} %c !d *e @f\u202e \x07 \t - ok",
    *("- [x]: *no*", "'", "null", "2505.01234", "yes: no", "A\nB\r\nC\u2028D", "é" * 300, "C:\\Clocks\\sand"),
    *("…", "~", "...", "---", "%YAML", "# no", "$$", "\\", "a\u0000b", "[", "]]", "{}", "@a{b}"),
)


@pytest.mark.parametrize("title", HOSTILE)
def test_a_hostile_title_is_an_entry_or_a_sentence(title: str, atlas: Shelf, remote: Service, capsys):
    work = answers.crossref_work(title=[title])
    remote.replies["/crossref/works/10.1000%2Fclock.77"] = answers.crossref(work)
    before = entries(atlas)
    if main(["add", "10.1000/clock.77", "--yes", "--key", "new"]) == 0:
        load_errors = {problem.rule for problem in atlas.load().problems if problem.is_error}
        assert load_errors == {"placeholder"}
        assert isinstance(values(atlas, "new")["title"], str) and "<script>" not in str(values(atlas, "new"))
        assert main(["add", "10.1000/clock.77", "--yes"]) == 1  # it is here
    else:
        said = capsys.readouterr().err
        assert "nothing was written" in said or "knows no title" in said or "no service knows its" in said
        assert entries(atlas) == before


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_author_is_an_entry_or_a_sentence(name: str, atlas: Shelf, remote: Service, capsys):
    work = answers.crossref_work(author=[{"family": name}, {"given": "Ada", "family": "Byron"}])
    remote.replies["/crossref/works/10.1000%2Fclock.77"] = answers.crossref(work)
    before = entries(atlas)
    if main(["add", "10.1000/clock.77", "--yes", "--key", "new"]) == 0:
        assert {problem.rule for problem in atlas.load().problems if problem.is_error} == {"placeholder"}
    else:
        assert "nothing was written" in capsys.readouterr().err and entries(atlas) == before


def test_offline_it_says_what_can_be_done(
    atlas: Shelf, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("PAPERATLAS_ARXIV", "http://127.0.0.1:9")
    monkeypatch.setattr("paperatlas.sources.web.time.sleep", lambda seconds: None)
    assert main(["add", "2505.01234", "--yes"]) == 1
    said = capsys.readouterr().err.splitlines()[-1]
    assert (
        said.startswith("2505.01234: 127.0.0.1 cannot be reached")
        and "`paperatlas new` writes an entry by hand" in said
    )


def test_a_service_that_fails_is_a_note(atlas: Shelf, remote: Service, monkeypatch: pytest.MonkeyPatch, capsys):
    monkeypatch.setattr("paperatlas.sources.web.time.sleep", lambda seconds: None)
    remote.replies |= {
        "/dblp/search/publ/api": Reply("", 503),
        "/openreview/notes/search": Reply("<html>", type="text/html"),
    }
    assert main(["add", "2505.01234", "--yes"]) == 0
    said = capsys.readouterr().err
    assert "note: 127.0.0.1 answered '503 Service Unavailable'" in said and "a page of HTML" in said


def test_a_withdrawn_paper_says_so(atlas: Shelf, remote: Service):
    comment = "This paper has been withdrawn by the authors: the gears do not turn"
    remote.replies["/arxiv/api/query"] = answers.arxiv_feed(answers.arxiv_entry(comment=comment))
    assert main(["add", "2505.01234", "--yes"]) == 0
    status = values(atlas, "hourglass")["status"]
    assert status["kind"] == "withdrawn" and status["date"] == "2025-06-03"  # type: ignore[index]


def test_what_authors_say_of_a_venue_is_a_note(atlas: Shelf, remote: Service, capsys: pytest.CaptureFixture[str]):
    entry = answers.arxiv_entry(comment="Accepted at the Journal of Clocks 2026")
    remote.replies["/arxiv/api/query"] = answers.arxiv_feed(entry)
    assert main(["add", "2505.01234", "--yes"]) == 0
    assert "arXiv says 'Accepted at the Journal of Clocks 2026', and no service confirms it" in capsys.readouterr().err
    assert "venue" not in values(atlas, "hourglass")


def test_two_at_once_do_not_mix(atlas: Shelf, remote: Service, tmp_path: Path):
    things = {"2505.00001": "Sand", "2505.00002": "Running Water", "2505.00003": "Wax and Wicks", "2505.00004": "Stars"}
    remote.replies["/arxiv/api/query"] = lambda query: answers.arxiv_feed(
        answers.arxiv_entry(f"{query['id_list']}v1", f"Clocks Made of {things[query['id_list']]}")
    )
    commands = [
        [sys.executable, "-m", "paperatlas", "add", arxiv, "--yes", "--key", key]
        for arxiv, key in [("2505.00001", "one"), ("2505.00002", "two"), ("2505.00003", "same"), ("2505.00004", "same")]
    ]
    running = [subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True) for command in commands]
    said = [process.communicate()[1] for process in running]
    codes = [process.returncode for process in running]
    assert codes[:2] == [0, 0] and sorted(codes[2:]) in ([0, 1], [0, 2]), said
    assert values(atlas, "one")["arxiv"] == "2505.00001" and values(atlas, "two")["arxiv"] == "2505.00002"
    winner = "2505.00003" if codes[2] == 0 else "2505.00004"
    assert values(atlas, "same")["arxiv"] == winner
    assert len({values(atlas, key)["cite_key"] for key in ("one", "two", "same")}) == 3
    assert not [name for name in entries(atlas) if name.endswith(".new")]
