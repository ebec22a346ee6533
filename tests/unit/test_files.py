"""Files that cannot be read as entries."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest

from paperatlas.commands import main


def test_a_valid_catalogue_has_no_problems(shelf):
    assert shelf.printed() == ""
    assert list(shelf.load().papers) == ["pendulum", "quartz", "sundial"]


def test_windows_line_endings_are_allowed(shelf):
    text = (shelf.root / "papers/quartz.yml").read_text(encoding="utf-8")
    assert shelf.write("papers/quartz.yml", text.replace("\n", "\r\n")).printed() == ""


def test_bytes_that_are_not_utf8_are_reported_at_their_position(shelf):
    content = "title: T\nauthors: [José]\n".encode("latin-1")
    assert shelf.write("papers/quartz.yml", content).printed() == (
        "catalog/papers/quartz.yml:2:14: error: byte 0xe9 is not UTF-8; if the file is saved as Windows-1252, "
        "it is 'é' [not-utf8]\n  save the file as UTF-8: in most editors, an option of `Save as`"
    )


def test_a_byte_order_mark_is_allowed(shelf):
    assert shelf.write("papers/quartz.yml", b"\xef\xbb\xbf" + shelf.right("papers/quartz.yml").encode()).printed() == ""


def test_utf_16_is_named_and_its_fields_are_still_checked(shelf):
    text = shelf.right("papers/quartz.yml").replace("[gears]", "[geers]")
    assert shelf.write("papers/quartz.yml", text.encode("utf-16")).lines() == [
        "catalog/papers/quartz.yml:1:1: error: the file is saved as UTF-16 [not-utf8]",
        "catalog/papers/quartz.yml:5:8: error: unknown tag 'geers' [unknown-tag]",
    ]


@pytest.mark.parametrize("content", ["", "\n\n", "# only a comment\n", "---\n"])
def test_an_empty_file_is_an_error(shelf, content):
    shown = shelf.write("papers/quartz.yml", content).lines()
    assert len(shown) == 1
    assert shown[0].startswith("catalog/papers/quartz.yml:1:1: error: ")
    assert shown[0].endswith(("[empty-file]", "[not-a-mapping]"))


@pytest.mark.parametrize("content", ["- Crystals\n", "just words\n", "'quoted'\n"])
def test_a_file_that_is_not_a_mapping_is_an_error(shelf, content):
    assert shelf.write("papers/quartz.yml", content).printed() == (
        "catalog/papers/quartz.yml:1:1: error: expected `field: value` lines [not-a-mapping]\n"
        "  write one line for each fact, such as `title: ...` and `date: 2024-06`"
    )


def test_a_second_document_is_an_error(shelf):
    assert shelf.add("papers/quartz.yml", "---\ntitle: Another\n").printed() == (
        "catalog/papers/quartz.yml:8:1: error: a second document starts here [many-documents]\n"
        "  write one entry per file"
    )


@pytest.mark.parametrize(
    ("value", "tag"),
    [
        ("!!str Crystals", "!!str"),
        ("!python/object Crystals", "!python/object"),
        ("!!python/name:os.system Crystals", None),
    ],
)
def test_an_explicit_tag_is_an_error(shelf, value, tag):
    shown = shelf.change("papers/quartz.yml", "Crystals", value).printed()
    assert shown.startswith(
        f"catalog/papers/quartz.yml:1:8: error: the YAML tag '{tag or '!!python/name:os.system'}' [yaml-tag]"
    )
    assert "\n  remove it; quote a value that starts with '!'" in shown


def test_an_exclamation_mark_inside_a_value_is_not_a_tag(shelf):
    assert shelf.change("papers/quartz.yml", "Crystals in Watches", "Crystals! In Watches!").printed() == ""


def test_a_merge_key_is_an_error(shelf):
    assert shelf.add("papers/quartz.yml", "<<: {tags: [gears]}\n").printed() == (
        "catalog/papers/quartz.yml:8:1: error: the merge key '<<' is not supported [merge-key]\n  write the fields out"
    )


def test_anchors_that_expand_to_too_many_values_are_an_error(shelf):
    levels = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"]
    levels += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 10)]
    shown = shelf.write("papers/quartz.yml", "".join(levels)).printed()
    assert shown.startswith("catalog/papers/quartz.yml:1:")
    assert "error: anchors expand this file to more than 20,000 values [anchor-bomb]\n  write the values out" in shown


def test_an_anchor_that_contains_itself_is_an_error(shelf):
    assert shelf.write("papers/quartz.yml", "title: &t [*t]\n").printed() == (
        "catalog/papers/quartz.yml:1:8: error: nested deeper than 20 levels [too-deep]"
    )


@pytest.mark.parametrize("depth", [21, 5_000, 30_000])
@pytest.mark.parametrize(
    ("begin", "unit", "end"),
    [("title: ", "[", "]"), ("title: ", "{a: ", "}"), ("title:\n  ", "- ", "")],
    ids=["flow list", "flow mapping", "block list"],
)
def test_nesting_deeper_than_twenty_levels_is_an_error_and_not_a_crash(shelf, begin, unit, end, depth):
    depth = min(depth, (64 * 1024 - 100) // len(unit + end))
    (shown,) = shelf.write("papers/quartz.yml", begin + unit * depth + "x" + end * depth + "\n").lines()
    assert shown.startswith("catalog/papers/quartz.yml:")
    assert shown.endswith("error: nested deeper than 20 levels [too-deep]")


@pytest.mark.parametrize("depth", [2, 5_000, 30_000])
def test_field_names_that_are_lists_are_an_error_and_not_a_crash(shelf, depth):
    assert shelf.write("papers/quartz.yml", "? " * depth + "x\n").printed().startswith("catalog/papers/quartz.yml:1:")


def test_block_nesting_is_reported_at_the_first_level_that_is_too_deep(shelf):
    block = "".join(f"{' ' * level}a:\n" for level in range(21)) + " " * 21 + "a: x\n"
    assert shelf.write("papers/quartz.yml", block).lines() == [
        "catalog/papers/quartz.yml:22:22: error: nested deeper than 20 levels [too-deep]"
    ]


def test_a_file_above_512_kib_is_an_error(shelf):
    right = (shelf.root / "papers/quartz.yml").read_bytes()
    fill = b"#" * (512 * 1024 - len(right) - 1) + b"\n"
    assert shelf.write("papers/quartz.yml", right + fill).printed() == ""
    assert shelf.write("papers/quartz.yml", right + b"#" + fill).printed() == (
        "catalog/papers/quartz.yml:1:1: error: the file has 524,289 bytes; the limit is 524,288 [too-large]"
    )


@pytest.mark.parametrize(
    ("char", "name"),
    [
        ("\x00", "U+0000"),
        ("\x07", "U+0007"),
        ("\x1b", "U+001B"),
        ("\x7f", "U+007F"),
        ("\u202e", "U+202E"),
        ("\u2066", "U+2066"),
    ],
)
def test_control_and_direction_characters_are_errors(shelf, char, name):
    assert shelf.change("papers/quartz.yml", "Crystals in", f"Crystals{char} in").printed() == (
        f"catalog/papers/quartz.yml:1:16: error: the character {name} is invisible or changes how text is shown"
        " [control-character]\n  remove it"
    )


@pytest.mark.parametrize("escape", ["\\0", "\\x7f", "\\u202e", "\\u2066", "\\uFFFE"])
def test_control_characters_written_as_escapes_are_errors_too(shelf, escape):
    shown = shelf.change("papers/quartz.yml", "Crystals in Watches", f'"Crystals{escape} in Watches"').printed()
    assert shown.startswith("catalog/papers/quartz.yml:1:")
    assert "[control-character]" in shown


@pytest.mark.parametrize("name", ["watch.yaml", "watch.YML"])
def test_an_entry_with_a_yaml_extension_is_reported_with_the_right_name(shelf, name):
    ending = name.partition(".")[2]
    text = shelf.right("papers/quartz.yml").replace("Crystals in Watches", "A Clock on the Wrist")
    assert shelf.write(f"papers/{name}", text).printed() == (
        f"catalog/papers/{name}:1:1: error: the name of the file ends in '.{ending}', not in '.yml' [yaml-extension]\n"
        "  rename it to watch.yml"
    )


@pytest.mark.parametrize("name", ["con", "aux", "nul", "prn", "com1", "lpt9"])
def test_a_file_name_that_windows_cannot_store_is_an_error(shelf, name):
    text = shelf.right("papers/quartz.yml").replace("Crystals in Watches", "A Clock on the Wrist")
    assert shelf.write(f"papers/{name}.yml", text).printed() == (
        f"catalog/papers/{name}.yml:1:1: error: Windows cannot store a file named '{name}.yml' [bad-key]\n"
        f"  rename it, for example to {name}-paper.yml"
    )


def test_a_misnamed_file_is_still_checked(shelf):
    shelf.write("papers/My Watch.yml", shelf.right("papers/quartz.yml").replace("[gears]", "[geers]"))
    shown = shelf.printed()
    assert "rename it to my-watch.yml" in shown
    assert "unknown tag 'geers'" in shown


def test_stray_files_are_reported(shelf):
    shelf.write("notes.txt", "").write("papers/figure.png", b"").write("books/one.yml", "")
    assert shelf.printed() == (
        "catalog/books:1:1: error: 'books' is not part of a catalogue [stray-file]\n"
        "  the folders for entries are datasets, libraries, papers, tutorials\n"
        "catalog/notes.txt:1:1: error: 'notes.txt' is not part of a catalogue [stray-file]\n"
        "  the folders for entries are datasets, libraries, papers, tutorials\n"
        "catalog/papers/figure.png:1:1: error: 'figure.png' is not part of a catalogue [stray-file]\n"
        "  an entry is one file <key>.yml in this folder"
    )


@pytest.mark.parametrize(
    "name",
    [
        ".quartz.yml.swp", ".swp", "quartz.yml~", "quartz.yml.orig", "quartz.yml.rej", "quartz.yml.bak", "Thumbs.db",
        "desktop.ini", ".DS_Store", "._quartz.yml", ".quartz.yml.kate-swp", "4913", "#quartz.yml#",
    ],
)  # fmt: skip
def test_files_that_editors_and_systems_leave_behind_are_ignored(shelf, name):
    assert shelf.write(f"papers/{name}", "unsaved").write(name, "unsaved").printed() == ""


@pytest.mark.parametrize("name", [".#quartz.yml", "#quartz.yml#", "4913"])
def test_lock_and_autosave_files_of_editors_are_ignored(shelf, name):
    for folder in ("papers", "."):
        (shelf.root / folder / name).symlink_to("user@host.1234:1700000000")  # Emacs's lock is a broken symlink
    assert shelf.printed() == ""


def test_a_stray_file_among_the_schemas_is_reported(shelf):
    shelf.write("schema/paper.json", "{}").write("schema/mine.yml", "title: An entry in the wrong folder")
    assert shelf.lines() == ["catalog/schema/mine.yml:1:1: error: 'mine.yml' is not part of a catalogue [stray-file]"]


@pytest.mark.parametrize("name", ["Quartz", "quartz_2", "quartz--2", "-quartz", "quarz é", "quartz.v2"])
def test_a_file_name_that_is_not_a_key_is_an_error(shelf, name):
    text = shelf.right("papers/quartz.yml").replace("Crystals in Watches", "A Clock on the Wrist")
    right = {"quarz é": "quarz-e", "quartz_2": "quartz-2", "quartz--2": "quartz-2", "quartz.v2": "quartz-v2"}
    hint = f"rename it to {right[name]}.yml" if name in right else "there is a file quartz.yml already: "
    assert (
        shelf.write(f"papers/{name}.yml", text)
        .printed()
        .startswith(
            f"catalog/papers/{name}.yml:1:1: error: the file name '{name}' is not a key; use "
            f"lower-case letters and digits, joined by hyphens [bad-key]\n  {hint}"
        )
    )


@pytest.mark.parametrize("target", ["../../secret.yml", "/etc/passwd", "nowhere.yml", "leak.yml"])
def test_a_symlink_out_of_the_catalogue_is_not_followed(shelf, tmp_path, target):
    (tmp_path / "secret.yml").write_text("title: secret\n")
    (shelf.root / "papers/leak.yml").symlink_to(target)
    assert shelf.printed() == (
        f"catalog/papers/leak.yml:1:1: error: this symbolic link leads out of the catalogue, to '{target}' [symlink]\n"
        "  put the file itself here"
    )


def test_a_folder_that_is_a_symlink_out_of_the_catalogue_is_not_followed(shelf, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (shelf.root / "tutorials").symlink_to("../elsewhere")
    assert shelf.lines() == [
        "catalog/tutorials:1:1: error: this symbolic link leads out of the catalogue, to '../elsewhere' [symlink]"
    ]


@pytest.mark.parametrize("name", ["categories", "tags"])
def test_a_missing_vocabulary_is_reported_once_and_not_for_each_entry(shelf, name):
    assert shelf.remove(f"{name}.yml").printed() == (
        f"catalog/{name}.yml:1:1: error: {name}.yml is missing [missing-file]\n  every catalogue needs it"
    )


def test_an_invalid_paper_named_like_a_vocabulary_does_not_hide_that_it_is_missing(shelf):
    shelf.remove("tags.yml").write("papers/tags.yaml", "")
    assert "catalog/tags.yml:1:1: error: tags.yml is missing [missing-file]" in shelf.lines()


def test_a_vocabulary_that_does_not_parse_is_reported_once(shelf):
    assert shelf.write("tags.yml", "[\n").lines() == [
        "catalog/tags.yml:1:1: error: this '[' is not closed [yaml-syntax]"
    ]


def test_a_file_name_that_is_not_utf8_is_reported_without_a_crash(shelf, capsys):
    (shelf.root / os.fsdecode(b"papers/\xff.yml")).write_text("title: T\n")
    assert main(["check"]) == 1
    assert "[bad-key]" in capsys.readouterr().out


ENTRY = "title: A Clock on the Wrist\nauthors: [Elif Öz]\ndate: 2021-05\ncategory: indoor\ntags: [geers]\n"


@pytest.mark.parametrize(
    ("name", "content", "hint"),
    [
        (
            "Watch.json",
            '{\n  "title": "A Clock on the Wrist"\n}\n',
            ", and write what it says as `field: value` lines, not as JSON",
        ),
        (
            "watch.bib",
            "@article{a,\n  title = {A}\n}\n",
            ", and write what it says as `field: value` lines, not as BibTeX",
        ),
        ("watch.txt", ENTRY, ""),
        ("Watch", ENTRY, ""),
    ],
)
def test_an_entry_in_a_file_of_another_kind_is_told_its_name_and_is_still_checked(shelf, name, content, hint):
    shown = shelf.write(f"papers/{name}", content).printed()
    assert "[yaml-extension]\n  rename it to watch.yml" + hint + "\n" in shown
    assert len(shelf.lines()) > 1


@pytest.mark.parametrize("content", ["Some notes.\nTo do: a title.\n", "@a{b,\n}\n@a{c,\n}\n", ""])
def test_a_file_of_another_kind_that_is_no_entry_is_not_read(shelf, content):
    assert shelf.write("papers/notes.txt", content).lines() == [
        "catalog/papers/notes.txt:1:1: error: 'notes.txt' is not part of a catalogue [stray-file]"
    ]


@pytest.fixture
def nobody():
    """The rights of a user who owns nothing, as root may read everything."""
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(65534)
    yield
    if is_root:
        os.seteuid(0)


@pytest.mark.parametrize("path", ["papers/sundial.yml", "papers", "tags.yml", "libraries", "."])
def test_what_may_not_be_read_is_the_only_problem(shelf, path, request):
    place = shelf.root / path
    temporary = Path(os.environ.get("PYTEST_DEBUG_TEMPROOT") or tempfile.gettempdir()).resolve()
    for folder in shelf.root.resolve().parents:
        if folder.is_relative_to(temporary) and folder != temporary:
            folder.chmod(0o755)  # pytest makes them for one user
    mode = place.stat().st_mode
    place.chmod(0)
    request.getfixturevalue("nobody")
    try:
        shown = shelf.printed()
    finally:
        if os.getuid() == 0:
            os.seteuid(0)
        place.chmod(mode)
    assert shown == (
        f"{place.as_posix()}:1:1: error: this cannot be read: Permission denied [unreadable]\n"
        "  give yourself the right to read it"
    )
