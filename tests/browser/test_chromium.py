"""How the tests find their browser, tested with fake executables."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

TOOL = Path(__file__).resolve().parents[2] / "tools" / "chromium.py"
STARTS = "#!/bin/sh\necho Chromium 156.0\n"
FAILS = "#!/bin/sh\necho 'requires the chromium snap to be installed' >&2\nexit 1\n"


def put(path: Path, script: str = STARTS) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(script, encoding="utf-8")
    path.chmod(0o755)
    return str(path)


def put_package_manager(folder: Path, apt_get: str) -> None:
    put(folder / "apt-get", apt_get)
    put(folder / "sudo", '#!/bin/sh\n[ "$1" = -n ] && shift\nexec "$@"\n')
    put(folder / "true", "#!/bin/sh\n")


@pytest.fixture
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("chromium_tool", TOOL)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def bin_folder(tmp_path: Path, tool: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder on PATH, on a machine without browsers and without a network."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "browsers"))
    monkeypatch.setenv("PLAYWRIGHT_DOWNLOAD_HOST", "http://127.0.0.1:9")  # no server listens here
    # A Mac that runs the tests may have a browser in /Applications.
    monkeypatch.setattr(tool, "APPLICATIONS", tuple(path for path in tool.APPLICATIONS if path.startswith("~")))
    return folder


@pytest.fixture
def no_playwright(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A Playwright that can download nothing and says so at once: the real one tries again for seconds."""
    fake = tmp_path / "fake/playwright"
    fake.mkdir(parents=True)
    (fake / "__init__.py").touch()
    (fake / "__main__.py").write_text("raise SystemExit('Failed to download')", encoding="utf-8")
    (fake / "sync_api.py").write_text("raise SystemExit('there is none')", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(fake.parent))


def path_of_playwright(tool: ModuleType) -> Path:
    asked = subprocess.run([sys.executable, "-c", tool.ASK_PLAYWRIGHT], capture_output=True, text=True, check=True)
    return Path(asked.stdout.strip())


def test_the_chromium_variable_takes_precedence(tool, bin_folder, tmp_path, monkeypatch):
    put(bin_folder / "chromium")
    named = put(tmp_path / "mine/my-chromium")
    monkeypatch.setenv("CHROMIUM", named)
    assert tool.chromium() == named


def test_the_chromium_variable_may_be_a_command(tool, bin_folder, monkeypatch):
    mine = put(bin_folder / "my-chromium")
    monkeypatch.setenv("CHROMIUM", "my-chromium")
    assert tool.chromium() == mine


@pytest.mark.parametrize("script", [None, FAILS])
def test_a_chromium_variable_that_does_not_start_is_an_error(tool, bin_folder, monkeypatch, script):
    put(bin_folder / "chromium")
    if script:
        put(bin_folder / "mine", script)
    monkeypatch.setenv("CHROMIUM", str(bin_folder / "mine"))
    with pytest.raises(SystemExit, match=r"^CHROMIUM is '.*/mine', and that does not start: name a .* or unset it$"):
        tool.chromium()


def test_names_on_path_are_tried_in_order(tool, bin_folder):
    for name in reversed(tool.NAMES):
        path = put(bin_folder / name)
        assert tool.chromium() == path


def test_a_browser_that_does_not_start_is_skipped(tool, bin_folder):
    put(bin_folder / "chromium-browser", FAILS)
    put(bin_folder / "chromium", "not a program")
    chrome = put(bin_folder / "google-chrome-stable")
    assert tool.chromium() == chrome


def test_macos_applications_are_found(tool, bin_folder, tmp_path):
    chrome = put(tmp_path / "home/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
    assert tool.chromium() == chrome


def test_the_system_browser_takes_precedence_over_that_of_playwright(tool, bin_folder):
    installed = put(path_of_playwright(tool))
    assert tool.chromium() == installed
    system = put(bin_folder / "google-chrome")
    assert tool.chromium() == system


@pytest.mark.parametrize("package", ["chromium-headless-shell", "chromium"])
def test_the_package_manager_installs_a_browser_if_playwright_cannot(
    package, tool, bin_folder, no_playwright, tmp_path
):
    # A fake apt-get that knows one package, installs it and logs how it was called.
    put_package_manager(
        bin_folder,
        f'#!/bin/sh\necho "$@" >> "{tmp_path}/asked"\n'
        f'[ "$1" = install ] || exit 0\n[ "$3" = {package} ] || exit 100\n'
        f'printf "#!/bin/sh\\n" > "{bin_folder}/{package}"\n/bin/chmod 755 "{bin_folder}/{package}"\n',
    )
    assert tool.chromium() == str(bin_folder / package)
    assert "update\ninstall --yes chromium-headless-shell\n" in (tmp_path / "asked").read_text(encoding="utf-8")


def test_processes_that_start_together_install_one_browser(bin_folder, no_playwright, tmp_path):
    # A fake apt-get that, like the real one, fails while another one runs.
    put_package_manager(
        bin_folder,
        f'#!/bin/sh\necho "$1" >> "{tmp_path}/asked"\n'
        f'/bin/mkdir "{tmp_path}/lock" || exit 100\n/bin/sleep 0.5\n'
        f'[ "$1" = install ] && printf "#!/bin/sh\\n" > "{bin_folder}/$3" && /bin/chmod 755 "{bin_folder}/$3"\n'
        f'/bin/rmdir "{tmp_path}/lock"\n',
    )
    command = [sys.executable, TOOL]
    started = [subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8") for _ in range(3)]
    path = f"{bin_folder}/chromium-headless-shell\n"
    assert [process.communicate()[0] for process in started] == [path] * 3
    assert (tmp_path / "asked").read_text(encoding="utf-8") == "update\ninstall\n"


def test_without_any_browser_the_last_line_says_what_to_do(bin_folder, tmp_path):
    # The whole command, as `make test` runs it. Only macOS could have a browser outside this PATH.
    answer = subprocess.run([sys.executable, TOOL], capture_output=True, text=True)
    if answer.returncode == 0:
        assert answer.stdout.startswith("/Applications/")
        return
    assert answer.returncode == 1
    assert answer.stdout == ""
    last = answer.stderr.splitlines()[-1]
    assert last.startswith("The tests need a Chromium, and none was found or could be installed: ")
    assert "CHROMIUM=/path/to/chromium" in last
    assert "Traceback" not in answer.stderr


def test_the_command_prints_only_the_path(bin_folder):
    path = put(bin_folder / "chromium")
    answer = subprocess.run([sys.executable, TOOL], capture_output=True, text=True, check=True)
    assert answer.stdout == f"{path}\n"
