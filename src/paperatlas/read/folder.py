"""The files of a catalogue folder: which are read, and what is wrong with the others."""

from __future__ import annotations

import codecs
import os
import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path

from ..model import ENTRY_KINDS
from ..model.values import KEY
from ..patterns import regex
from ..problems import Problem
from ..words import slug
from .hints import quoted, write
from .names import FIELDS, meant_name
from .record import Record
from .yaml_text import is_printable, read_yaml

MOST_BYTES = 512 * 1024  # five thousand authors, in print and on arXiv
VOCABULARIES = (
    *("categories", "tags", "venues", "authors", "methods", "relations", "style", "lists", "aliases"),
    *("lineage", "course", "theorems", "links", "watch"),
)
REQUIRED_VOCABULARIES = ("categories", "tags")

DRAFT = ".draft.yml"  # ends the name of an entry that is not finished: it is not published

# What an earlier reading found, by file: the file's time and size, its record, and its problems.
Known = dict[Path, tuple[tuple[int, int], Record, list[Problem]]]

# What programs leave beside the files: Vim, Emacs, diff and patch, Windows, macOS. It is no lost entry.
_LEFT_BEHIND = regex(
    r"(?i)\..*|#.*|.*(~|\.(orig|rej|bak|tmp|sw[a-z]|save(\.\d+)?))|sed\w{6}|4913|thumbs\.db|desktop\.ini|icon\r"
)
_OTHER_BREAKS = regex("[\x85\u2028\u2029]")  # which YAML takes as line breaks, and editors do not
RESERVED = regex(r"con|prn|aux|nul|(com|lpt)[0-9]")


def read_catalogue(root: Path, known: Known | None = None) -> tuple[list[Record], list[Problem]]:
    """All records of a catalogue folder in the order of their names, and the problems of its files.

    `known` holds what an earlier call found. It is used for unchanged files, and updated.

    Raises:
        FileNotFoundError: there is no such folder.
    """
    records: list[Record] = []
    problems: list[Problem] = []
    fresh: Known = {}
    for path, kind, key in _files(root, problems):
        stamp = _stamp(path) if known is not None else (0, 0)
        found = known.get(path) if known is not None else None
        if found is None or found[0] != stamp:
            own: list[Problem] = []
            found = (stamp, _read_file(path, kind, key, own), own)
        if known is not None:
            fresh[path] = found
        records.append(found[1])
        problems += found[2]
    if known is not None:
        known.clear()
        known.update(fresh)
    unread = {problem.path for problem in problems if problem.rule in ("unreadable", "symlink", "stray-file")}
    records += _unread_records(root, unread)
    missing = [] if root.as_posix() in unread else _missing_vocabularies(root, records)
    return records, problems + missing


def read_drafts(root: Path) -> tuple[list[Record], list[Problem]]:
    """The records of the drafts of a catalogue folder, `papers/<key>.draft.yml`, and the problems of their files."""
    records: list[Record] = []
    problems: list[Problem] = []
    for kind in ENTRY_KINDS:
        for path in sorted((root / kind.folder).glob(f"*{DRAFT}")):
            records.append(_read_file(path, kind.folder, path.name.removesuffix(DRAFT), problems))
    return records, problems


def _unread_records(root: Path, unread: set[str]) -> Iterator[Record]:
    """Records for what is there, but cannot be read: what refers to it is right.

    One record without a key is for all entries of a folder.
    """
    for path in map(Path, unread):
        kind = path.name if path.parent == root else path.parent.name
        if path.parent == root and path.suffix == ".yml" and path.stem in VOCABULARIES:
            yield Record(path.as_posix(), path.stem, path.stem, "", {}, is_partial=True)
        elif kind in FIELDS and (path.parent == root or path.suffix == ".yml"):
            yield Record(path.as_posix(), kind, "" if path.parent == root else path.stem, "", {}, is_partial=True)


def read_text(text: str, path: str, kind: str, key: str, problems: list[Problem]) -> Record:
    """The record of one file's text. What cannot be read is added to `problems`."""
    if not is_printable(text):
        text = _OTHER_BREAKS.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
    names = FIELDS.get(kind, frozenset())
    read = read_yaml(text, path, names, problems)
    if not read.values.keys() <= names and names:
        right = _with_right_names(read.text, path, names, read.values.keys(), problems)
        if right != read.text:
            read = replace(read_yaml(right, path, names, []), is_partial=read.is_partial)
    return Record(path, kind, key, read.text, read.values, read.empty, read.is_partial)


