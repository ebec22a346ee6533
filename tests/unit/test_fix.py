"""`paperatlas fix`: what it corrects, what it leaves, and that nothing is lost."""

from __future__ import annotations

import re
from io import StringIO
from pathlib import Path

import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from paperatlas.commands import main
from paperatlas.edit import Change
from paperatlas.fixes import fixed_entries
from paperatlas.fixes.order import ORDER, in_order
from paperatlas.model import ENTRY_KINDS
from paperatlas.read import read_text

from .conftest import TODAY, Shelf
from .newcomers import ENTRY, LEFT, MISTAKES

QUARTZ = Path("catalog/papers/quartz.yml")
CATALOG = Path(__file__).parents[2] / "catalog"


def values(text: str) -> object:
    """What the text says, with `yes` and `TRUE` as the engine reads them."""
    return yaml.load(re.sub(r"official: (yes|TRUE)\b", "official: true", text), yaml.BaseLoader)


@pytest.mark.parametrize(("name", "old", "new"), MISTAKES, ids=[name for name, *_ in MISTAKES])
def test_a_mistake_is_corrected_or_explained(shelf, name, old, new):
    assert old in ENTRY and old != new
    text = ENTRY.replace(old, new, 1)
    (fixed,) = fixed_entries(shelf.write("papers/quartz.yml", text).root, TODAY, [QUARTZ]) or [None]
    if name in LEFT:
        assert fixed.left, "nothing says what is wrong"
    else:
        assert values(fixed.text if fixed else text) == values(ENTRY)
        assert not fixed or not fixed.left


def test_most_mistakes_need_no_person():
    assert len(MISTAKES) - len(LEFT) >= 140


def test_an_entry_without_mistakes_stays_as_it_is(shelf, capsys):
    assert fixed_entries(shelf.write("papers/quartz.yml", ENTRY).root, TODAY) == []
    assert main(["fix", "--yes"]) == 0
    assert capsys.readouterr() == ("", "catalog: 0 files to fix; left: no problems\n")


COMMENTED = "".join(
    f"# above {line.split(':')[0]}\n{line}  # after {line.split(':')[0]}\n"
    if re.match(r"[a-z_]+: [^>]", line)
    else line + "\n"
    for line in ENTRY.splitlines()
).replace("\nsummary:", "\n\nsummary:")


@settings(max_examples=30)
@given(st.lists(st.sampled_from([one for one in MISTAKES if one[0] not in LEFT]), min_size=1, max_size=3))
def test_comments_stay(tmp_path_factory, mistakes):
    text = COMMENTED
    for _, old, new in mistakes:  # which may replace a line with its comment
        text = text.replace(old, new, 1)
    assume(not read_text(text, "quartz.yml", "papers", "quartz", []).is_partial)  # two mistakes at one place
    shelf = Shelf(tmp_path_factory.mktemp("shelf")).write("papers/quartz.yml", text)
    for fixed in fixed_entries(shelf.root, TODAY, [shelf.root / "papers/quartz.yml"]):
        assert {*re.findall(r"# \w+ \w+", text)} <= {*re.findall(r"# \w+ \w+", fixed.text)}


def test_the_changes_are_shown_and_written_only_if_wanted(shelf, capsys, monkeypatch):
    shelf.write("papers/quartz.yml", ENTRY.replace("date: 2021-05", "date: May 2021"))
    assert main(["fix", "--diff"]) == 1
    out, err = capsys.readouterr()
    assert "-date: May 2021\n+date: 2021-05\n" in out
    assert err == "catalog: 1 file to fix; left: no problems\n"
    monkeypatch.setattr("sys.stdin", StringIO())
    assert main(["fix"]) == 2
    assert "nothing was written" in capsys.readouterr().err
    assert "May 2021" in QUARTZ.read_text(encoding="utf-8")
    assert main(["fix", "--yes"]) == 0
    assert QUARTZ.read_text(encoding="utf-8") == ENTRY


def test_what_a_person_has_to_decide_is_listed(shelf, capsys):
    shelf.write(
        "papers/quartz.yml", ENTRY.replace("[gears, stone]", "[gears, sand]").replace("2021-05\n", "May 2021\n")
    )
    assert main(["fix", "--yes"]) == 1
    out, err = capsys.readouterr()
    assert "unknown tag 'sand'" in out
    assert err == "catalog: 1 file fixed; left: 1 error\n"


