"""The command: what it prints, and its exit codes."""

from __future__ import annotations

import json
from datetime import date

import pytest

from paperatlas.catalogue import Catalogue, load
from paperatlas.commands import check, main
from paperatlas.commands.shared import today
from paperatlas.problems import Problem, as_github, as_summary, as_text

WARNING = ("papers/sundial.yml", "A Sundial for Every Garden", "Crystals in Watch")
ERROR = ("papers/quartz.yml", "[gears]", "[gear]")


def test_a_valid_catalogue_gives_exit_code_0(shelf, capsys):
    assert main(["check", "catalog"]) == 0
    assert capsys.readouterr() == ("", "catalog: no problems\n")


def test_the_catalog_folder_is_checked_by_default(shelf, capsys):
    assert main(["check"]) == 0
    assert capsys.readouterr().err == "catalog: no problems\n"


def test_an_error_gives_exit_code_1_and_shows_the_nearest_word(shelf, capsys):
    shelf.change(*ERROR)
    assert main(["check"]) == 1
    assert capsys.readouterr() == (
        "catalog/papers/quartz.yml:5:8: error: unknown tag 'gear' [unknown-tag]\n"
        "  did you mean 'gears'? the tags are in catalog/tags.yml\n",
        "catalog: 1 error\n",
    )


def test_warnings_give_exit_code_0_but_1_with_strict(shelf, capsys):
    shelf.change(*WARNING)
    assert main(["check"]) == 0
    assert capsys.readouterr().err == "catalog: 1 warning\n"
    assert main(["check", "--strict"]) == 1
    assert "warning: the title differs" in capsys.readouterr().out


def test_errors_and_warnings_are_counted_separately(shelf, capsys):
    shelf.change(*ERROR).change(*WARNING).change("papers/pendulum.yml", "[gears]", "[gear]")
    assert main(["check"]) == 1
    assert capsys.readouterr().err == "catalog: 2 errors, 1 warning\n"


def test_a_missing_folder_gives_exit_code_2(shelf, capsys):
    assert main(["check", "nowhere"]) == 2
    assert capsys.readouterr().err == "paperatlas: no folder 'nowhere'; give the path of the catalogue folder\n"


@pytest.mark.parametrize(
    "arguments", [[], ["chekc"], ["check", "--format", "xml"], ["check", "catalog", "b"], ["check", "--nosuch"]]
)
def test_wrong_usage_gives_exit_code_2(shelf, capsys, arguments):
    assert main(arguments) == 2
    assert "usage: paperatlas" in capsys.readouterr().err


def test_watch_checks_again_after_a_change_even_one_during_the_check(shelf, capsys, monkeypatch):
    shelf.change(*ERROR)

    def load_and_change(*arguments: object) -> Catalogue:
        monkeypatch.setattr(check, "load", load)
        found = load(*arguments)
        shelf.write("papers/quartz.yml", shelf.right("papers/quartz.yml"))
        return found

    def stop(_: float) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(check, "load", load_and_change)
    monkeypatch.setattr("time.sleep", stop)
    assert main(["check", "--watch"]) == 2
    err = capsys.readouterr().err
    assert err.startswith("catalog: 1 error\n\ncatalog: no problems\n")


def test_json_output_can_be_parsed(shelf, capsys):
    shelf.change(*ERROR).change(*WARNING)
    assert main(["check", "--format", "json"]) == 1
    first, second = json.loads(capsys.readouterr().out)
    assert first == {
        "path": "catalog/papers/quartz.yml",
        "line": 5,
        "column": 8,
        "rule": "unknown-tag",
        "severity": "error",
        "message": "unknown tag 'gear'",
        "hint": "did you mean 'gears'? the tags are in catalog/tags.yml",
    }
    assert second["severity"] == "warning"