def _with_right_names(
    text: str, path: str, names: Collection[str], used: Collection[str], problems: list[Problem]
) -> str:
    """The text with misspelt names of fields put right, which are reported: so that their values are checked too."""
    for name in used:
        meant = meant_name(name, names)
        found = re.search(rf"^['\"]?{re.escape(name)}['\"]?(?= *:)", text, re.MULTILINE)
        joined, colon, _ = name.partition(":")
        if colon and joined in names and joined not in used and found:
            line = text.count("\n", 0, found.start())
            whole = text.split("\n")[line].partition(":")[2].strip()
            message = "a field is `name: value`, with a colon and a space"
            hint = write(f"{joined}: {quoted(whole)}")
            problems.append(Problem(path, line + 1, len(joined) + 1, "yaml-syntax", "error", message, hint))
            lines = text.split("\n")
            lines[line] = f"{joined}: {quoted(whole)}"
            text = "\n".join(lines)
        if name not in names and meant in names and meant not in used and found:
            line = text.count("\n", 0, found.start()) + 1
            hint = f"did you mean '{meant}'?"
            problems.append(Problem(path, line, 1, "unknown-field", "error", f"unknown field '{name}'", hint))
            # In the same width where it can be, so that columns after it stay the same.
            text = text[: found.start()] + meant.ljust(len(found[0])) + text[found.end() :]
    return text


def _stamp(path: Path) -> tuple[int, int]:
    try:
        stat = path.stat()
    except OSError:  # reading it reports the reason
        return (0, 0)
    return (stat.st_mtime_ns, stat.st_size)


def _missing_vocabularies(root: Path, records: list[Record]) -> list[Problem]:
    present = {record.kind for record in records}
    return [
        _file_problem(root / f"{name}.yml", "missing-file", f"{name}.yml is missing", "every catalogue needs it")
        for name in REQUIRED_VOCABULARIES
        if name not in present
    ]


def _file_problem(path: Path, rule: str, message: str, hint: str = "") -> Problem:
    return Problem(path.as_posix(), 1, 1, rule, "error", message, hint)


def _files(root: Path, problems: list[Problem]) -> Iterator[tuple[Path, str, str]]:
    """The files of entries and vocabularies, each with its kind and key; every other file is reported."""
    folders = {kind.folder for kind in ENTRY_KINDS}
    inside = os.path.realpath(root)
    for item in _items(root, inside, problems):
        path = root / item.name
        if item.is_dir() and item.name in folders:
            for inner in _items(path, inside, problems):
                if inner.name.endswith(DRAFT):
                    continue
                file = path / inner.name
                key = _entry_key(inner, file, problems)
                if key:
                    yield file, item.name, key
        elif item.is_dir() and item.name == "schema":
            others = [inner.name for inner in _items(path, inside, problems) if not inner.name.endswith(".json")]
            problems.extend(_stray(path / name, "only `paperatlas schema` writes into this folder") for name in others)
        elif item.is_file() and path.suffix in (".yml", ".yaml") and path.stem in VOCABULARIES:
            if path.suffix == ".yaml":
                problems.append(_misnamed(path, "yaml-extension", path.stem))
            yield path, path.stem, path.stem
        else:
            problems.append(_stray(path, f"the folders for entries are {', '.join(sorted(folders))}"))


def _items(folder: Path, inside: str, problems: list[Problem]) -> Iterator[os.DirEntry[str]]:
    """The files and folders in a folder, without those that programs left behind and those outside the catalogue."""
    try:
        found = sorted(os.scandir(folder), key=lambda item: item.name)
    except PermissionError as error:
        problems.append(_unreadable(folder, error))
        return
    for item in found:
        if not _LEFT_BEHIND.fullmatch(item.name) and not (
            item.is_symlink() and _leaves(item, inside, folder / item.name, problems)
        ):
            yield item


def _leaves(item: os.DirEntry[str], inside: str, path: Path, problems: list[Problem]) -> bool:
    """Whether a symbolic link leads out of the catalogue, which is reported."""
    target = os.path.realpath(item.path)
    if Path(target).exists() and os.path.commonpath([inside, target]) == inside:
        return False
    message = f"this symbolic link leads out of the catalogue, to '{path.readlink()}'"
    problems.append(_file_problem(path, "symlink", message, "put the file itself here"))
    return True


