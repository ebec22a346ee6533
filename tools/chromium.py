"""Finds a Chromium for the tests, or installs one. Prints its path.

CHROMIUM=/path/to/chromium python tools/chromium.py
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path

# The headless shell is Chromium without its windows: a page costs less than half the time.
PACKAGES = ("chromium-headless-shell", "chromium")
NAMES = (*PACKAGES, "chromium-browser", "google-chrome", "google-chrome-stable")
APPLICATIONS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "~/Applications/Chromium.app/Contents/MacOS/Chromium",
    "~/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
ASK_PLAYWRIGHT = """
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
"""
NOTHING_FOUND = (
    "The tests need a Chromium, and none was found or could be installed: install Chromium or Google Chrome "
    "(on Debian: apt-get install chromium-headless-shell), or say where it is: make test CHROMIUM=/path/to/chromium"
)


def chromium() -> str:
    """The path of a Chromium that starts.

    Raises:
        SystemExit: none was found or could be installed; the message says what to do.
    """
    named = os.environ.get("CHROMIUM")
    if named:
        found = shutil.which(named)
        if found and starts(found):
            return found
        sys.exit(f"CHROMIUM is '{named}', and that does not start: name a Chromium that does, or unset it")
    return on_this_machine() or of_playwright() or install() or sys.exit(NOTHING_FOUND)


def on_this_machine() -> str:
    """A browser of the system, on PATH or in the application folders of macOS; "" if there is none."""
    candidates = [*map(shutil.which, NAMES), *(str(Path(path).expanduser()) for path in APPLICATIONS)]
    return next((path for path in candidates if path and starts(path)), "")


def of_playwright() -> str:
    """The browser that Playwright has installed; "" if there is none."""
    # In a separate process: Playwright cannot run twice in one process, and the tests already run it.
    answer = subprocess.run([sys.executable, "-c", ASK_PLAYWRIGHT], capture_output=True, text=True)
    path = answer.stdout.strip()
    return path if path and starts(path) else ""


def install() -> str:
    """Installs a browser. The processes that run the tests need one at the same time: one installs, the others wait."""
    with Path(__file__).open("rb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return on_this_machine() or of_playwright() or by_playwright() or by_package_manager()


def by_playwright() -> str:
    """Lets Playwright download its browser and, if no password is needed, the libraries that it requires."""
    playwright = [sys.executable, "-m", "playwright"]
    if not runs([*playwright, "install", "chromium"]):
        return ""
    found = of_playwright()
    if not found and sys.platform == "linux" and as_root() is not None:
        runs([*playwright, "install-deps", "chromium"])
        found = of_playwright()
    return found


def by_package_manager() -> str:
    """Installs the system's Chromium with apt-get, if no password is needed."""
    root = as_root()
    if root is None or not shutil.which("apt-get"):
        return ""
    runs([*root, "apt-get", "update"])
    is_installed = any(runs([*root, "apt-get", "install", "--yes", package]) for package in PACKAGES)
    return on_this_machine() if is_installed else ""


def as_root() -> list[str] | None:
    """The prefix that runs a command as root without a password: nothing for root, else sudo; None if neither works."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return []
    return ["sudo", "-n"] if shutil.which("sudo") and runs(["sudo", "-n", "true"], quiet=True) else None


def runs(command: list[str], quiet: bool = False) -> bool:
    """Whether a command succeeds. Its output goes to stderr, because stdout is only for the path."""
    stderr = subprocess.DEVNULL if quiet else sys.__stderr__
    try:
        return subprocess.run(command, stdin=subprocess.DEVNULL, stdout=stderr, stderr=stderr).returncode == 0
    except OSError:
        return False


def starts(path: str) -> bool:
    """Whether a browser starts: Ubuntu's `chromium-browser` without snap, or one with missing libraries, does not."""
    try:
        answer = subprocess.run([path, "--version"], capture_output=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0


if __name__ == "__main__":
    print(chromium())
