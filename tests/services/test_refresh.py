"""`paperatlas refresh`: what services on loopback say of entries, and what becomes of the files."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from paperatlas.commands import main
from paperatlas.sources.refresh import News, with_news
from tests.unit.conftest import FILES, Shelf

from . import answers
from .conftest import SERVICES
from .server import Reply, Service

ENTRY = "papers/pendulum.yml"
TITLE, AUTHORS = "Pendulum Clocks That Keep Time", ("Chen Wei", "Ada Byron")
FILE = Path("catalog") / ENTRY


def preprint(**more) -> Reply:
    given = {"arxiv": "2007.01234v1", "title": TITLE, "authors": AUTHORS, "published": "2020-07-05T00:00:00Z", **more}
    return answers.arxiv_feed(answers.arxiv_entry(**given))


@pytest.fixture
def atlas(shelf: Shelf, remote: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    """The small catalogue; arXiv knows one of its papers as it is, and the other services know nothing."""
    monkeypatch.setenv("PAPERATLAS_CACHE", str(tmp_path / "cache"))
    monkeypatch.delenv("PAPERATLAS_SEMANTIC_SCHOLAR_KEY", raising=False)
    monkeypatch.delenv("GITHUB_TOKEN", raising=False)
    for name in (*SERVICES, "github"):
        monkeypatch.setenv(f"PAPERATLAS_{name.upper()}", f"{remote.address}/{name}")
    remote.replies |= {
        "/arxiv/api/query": preprint(),
        "/dblp/search/publ/api": answers.dblp(),
        "/openreview/notes/search": answers.notes(),
        "/openreview/notes": answers.notes(),
        "/openreview1/notes": answers.notes(),
    }
    return shelf


def refresh(*options: str) -> int:
    return main(["refresh", str(FILE), *options])


def values() -> dict:
    return yaml.load(FILE.read_text(encoding="utf-8"), yaml.CBaseLoader)


def test_an_entry_that_is_as_the_services_say_stays(atlas, capsys):
    class_known = atlas.right(ENTRY).replace("arxiv:", "arxiv_class: cs.LG\narxiv:")
    atlas.write(ENTRY, class_known)
    assert refresh("--yes") == 0
    assert FILE.read_text(encoding="utf-8") == class_known
    assert "1 entry asked for; 0 files changed" in capsys.readouterr().err


def test_a_preprint_that_was_published_gets_its_venue_and_the_source_of_it(atlas, remote):
    info = answers.dblp_info(title=f"{TITLE}.", authors={"author": [{"text": name} for name in AUTHORS]}, year="2021",
                             venue="JOC", doi="10.1000/clock.9", ee="https://doi.org/10.1000/clock.9")  # fmt: skip
    remote.replies["/dblp/search/publ/api"] = answers.dblp(info)
    text = "# keep this\n" + atlas.right(ENTRY).replace("date: 2020-07", "date: '2020-07'   # from the number")
    atlas.write(ENTRY, text)
    assert refresh("--yes") == 0
    found = values()
    assert (found["venue"]["name"], found["venue"]["year"], found["doi"]) == ("JOC", "2021", "10.1000/clock.9")
    assert {"fields": ["venue", "doi"], "at": "dblp.org/rec/journals/joc/ByronG26", "checked": "2026-11-24"} in found[
        "sources"
    ]
    kept = [line for line in FILE.read_text(encoding="utf-8").split("\n") if line in text.split("\n")]
    assert kept == text.split("\n"), "no other line has changed"
    assert main(["check"]) == 0


def test_another_title_and_other_authors_are_written_and_the_old_ones_are_kept_as_corrections(atlas, remote):
    remote.replies["/arxiv/api/query"] = preprint(
        title="Pendulum Clocks Keep Time: A Proof", authors=("Chen Wei", "Bo Lind")
    )
    assert refresh("--yes") == 0
    found = values()
    assert found["title"] == "Pendulum Clocks Keep Time: A Proof"
    assert found["authors"] == ["Chen Wei", "Bo Lind"]
    was = {one["field"]: (one["was"], one["day"]) for one in found["corrections"]}
    assert was == {"title": (TITLE, "2026-11-24"), "authors": ("Chen Wei, Ada Byron", "2026-11-24")}
    assert main(["check"]) == 0


def test_a_pinned_field_stays(atlas, remote):
    atlas.write(ENTRY, atlas.right(ENTRY) + "pinned: [title, arxiv_class]\n")
    before = FILE.read_text(encoding="utf-8")
    remote.replies["/arxiv/api/query"] = preprint(title="Another Title For the Clock of the Tower")
    assert refresh("--yes") == 0
    assert FILE.read_text(encoding="utf-8") == before


def test_a_withdrawal_is_written(atlas, remote):
    remote.replies["/arxiv/api/query"] = preprint(
        comment="This paper has been withdrawn by the authors: a wheel is missing"
    )
    assert refresh("--yes") == 0
    status = values()["status"]
    assert status["kind"] == "withdrawn" and "a wheel is missing" in status["reason"]
    assert main(["check"]) == 0


def test_a_report_writes_nothing_and_its_exit_code_says_whether_anything_is_new(atlas, remote, capsys):
    before = FILE.read_text(encoding="utf-8")
    assert refresh("--report") == 1
    assert "arxiv_class: new: 'cs.LG' (arxiv.org/abs/2007.01234)" in capsys.readouterr().out
    assert FILE.read_text(encoding="utf-8") == before
    assert refresh("--report", "--format", "json") == 1
    (news,) = json.loads(capsys.readouterr().out)[FILE.as_posix()]
    assert (news["field"], news["after"]) == ("arxiv_class", "cs.LG")


def test_a_new_version_on_arxiv_is_reported_for_a_person(atlas, remote, capsys):
    atlas.write(ENTRY, atlas.right(ENTRY).replace("added: 2026-11-24", "added: 2024-11-24"))
    remote.replies["/arxiv/api/query"] = preprint(arxiv="2007.01234v4")
    refresh("--yes")
    assert "arxiv: 'checked on 2024-11-24' is now 'version 4 of 2025-06-03'" in capsys.readouterr().out


@pytest.mark.parametrize("reply", [Reply("", 503), Reply("<html>Busy</html>", type="text/html"), Reply("<feed", cut=3)])
def test_if_a_service_does_not_answer_nothing_is_written_and_the_reason_is_said(
    reply, atlas, remote, capsys, monkeypatch
):
    monkeypatch.setattr("paperatlas.sources.web.time.sleep", lambda seconds: None)
    remote.replies["/arxiv/api/query"] = reply
    before = FILE.read_text(encoding="utf-8")
    assert refresh("--yes") == 0
    assert FILE.read_text(encoding="utf-8") == before
    assert ", for 1 entry" in capsys.readouterr().err


def github(**more) -> Reply:
    return answers.as_json(
        {"html_url": "https://github.com/clocks/pendulum", "archived": False, "license": None, **more}
    )


def with_code(atlas: Shelf) -> None:
    code = 'code: [{url: "https://github.com/old/pendulum"}]  # theirs\nsummary:'
    atlas.write(ENTRY, atlas.right(ENTRY).replace("arxiv:", "arxiv_class: cs.LG\narxiv:").replace("summary:", code))


def test_a_repository_that_moved_is_followed(atlas, remote):
    with_code(atlas)
    remote.replies["/github/repos/old/pendulum"] = github()
    assert refresh("--yes") == 0
    assert 'code: [{url: "https://github.com/clocks/pendulum"}]  # theirs\n' in FILE.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (github(html_url="https://github.com/old/pendulum", archived=True), "it is archived"),
        (Reply("{}", 404), "there is no such repository any more"),
    ],
)
def test_a_repository_that_is_archived_or_gone_is_reported_only(reply, words, atlas, remote, capsys):
    with_code(atlas)
    before = FILE.read_text(encoding="utf-8")
    remote.replies["/github/repos/old/pendulum"] = reply
    assert refresh("--yes") == 0
    assert words in capsys.readouterr().out
    assert FILE.read_text(encoding="utf-8") == before


def test_only_the_repository_that_moved_is_written_and_not_one_with_a_longer_name(atlas, remote):
    with_code(atlas)
    more = '"https://github.com/old/pendulum"}, {url: "https://github.com/old/pendulum-2"}]  # not old/pendulum'
    atlas.change(ENTRY, '"https://github.com/old/pendulum"}]', more)
    remote.replies["/github/repos/old/pendulum"] = github()
    remote.replies["/github/repos/old/pendulum-2"] = github(html_url="https://github.com/old/pendulum-2")
    assert refresh("--yes") == 0
    text = FILE.read_text(encoding="utf-8")
    assert 'code: [{url: "https://github.com/clocks/pendulum"}, {url: "https://github.com/old/pendulum-2"}]  #' in text
    assert "# not old/pendulum" in text


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: ", "title: &name "),  # another field takes the value from there
        ("authors: [Chen Wei, Ada Byron]", "authors: &name [Chen Wei, Ada Byron]"),
    ],
)
def test_a_file_that_only_a_person_can_edit_is_left_alone_and_the_reason_is_said(old, new, atlas, remote, capsys):
    field = "short_name: *name\n" if "title" in old else "arxiv_authors: *name\n"
    atlas.write(ENTRY, atlas.right(ENTRY).replace(old, new).replace("date:", f"{field}date:"))
    before = FILE.read_text(encoding="utf-8")
    remote.replies["/arxiv/api/query"] = preprint(title="Another Clock of the Tower", authors=("Bo Lind",))
    assert refresh("--yes") == 0
    assert "not written: the file is written in an unusual way; edit it by hand" in capsys.readouterr().out
    assert FILE.read_text(encoding="utf-8") == before


def test_fields_in_an_unusual_order_stay_where_they_are(atlas):
    lines = atlas.right(ENTRY).replace("builds_on:\n  - ", "builds_on: [").replace("gnomon}", "gnomon}]").splitlines()
    atlas.write(ENTRY, "\n".join(lines[::-1]) + "\n")
    assert refresh("--yes") == 0
    kept = [line for line in FILE.read_text(encoding="utf-8").splitlines() if line in lines]
    assert kept == lines[::-1]
    assert values()["arxiv_class"] == "cs.LG"


def test_a_comment_after_the_last_item_of_a_list_stays_there(atlas):
    item = '  - {fields: [title], at: "example.org/clocks", checked: 2026-11-01}  # by hand\n'
    atlas.write(ENTRY, f"{atlas.right(ENTRY)}sources:\n{item}")
    assert refresh("--yes") == 0
    assert item in FILE.read_text(encoding="utf-8") and len(values()["sources"]) == 2


def test_a_list_that_begins_below_its_name_is_replaced(atlas, remote):
    atlas.change(ENTRY, "authors: [Chen Wei, Ada Byron]", "authors:\n- Chen Wei\n- Ada Byron")
    remote.replies["/arxiv/api/query"] = preprint(authors=("Chen Wei", "Bo Lind"))
    assert refresh("--yes") == 0
    assert values()["authors"] == ["Chen Wei", "Bo Lind"]


def test_the_licence_of_a_library_follows_its_repository(atlas, remote):
    file = Path("catalog/libraries/clockwork.yml")
    atlas.change("libraries/clockwork.yml", "https://example.org/clockwork", "https://github.com/clocks/clockwork")
    remote.replies["/github/repos/clocks/clockwork"] = github(
        html_url="https://github.com/clocks/clockwork", license={"spdx_id": "Apache-2.0"}
    )
    assert main(["refresh", str(file), "--yes"]) == 0
    assert "licence: Apache-2.0\n" in file.read_text(encoding="utf-8")


def test_a_file_that_is_no_entry_is_wrong_use(atlas, capsys):
    assert main(["refresh", "catalog/tags.yml"]) == 2
    assert "is no paper or library" in capsys.readouterr().err


COMMENT = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=20)


@given(st.lists(st.tuples(st.integers(0, 12), COMMENT, st.booleans()), max_size=6))
def test_comments_blank_lines_and_quotes_of_other_fields_stay(added):
    lines = FILES["papers/pendulum.yml"].rstrip("\n").split("\n")
    for place, comment, is_blank in added:
        fields = [n for n, line in enumerate(lines) if line[:1].isalpha()]
        lines.insert(fields[place % len(fields)], "" if is_blank else f"# {comment}")
    text = "\n".join(lines) + "\n"
    news = [
        News("title", TITLE, "New: a title", "a.org", "New: a title"),
        News("doi", "", "10.1000/x", "a.org", "10.1000/x"),
        News("venue", "", "JOC 2021", "b.org", {"name": "JOC", "year": "2021"}),
    ]
    after = with_news(text, news, date(2026, 11, 24))
    changed = [line for line in text.split("\n") if line not in after.split("\n")]
    assert changed == [f"title: {TITLE}"]
    old, new = (yaml.load(one, yaml.CBaseLoader) for one in (text, after))
    assert {name: value for name, value in new.items() if name in old and name != "title"} == {
        name: value for name, value in old.items() if name != "title"
    }
    assert new.keys() - old.keys() == {"doi", "venue", "sources", "corrections"}