def _entry_key(item: os.DirEntry[str], path: Path, problems: list[Problem]) -> str:
    """The key of an entry's file. A misnamed file is reported and read all the same, so that one run finds all."""
    stem, _, suffix = item.name.rpartition(".")
    if suffix == "yml" and KEY.fullmatch(stem) and not RESERVED.fullmatch(stem) and item.is_file():  # nearly all
        return stem
    doubled = re.fullmatch(r"(?i)(.+)\.ya?ml\.\w+", path.name)
    if item.is_file() and doubled:
        problems.append(_misnamed(path, "yaml-extension", doubled[1]))
        return doubled[1]
    key = path.stem if KEY.fullmatch(path.stem) else slug(path.stem).encode("ascii", "ignore").decode().strip("-")
    if not item.is_file() or path.suffix.lower() not in (".yml", ".yaml"):
        form = _form(path) if item.is_file() else ""
        if not form or not key:
            problems.append(_stray(path, "an entry is one file <key>.yml in this folder"))
            return ""
        problem = _misnamed(path, "yaml-extension", key)
        if form != "YAML":
            problem = replace(
                problem, hint=f"{problem.hint}, and write what it says as `field: value` lines, not as {form}"
            )
        problems.append(problem)
    elif path.suffix != ".yml":
        problems.append(_misnamed(path, "yaml-extension", key))
    elif key != path.stem:
        problems.append(_misnamed(path, "bad-key", key))
    elif RESERVED.fullmatch(key):
        message = f"Windows cannot store a file named '{path.name}'"
        problems.append(_file_problem(path, "bad-key", message, f"rename it, for example to {key}-paper.yml"))
    return key or "unnamed"


def _form(path: Path) -> str:
    """How an entry in a file that is no YAML file is written; "" if it is none."""
    try:
        with path.open("rb") as file:
            begin = file.read(MOST_BYTES).decode("utf-8", "replace").lstrip("\ufeff \t\r\n")
    except OSError:
        return ""
    if begin.startswith("{"):
        return "JSON"
    if len(re.findall(r"(?m)^\s*@\w+\s*[{(]", begin)) == 1:
        return "BibTeX"
    fields = re.findall(r"(?mi)^[ \t]*(title|authors|name|date|summary|category|tags|url|repo) *[:=]", begin)
    return "YAML" if len({field.lower() for field in fields}) > 2 else ""


def _misnamed(path: Path, rule: str, key: str) -> Problem:
    if rule == "yaml-extension":
        message = f"the name of the file ends in '{path.suffix}', not in '.yml'"
        message = message if path.suffix else "the name of the file does not end in '.yml'"
    else:
        message = f"the file name '{path.stem}' is not a key; use lower-case letters and digits, joined by hyphens"
    hint = f"rename it to {key}.yml" if key else "rename it; the name becomes the address of the page"
    other = path.with_name(f"{key}.yml")
    if other.exists() and not other.samefile(path):
        hint = f"there is a file {key}.yml already: choose another name, or remove one of the two"
    return _file_problem(path, rule, message, hint)


def _stray(path: Path, hint: str) -> Problem:
    return _file_problem(path, "stray-file", f"'{path.name}' is not part of a catalogue", hint)


def _unreadable(path: Path, error: OSError) -> Problem:
    hint = "give yourself the right to read it" if isinstance(error, PermissionError) else ""
    return _file_problem(path, "unreadable", f"this cannot be read: {error.strerror}", hint)


def _read_file(path: Path, kind: str, key: str, problems: list[Problem]) -> Record:
    unread = Record(path.as_posix(), kind, key, "", {}, is_partial=True)
    try:
        raw = path.read_bytes()
    except OSError as error:
        problems.append(_unreadable(path, error))
        return unread
    if len(raw) > MOST_BYTES:
        message = f"the file has {len(raw):,} bytes; the limit is {MOST_BYTES:,}"
        problems.append(_file_problem(path, "too-large", message))
        return unread
    text, problem = decoded(raw, path)
    found: list[Problem] = []
    record = read_text(text, path.as_posix(), kind, key, found)
    if problem:
        problems.append(problem)
        return replace(record, is_partial=True)
    problems += found
    return record


def _as_windows_1252(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.start + 1].decode("cp1252", "replace"), error.start + 1


codecs.register_error("windows-1252", _as_windows_1252)


def decoded(raw: bytes, path: Path) -> tuple[str, Problem | None]:
    """The text of a file, and what is wrong with its encoding. YAML allows a byte order mark."""
    hint = "save the file as UTF-8: in most editors, an option of `Save as`"
    if b"\x00" in raw[:4]:  # UTF-16 or UTF-32, with or without a byte order mark
        form = "utf-32" if raw[:4].count(0) >= 2 else "utf-16-be" if raw[0] == 0 else "utf-16"
        problem = _file_problem(path, "not-utf8", f"the file is saved as {form[:6].upper()}", hint)
        return raw.decode(form, "replace").removeprefix("\ufeff"), problem
    try:
        return raw.decode("utf-8-sig"), None
    except UnicodeDecodeError as error:
        first = error.start
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return raw.decode("utf-16", "replace"), _file_problem(path, "not-utf8", "the file is saved as UTF-16", hint)
    before = raw[:first].decode("utf-8-sig")
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    meant = raw[first : first + 1].decode("cp1252", "replace")
    message = f"byte 0x{raw[first]:02x} is not UTF-8; if the file is saved as Windows-1252, it is '{meant}'"
    return raw.decode("utf-8", "windows-1252"), Problem(
        path.as_posix(), line, column, "not-utf8", "error", message, hint
    )
