"""The steps of the workflows, with GitHub's API on loopback and events of the shape that GitHub sends."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperatlas.commands import main
from paperatlas.sources.suggestion import answered, suggestion

from . import answers
from .conftest import SERVICES
from .github_api import BOT, Repository, github
from .server import Service

HOSTILE = (
    "$(touch hacked) `touch hacked` ${{ secrets.X }} @all <img src=x onerror=alert(1)> | [a](http://evil.org)\n### x"
)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Repository]:
    monkeypatch.setenv("GITHUB_REPOSITORY", "owner/atlas")
    monkeypatch.setenv("GITHUB_TOKEN", "secret")
    monkeypatch.setenv("PAPERATLAS_CACHE", str(tmp_path / "cache"))
    monkeypatch.delenv("PAPERATLAS_GITHUB", raising=False)
    with github() as running:
        monkeypatch.setenv("GITHUB_API_URL", running.address)
        yield running


@pytest.fixture
def git(shelf) -> Iterator:
    """The small catalogue in a git repository with one commit."""

    def run(*arguments: str) -> None:
        who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"]
        subprocess.run(["git", *who, *arguments], check=True, capture_output=True)

    run("init")
    run("add", "catalog")
    run("commit", "-m", "Clocks")
    return shelf


def review(capsys, *options: str) -> str:
    assert main(["github", "review", *options]) == 0
    return capsys.readouterr().out


def write(name: str, text: str) -> str:
    Path(name).write_text(text, encoding="utf-8")
    return name


# Reviews


def test_a_review_names_added_changed_and_removed_entries_with_values_before_and_after(git, capsys):
    git.change("papers/quartz.yml", "title: Crystals in Watches", "title: Crystals in Clocks")
    git.write("papers/new.yml", git.right("papers/quartz.yml").replace("Crystals in Watches", "A New Clock"))
    git.remove("papers/pendulum.yml")
    text = review(capsys)
    assert text.startswith("### 1 file added, 1 file changed, 1 file removed\n")
    assert "- **A New Clock**: added, `papers/new/`" in text
    assert "- **Pendulum Clocks That Keep Time**: removed, `papers/pendulum/`" in text
    assert "| title | Crystals in Watches | Crystals in Clocks |" in text
    assert review(capsys, "--pages").splitlines() == ["papers/new/", "papers/pendulum/", "papers/quartz/"]


def test_a_review_has_the_words_of_the_check_and_says_if_there_are_none(git, capsys):
    git.change("papers/quartz.yml", "tags: [gears]", "tags: [geers]")
    text = review(capsys, "--preview", "https://example.org/run/1")
    assert "unknown tag &#39;geers&#39;" in text or "unknown tag 'geers'" in text
    assert "[The site with this change](https://example.org/run/1)" in text
    git.change("papers/quartz.yml", "tags: [geers]", "tags: [stone]")
    assert "The check found no problems in these files." in review(capsys)


def test_pictures_of_pages_are_shown_side_by_side(git, capsys, tmp_path):
    git.change("papers/quartz.yml", "tags: [gears]", "tags: [stone]")
    pictures = tmp_path / "pictures"
    pictures.mkdir()
    for name in ("papers-quartz-before.png", "papers-quartz-after.png", "papers-quartz-card-after.png"):
        (pictures / name).write_bytes(b"picture")
    text = review(capsys, "--pictures", str(pictures))
    assert "| ![](pictures:/papers-quartz-before.png) | ![](pictures:/papers-quartz-after.png) |\n" in text
    assert "|  | ![](pictures:/papers-quartz-card-after.png) |\n" in text


def test_nothing_in_an_entry_can_act_in_a_review(git, capsys):
    git.write("papers/quartz.yml", git.right("papers/quartz.yml").replace("Crystals in Watches", json.dumps(HOSTILE)))
    text = review(capsys)
    for active in ("<img", "@all", "&#64;all", "](http", "\n### x"):
        assert active not in text


def test_a_file_that_cannot_be_read_and_a_wrong_commit_are_no_traceback(git, capsys):
    git.write("papers/quartz.yml", b"\xff\xfe: [")
    assert "quartz" in review(capsys)
    for commit in ("nowhere", "--output=x"):
        assert main(["github", "review", "--since", commit]) == 2
        assert "cannot compare with" in capsys.readouterr().err


def test_a_link_is_not_followed_and_a_name_that_is_no_key_gets_no_page(git, capsys, tmp_path):
    (tmp_path / "secret").write_text("title: The secret\n", encoding="utf-8")
    (git.root / "papers/link.yml").symlink_to(tmp_path / "secret")
    git.write("papers/two\nlines.yml", "title: Lines")
    assert "The secret" not in review(capsys)
    assert review(capsys, "--pages") == "\n"


def test_a_file_that_contains_itself_or_very_much_is_no_traceback_and_takes_no_time(git, capsys):
    bomb = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30))
    for text in ("title: &a [*a]\n", f"title: A\na0: &a0 [x]\n{bomb}"):
        git.write("papers/quartz.yml", text)
        assert "quartz" in review(capsys)


def test_a_large_change_fits_into_a_comment_with_its_errors_and_no_table_is_cut(git, capsys, tmp_path):
    right, pictures = git.right("papers/quartz.yml"), tmp_path / "pictures"
    pictures.mkdir()
    for number in range(120):
        hostile = json.dumps(f"{'@all |' * 60} {number}")
        git.write(
            f"papers/q{number}.yml",
            right.replace("Crystals in Watches", hostile).replace("A crystal", f"Crystal {number}"),
        )
        (pictures / f"papers-q{number}-after.png").write_bytes(b"picture")
    git.change("papers/quartz.yml", "category: indoor", "category: nowhere")
    text = review(capsys, "--pictures", str(pictures))
    assert len(text) < 60_000
    assert text.count("<details") == text.count("</details>") > 1
    first_row = text.split("| Where | Problem | What to do |")[1].split("\n")[2]
    assert "error: unknown category" in first_row
    assert len(review(capsys, "--pages").split()) == 50


# Comments, issues, pull requests


def test_a_comment_is_written_once_and_then_renewed(repository, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for text in ("One\n", "Two\n", "Two\n"):
        assert main(["github", "comment", "7", write("review.md", text)]) == 0
    (comment,) = repository.comments
    assert comment["body"] == "<!-- paperatlas: review -->\nTwo\n"
    assert repository.writes == ["POST /issues/7/comments", f"PATCH /issues/comments/{comment['id']}"]


def test_a_text_that_is_too_long_is_cut_between_lines_and_what_is_folded_ends(repository, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("pictures").mkdir()
    Path("pictures/a.png").write_bytes(b"picture")
    text = "<details><summary>A</summary>\n\n" + "| ![](pictures:/a.png) |\n" * 2_000
    assert main(["github", "comment", "7", write("review.md", text), "--pictures", "pictures"]) == 0
    body = repository.comments[0]["body"]
    assert len(body) < 65_536
    assert body.endswith("/a.png) |\n\n</details>\n\nThe rest is too long for GitHub.\n")


def test_a_comment_of_a_person_with_the_same_mark_is_left_alone(repository, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    theirs = {
        "body": "<!-- paperatlas: review -->\nMine",
        "issue": 7,
        "user": {"login": "ada", "type": "User"},
        "id": 99,
    }
    repository.comments += [{**theirs, "body": "Nice", "id": number} for number in range(150)] + [theirs]
    assert main(["github", "comment", "7", write("review.md", "One")]) == 0
    assert theirs["body"].endswith("Mine") and repository.comments[-1]["user"] == BOT


def test_pictures_get_an_address_in_a_branch_without_history(repository, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("pictures").mkdir()
    text = write("review.md", "![](pictures:/a-after.png) pictures:/x")
    for content, number in ((b"one", "7"), (b"two", "7"), (b"three", "8")):
        Path("pictures/a-after.png").write_bytes(content)
        assert main(["github", "comment", number, text, "--pictures", "pictures"]) == 0
    assert repository.files("review-pictures") == {"7/a-after.png": b"two", "8/a-after.png": b"three"}
    assert repository.commits[repository.refs["heads/review-pictures"]]["parents"] == []
    assert "![](https://github.com/owner/atlas/raw/" in repository.comments[-1]["body"]


def test_a_report_opens_one_issue_renews_it_and_closes_it_when_there_is_nothing_left(repository, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    repository.issues.append({"body": "Dead links", "title": "Dead links", "state": "open", "number": 3, "id": 3})
    for text in ("", "| a |\n", "| a |\n", "| b |\n"):
        assert main(["github", "report", "links", "Dead links", write("links.md", text)]) == 0
    theirs, ours = repository.issues
    assert (theirs["body"], ours["body"], ours["state"]) == (
        "Dead links",
        "<!-- paperatlas: links -->\n| b |\n",
        "open",
    )
    assert repository.writes == ["POST /issues", f"PATCH /issues/{ours['id']}"]
    assert main(["github", "report", "links", "Dead links", write("links.md", "\n")]) == 0
    assert ours["state"] == "closed"


def test_changed_entries_become_one_pull_request_that_is_renewed(repository, shelf, tmp_path):
    changed = tmp_path / "changed"
    for key, text in (("quartz", "title: New\n"), ("sundial", shelf.right("papers/sundial.yml"))):
        (changed / "papers").mkdir(parents=True, exist_ok=True)
        (changed / f"papers/{key}.yml").write_text(text, encoding="utf-8")
    propose = ["github", "propose", "refresh", "What is\nnew", write("text.md", "A table"), "--from", str(changed)]
    assert main(propose) == 0
    assert repository.files("refresh") == {"catalog/papers/quartz.yml": b"title: New\n"}
    (pull,) = repository.pulls
    assert (pull["title"], pull["body"], pull["base"]) == ("What is new", "A table", "main")
    writes = len(repository.writes)
    assert main(propose) == 0
    assert [one for one in repository.writes[writes:] if "blobs" not in one and "trees" not in one] == []
    (changed / "papers/quartz.yml").write_text("title: Newer\n", encoding="utf-8")
    assert main(propose) == 0
    assert repository.files("refresh") == {"catalog/papers/quartz.yml": b"title: Newer\n"}
    assert len(repository.pulls) == 1 and repository.refs["heads/main"] == "c0"


def test_what_a_person_has_added_to_the_branch_stays(repository, shelf, tmp_path):
    (tmp_path / "changed/papers").mkdir(parents=True)
    (tmp_path / "changed/papers/quartz.yml").write_text("title: New\n", encoding="utf-8")
    propose = ["github", "propose", "b", "T", write("text.md", "A"), "--from", str(tmp_path / "changed")]
    assert main(propose) == 0
    repository.commits["theirs"] = {**repository.commits[repository.refs["heads/b"]], "message": "My summary"}
    repository.refs["heads/b"] = "theirs"
    (tmp_path / "changed/papers/quartz.yml").write_text("title: Newer\n", encoding="utf-8")
    write("text.md", "B")
    assert main(propose) == 0
    assert repository.refs["heads/b"] == "theirs"
    assert repository.pulls[0]["body"] == "B"


def test_if_nothing_has_changed_nothing_is_proposed(repository, shelf, tmp_path, capsys):
    assert main(["github", "propose", "refresh", "New", write("text.md", "A"), "--from", str(shelf.root)]) == 0
    assert capsys.readouterr().out == "nothing to propose\n"
    assert repository.writes == []


def test_a_catalogue_outside_of_the_repository_is_not_proposed(repository, shelf, tmp_path, capsys):
    for folder in (str(shelf.root.resolve()), f"../{Path.cwd().name}/catalog"):
        assert main(["github", "propose", "b", "T", write("text.md", "A"), folder, "--from", "catalog"]) == 2
        assert "must be a folder below this one" in capsys.readouterr().err


def test_an_issue_of_a_person_with_the_same_mark_is_left_alone(repository, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    theirs = {"body": "<!-- paperatlas: links -->\nMine", "state": "open", "title": "A", "id": 9, "number": 9,
              "user": {"login": "ada", "type": "User"}}  # fmt: skip
    repository.issues.append(theirs)
    assert main(["github", "report", "links", "Dead links", write("links.md", "One")]) == 0
    assert theirs["body"].endswith("Mine") and len(repository.issues) == 2


def test_a_link_in_a_draft_is_not_followed(repository, shelf, tmp_path, capsys):
    (tmp_path / "changed").mkdir()
    (tmp_path / "changed/quartz.yml").symlink_to("/etc/passwd")
    assert main(["github", "propose", "b", "T", write("text.md", "A"), "--from", str(tmp_path / "changed")]) == 2
    assert "is no file" in capsys.readouterr().err and repository.writes == []


def test_the_pull_request_of_a_commit_is_found(repository, capsys):
    repository.pulls += [{"number": number, "head": {"ref": "b", "sha": f"abc{number}"}} for number in range(1, 150)]
    assert main(["github", "pull", "abc120"]) == 0
    assert capsys.readouterr().out == "120\n"
    assert main(["github", "pull", "nothing"]) == 1


def test_missing_rights_are_explained(repository, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    repository.refuses = "Resource not accessible by integration"
    assert main(["github", "comment", "7", write("review.md", "One")]) == 2
    assert "GitHub refuses to GET /issues/7/comments" in (error := capsys.readouterr().err)
    assert "Resource not accessible by integration" in error
    for variable in ("GITHUB_TOKEN", "GITHUB_REPOSITORY"):
        monkeypatch.delenv(variable)
        assert main(["github", "comment", "7", "review.md"]) == 2
        assert f"{variable} is not set" in capsys.readouterr().err


@pytest.mark.parametrize("wrong", [[], {}, [None, 1], [{"body": 1, "user": "ada"}], "text", 5, {"object": []}])
def test_an_answer_of_another_form_is_no_traceback(wrong, repository, shelf, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(repository, "answer", lambda *asked: wrong)
    text, pictures = write("text.md", "A"), tmp_path / "pictures"
    pictures.mkdir()
    (pictures / "a.png").write_bytes(b"picture")
    (pictures / "a.yml").write_text("title: A\n", encoding="utf-8")
    for command in (
        ["comment", "7", text, "--pictures", str(pictures)],
        ["report", "links", "Dead links", text],
        ["propose", "b", "T", text, "--from", str(pictures)],
    ):
        assert main(["github", *command]) == 2
        assert "GitHub gave an answer" in capsys.readouterr().err
    assert main(["github", "pull", "abc"]) in (1, 2)


# Suggestions


def event(link: str, why: str = "It builds on the sundial.", **more) -> str:
    body = f"### Link to the paper\n\n{link}\n\n### Why it belongs\n\n{why}\n\n### In one line\n\n_No response_\n"
    issue = {
        "number": 12,
        "title": "Paper: one",
        "body": body,
        "state": "open",
        "user": {"login": "ada", "type": "User"},
    }
    return write("event.json", json.dumps({"action": "opened", "issue": issue, "repository": {"id": 1}, **more}))


@pytest.fixture
def atlas(git, remote: Service, repository: Repository, monkeypatch: pytest.MonkeyPatch):
    """The small catalogue, and services that know one paper."""
    monkeypatch.delenv("PAPERATLAS_SEMANTIC_SCHOLAR_KEY", raising=False)
    for name in SERVICES:
        monkeypatch.setenv(f"PAPERATLAS_{name.upper()}", f"{remote.address}/{name}")
    remote.replies |= {
        "/arxiv/api/query": answers.arxiv_feed(answers.arxiv_entry()),
        "/dblp/search/publ/api": answers.dblp(),
        "/openreview/notes/search": answers.notes(),
        "/openreview/notes": answers.notes(),
        "/openreview1/notes": answers.notes(),
    }
    return git


def draft() -> tuple[str, list[Path]]:
    assert main(["github", "draft", "event.json", "out"]) == 0
    return Path("out/answer.md").read_text(encoding="utf-8"), sorted(Path("out/entries/papers").glob("*.yml"))


def test_a_suggestion_becomes_an_entry_and_an_answer_in_plain_words(atlas, repository):
    event("https://arxiv.org/abs/2505.01234v2")
    answer, (entry,) = draft()
    assert entry.name == "hourglass.yml"
    assert "title: 'Hourglass: A Clock of Sand That Turns Itself'" in entry.read_text(encoding="utf-8")
    assert answer.startswith("Thank you!")
    assert "- `summary: ` and then two to four sentences in your own words" in answer
    assert "- `category: " in answer
    assert not list(Path("catalog/papers").glob("hourglass*")), "nothing is written into the catalogue"
    assert Path("out/pull.md").read_text(encoding="utf-8").endswith("Closes #12\n")
    assert main(["github", "propose", "suggest/issue-12", Path("out/title.txt").read_text(), "out/pull.md",
                 "--from", "out/entries", "--start"]) == 0  # fmt: skip
    assert list(repository.files("suggest/issue-12")) == ["catalog/papers/hourglass.yml"]
    (pull,) = repository.pulls
    assert pull["title"] == "Add Hourglass: A Clock of Sand That Turns Itself"
    assert repository.started == [
        ("check.yml", {"ref": "suggest/issue-12"}),
        ("review.yml", {"ref": "main", "inputs": {"pull": str(pull["number"])}}),
    ]


def test_what_the_person_answers_below_the_issue_is_taken_and_what_others_write_is_not(atlas, repository):
    event("2505.01234")
    summary = "A clock of sand stops when the sand is below. Gears turn the glass, and it runs for a year."
    texts = [
        ("ada", f"Sure!\n\n- **tldr**: Gears turn the glass.\n> summary: {summary}"),
        ("eve", "tldr: Buy my clocks."),
    ]
    repository.comments += [
        {"id": n, "issue": 12, "body": text, "user": {"login": who, "type": "User"}}
        for n, (who, text) in enumerate(texts)
    ]
    answer, (entry,) = draft()
    text = " ".join(entry.read_text(encoding="utf-8").split())
    assert "tldr: Gears turn the glass." in text and summary in text and "Buy" not in text
    assert "What is missing" not in answer


def test_a_paper_that_is_here_gets_an_answer_and_no_entry(atlas, remote):
    remote.replies["/arxiv/api/query"] = answers.arxiv_feed(
        answers.arxiv_entry("1903.00010v1", "A Sundial for Every Garden", published="2019-03-01T00:00:00Z")
    )
    event("https://arxiv.org/abs/1903.00010")
    answer, entries = draft()
    assert "This paper is here already" in answer and entries == []


@pytest.mark.parametrize(
    "link", [HOSTILE.split("\n")[0], "https://", "cats", "http://127.0.0.1:1/x", "file:///etc/passwd"]
)
def test_a_link_that_leads_nowhere_gets_an_answer_and_runs_nothing(link, atlas, monkeypatch):
    monkeypatch.setattr("paperatlas.sources.web.time.sleep", lambda seconds: None)
    event(link, why=HOSTILE)
    answer, entries = draft()
    assert entries == [] and "Please edit the link" in answer
    assert "@all" not in answer and "<img" not in answer
    assert not Path("hacked").exists()


def test_an_issue_that_is_no_suggestion_is_left_alone(atlas):
    for body in (None, "", "Hello", "### Link to the paper\n\n_No response_"):
        write("event.json", json.dumps({"issue": {"number": 1, "body": body, "user": {"login": "ada"}}}))
        assert main(["github", "draft", "event.json", "out"]) == 0
    assert not Path("out").exists()
    assert main(["github", "draft", write("event.json", "{"), "out"]) == 2


def test_a_file_of_the_server_is_not_read_for_a_suggestion(atlas):
    write("refs.bib", "@misc{a, title = {The Secret Clock of the King}}")
    event("refs.bib")
    answer, entries = draft()
    assert entries == [] and "Please edit the link" in answer and "Secret" not in answer


def test_a_key_that_is_a_path_gets_an_answer_and_writes_no_file(atlas, repository):
    event("2505.01234")
    repository.comments.append(
        {"id": 1, "issue": 12, "body": "key: ../../evil", "user": {"login": "ada", "type": "User"}}
    )
    answer, entries = draft()
    assert entries == [] and "is not a key" in answer and not list(Path().rglob("evil*"))


NAMES = st.sampled_from(["issue", "body", "number", "user", "login", "x"])
VALUES = st.recursive(
    st.none() | st.integers() | st.text(), lambda inner: st.dictionaries(NAMES, inner) | st.lists(inner)
)


@given(VALUES)
def test_no_event_is_a_traceback(value):
    suggestion(value if isinstance(value, dict) else {"issue": value})


@given(st.lists(st.text(), max_size=3))
def test_no_comment_is_a_traceback(texts):
    assert all("\n" not in value for value in answered(texts).values())


def test_without_a_browser_there_are_no_pictures_and_the_reason_is_said(tmp_path):
    """In a process of its own: other tests of this one may have a browser open."""
    (tmp_path / "site/papers/a").mkdir(parents=True)
    program = (
        "import sys; from paperatlas.commands import main, pictures\n"
        "pictures._browser = lambda: 'no-browser'; sys.exit(main(['github', 'pictures', 'site', 'out', 'after']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, input="papers/a/\n", capture_output=True, text=True
    )
    assert done.returncode == 0
    assert "no pictures: no browser starts; type: pip install playwright" in done.stderr