def test_json_output_of_a_valid_catalogue_is_an_empty_list(shelf, capsys):
    assert main(["check", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_github_output_is_one_workflow_command_per_problem(shelf, capsys):
    shelf.change(*ERROR).change(*WARNING)
    assert main(["check", "--format", "github"]) == 1
    error, warning = capsys.readouterr().out.splitlines()
    assert error == (
        "::error file=catalog/papers/quartz.yml,line=5,col=8,title=unknown-tag::"
        "unknown tag 'gear'%0Adid you mean 'gears'? the tags are in catalog/tags.yml"
    )
    assert warning.startswith("::warning file=catalog/papers/sundial.yml,line=1,col=8,title=similar-title::the title")


def test_github_output_begins_with_one_problem_of_each_kind_and_what_cannot_be_read(shelf, capsys):
    shelf.remove("tags.yml").write("tags.yml", "shadow: {name: shadow, description: d}\n").write("venues.yml", "[\n")
    shelf.change("papers/quartz.yml", "category: indoor", "category: indoors")
    shelf.change("papers/quartz.yml", "2021-05", "2021-05\narxiv: 2105.01234")
    main(["check", "--format", "github"])
    shown = [line.partition("title=")[2].partition("::")[0] for line in capsys.readouterr().out.splitlines()]
    assert (
        shown
        == ["yaml-syntax", "unknown-tag", "unknown-category", "unknown-tag", "unknown-tag", "unquoted-arxiv"][
            : len(shown)
        ]
    )
    assert len(shown) == 6


def test_github_shows_all_problems_in_the_summary_of_the_job(shelf, capsys, tmp_path, monkeypatch):
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    assert main(["check", "--format", "github"]) == 0
    assert not (tmp_path / "summary.md").exists()
    shelf.change("papers/quartz.yml", "[gears]", "['<b>|`x`\\ *y*']")
    assert main(["check", "--format", "github"]) == 1
    assert (tmp_path / "summary.md").read_text(encoding="utf-8").splitlines() == [
        "### 1 error",
        "",
        "| Where | Problem | What to do |",
        "| --- | --- | --- |",
        "| catalog/papers/quartz.yml:5:8 | error: unknown tag '&lt;b&gt;&#124;&#96;x&#96;&#92; &#42;y&#42;'"
        " | the tags are in catalog/tags.yml: shadow, stone, gears |",
    ]
    assert main(["check"]) == 1
    assert len((tmp_path / "summary.md").read_text(encoding="utf-8").splitlines()) == 5


def test_the_summary_of_very_many_problems_stays_small():
    many = [Problem("a.yml", line, 1, "unknown-tag", "error", "x" * 5000, "y" * 5000) for line in range(1, 5001)]
    shown = as_summary(many)
    assert len(shown.encode()) < 1024 * 1024
    assert shown.endswith("\nAnd 4,000 more.\n")


def test_github_output_escapes_characters_that_would_end_a_command():
    problem = Problem("a,b:c%.yml", 1, 2, "rule", "error", "50%: a\r\n::error::b, c", "hint")
    assert as_github([problem]) == (
        "::error file=a%2Cb%3Ac%25.yml,line=1,col=2,title=rule::50%25: a%0D%0A::error::b, c%0Ahint"
    )


@pytest.mark.parametrize("text", ["a\n::error::b", "a\r::error::b", "a\x1b[31mb", "a\u2028b"])
def test_a_value_cannot_add_lines_to_the_output(text):
    shown = as_text(
        [Problem("a.yml", 1, 1, "unknown-tag", "error", f"unknown tag '{text}'", f"did you mean '{text}'?")]
    )
    assert len(shown.splitlines()) == 2
    assert "\x1b" not in shown


def test_a_value_with_a_line_break_is_printed_on_one_line(shelf):
    assert len(shelf.change("papers/quartz.yml", "[gears]", '["ge\n\n  ar"]').printed().splitlines()) <= 2


def test_source_date_epoch_sets_the_current_date(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert today() == date(1970, 1, 1)


@pytest.mark.parametrize("epoch", ["soon", "²", "1e9", "9" * 30, "999999999999"])
def test_an_invalid_source_date_epoch_is_wrong_usage(shelf, monkeypatch, capsys, epoch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert main(["check"]) == 2
    assert f"SOURCE_DATE_EPOCH is '{epoch}'" in capsys.readouterr().err


def test_the_schemas_are_written_into_the_catalogue(shelf, capsys):
    assert main(["schema"]) == 0
    schema = json.loads((shelf.root / "schema/paper.json").read_text(encoding="utf-8"))
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
    assert "key" not in schema["properties"]
    assert shelf.printed() == ""