def test_only_the_given_files_are_fixed(shelf):
    shelf.change("papers/pendulum.yml", "2020-07", "July 2020").change("papers/quartz.yml", "2021-05", "May 2021")
    assert main(["fix", "--yes", "catalog/papers/quartz.yml"]) == 0
    assert "date: July 2020" in Path("catalog/papers/pendulum.yml").read_text(encoding="utf-8")
    assert "date: 2021-05" in QUARTZ.read_text(encoding="utf-8")


def test_a_file_may_be_given_by_any_path(shelf):
    shelf.change("papers/quartz.yml", "2021-05", "May 2021")
    assert main(["fix", "--yes", str(QUARTZ.resolve())]) == 0
    assert "date: 2021-05" in QUARTZ.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["catalog/papers/nothing.yml", "catalog/tags.yml"])
def test_a_file_that_is_no_entry_is_refused(shelf, capsys, name):
    assert main(["fix", "--yes", str(QUARTZ), name]) == 2
    assert f"'{name}' is no entry of 'catalog'; give a file such as catalog/papers/" in capsys.readouterr().err


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-8-sig"])
def test_another_encoding_becomes_utf_8(shelf, encoding):
    shelf.write("papers/quartz.yml", ENTRY.encode(encoding))
    assert main(["fix", "--yes"]) == 0
    assert QUARTZ.read_bytes().decode("utf-8").removeprefix("\ufeff") == ENTRY


@pytest.mark.parametrize("name", ["quartz.yaml", "Quartz.yml", "quartz.YML", "quartz.yml.txt"])
def test_a_wrong_file_name_is_put_right(shelf, name):
    shelf.remove("papers/quartz.yml").write(f"papers/{name}", ENTRY)
    assert main(["fix", "--yes"]) == 0
    assert sorted(file.name for file in QUARTZ.parent.iterdir()) == ["pendulum.yml", "quartz.yml", "sundial.yml"]
    assert QUARTZ.read_text(encoding="utf-8") == ENTRY


def test_a_file_that_another_program_changes_is_not_overwritten(shelf, capsys, monkeypatch):
    shelf.write("papers/quartz.yml", ENTRY.replace("date: 2021-05", "date: May 2021"))

    def answer(*arguments: object, **options: object) -> bool:
        QUARTZ.write_text(ENTRY.replace("2021-05", "2021-06"), encoding="utf-8")
        return True

    monkeypatch.setattr("click.confirm", answer)
    assert main(["fix"]) == 2
    assert "another program has changed it" in capsys.readouterr().err
    assert "2021-06" in QUARTZ.read_text(encoding="utf-8")


def test_a_write_that_fails_leaves_the_old_file_whole(tmp_path, monkeypatch):
    file = tmp_path / "a.yml"
    file.write_bytes(b"old")

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", stop)
    with pytest.raises(KeyboardInterrupt):
        Change(file, b"old", "new", file).write()
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("a.yml", b"old")]


def test_every_field_of_an_entry_has_its_place_in_the_order():
    assert {name for kind in ENTRY_KINDS for name in kind.model_fields} - {"key"} == {*ORDER}


def test_the_fields_of_every_entry_have_the_usual_order():
    files = [*CATALOG.glob("papers/*.yml"), *CATALOG.glob("libraries/*.yml"), *CATALOG.glob("datasets/*.yml")]
    texts = {file.name: file.read_text(encoding="utf-8") for file in files}
    assert [name for name, text in texts.items() if in_order(text) != text] == []


@pytest.mark.parametrize(
    "text",
    [
        f"---\n{ENTRY}---\n\n## Notes\n\nThe crystal hums.\n",
        "@article{oz, title = {Quartz}, doi = {10.1000/1}}\n" + ENTRY.replace("doi: 10.1000/clock.2\n", ""),
        f"{ENTRY}---\n{ENTRY}",
    ],
)
def test_what_only_a_person_can_put_in_its_place_stays(shelf, text):
    shelf.write("papers/quartz.yml", text)
    assert main(["fix", "--yes"]) == 1
    assert QUARTZ.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("formula", ["'$h = x^T$'", "'h = softmax(x)'", '"$h = \\theta$"'])
def test_a_formula_as_it_is_typed_becomes_the_formula_that_is_meant(shelf, formula):
    shelf.write("papers/quartz.yml", ENTRY.replace(r"'h = \frac{\theta}{15}'", formula))
    main(["fix", "--yes"])
    assert "$" not in QUARTZ.read_text(encoding="utf-8")
