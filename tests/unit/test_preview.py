"""`make preview` serves the site that a reviewer downloads from a pull request."""

from __future__ import annotations

import re
import signal
import stat
import subprocess
import sys
import zipfile
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

ROOT = Path(__file__).resolve().parents[2]
SITE = {"index.html": "<h1>Atlas</h1>", "papers/gla/index.html": "<h1>GLA</h1>", "assets/a b.js": "export {};"}


def packed(folder: Path, files: dict[str, str]) -> Path:
    archive = folder / "site of 7.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as target:
        for name, text in files.items():
            target.writestr(name, text)
    return archive


def start(archive: Path, temporary: Path) -> subprocess.Popen[str]:
    command = [sys.executable, ROOT / "tools/preview.py", archive, "--port", "0"]
    pipe, env = subprocess.PIPE, {"TMPDIR": str(temporary)}

    def accept_interrupts() -> None:  # which a shell turns off for what it runs in the background
        signal.signal(signal.SIGINT, signal.SIG_DFL)

    return subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, env=env, preexec_fn=accept_interrupts)


def read(address: str) -> str:
    with urlopen(address) as answer:
        return answer.read().decode()


@pytest.mark.parametrize("top", ["", "site/"])
def test_a_downloaded_site_can_be_read_and_leaves_nothing_behind(tmp_path, top):
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    process = start(packed(tmp_path, {top + name: text for name, text in SITE.items()}), temporary)
    try:
        (address,) = re.findall(r"http://127\.0\.0\.1:\d+/", process.stdout.readline())
        for name, text in SITE.items():
            assert read(address + name.removesuffix("index.html").replace(" ", "%20")) == text
        with pytest.raises(HTTPError) as missing:
            read(f"{address}../../etc/passwd")
        with missing.value as answer:
            assert answer.code == 404
    finally:
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)
    assert (process.returncode, errors) == (0, "")
    assert list(temporary.iterdir()) == []


@pytest.mark.parametrize("name", ["../evil.txt", "papers/../../evil.txt", "/evil.txt", "..\\evil.txt", "C:/evil.txt"])
def test_a_zip_file_that_writes_elsewhere_is_refused(tmp_path, name):
    temporary = tmp_path / "a/temporary"
    temporary.mkdir(parents=True)
    process = start(packed(tmp_path, {**SITE, name: "evil"}), temporary)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "is not safe to unpack" in errors and "Traceback" not in errors
    assert not list(tmp_path.rglob("evil*"))


def test_a_link_in_a_zip_file_leads_nowhere(tmp_path):
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    archive = packed(tmp_path, SITE)
    with zipfile.ZipFile(archive, "a") as target:
        target.writestr(link, "/etc/passwd")
    process = start(archive, temporary)
    try:
        (address,) = re.findall(r"http://127\.0\.0\.1:\d+/", process.stdout.readline())
        assert read(f"{address}link.txt") == "/etc/passwd"  # the text, not the file that it names
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)


@pytest.mark.parametrize(
    ("content", "message"), [(b"no zip", "is not a zip file"), (None, "No such file"), ({"a.txt": ""}, "no index.html")]
)
def test_another_file_is_refused_with_the_reason(tmp_path, content, message):
    archive = tmp_path / "site of 7.zip"
    if isinstance(content, dict):
        packed(tmp_path, content)
    elif content:
        archive.write_bytes(content)
    process = start(archive, tmp_path)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 1
    assert message in errors and str(archive) in errors and "Traceback" not in errors


def test_make_preview_asks_for_a_zip_file():
    done = subprocess.run(["make", "--no-print-directory", "preview"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode != 0
    assert "make preview ZIP=" in done.stderr
