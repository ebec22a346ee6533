"""Finds a Chromium for the tests, and installs one where there is none. Prints where it is.

CHROMIUM=/path/to/chromium python tools/chromium.py
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
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
    "(on Debian: apt-get install chromium), or say where it is: make test CHROMIUM=/path/to/chromium"
)


def chromium() -> str:
    """The path of a Chromium that starts.

    Raises:
        SystemExit: there is none, and none could be installed; says what to do.
    """
    named = os.environ.get("CHROMIUM")
    if named:
        found = shutil.which(named)
        if found and starts(found):
            return found
        sys.exit(f"CHROMIUM is '{named}', and that does not start: name a Chromium that does, or unset it")
    return on_this_machine() or of_playwright() or by_playwright() or by_package_manager() or sys.exit(NOTHING_FOUND)


def on_this_machine() -> str:
    """A browser of the system, on PATH or where macOS keeps applications; empty where there is none."""
    candidates = [*map(shutil.which, NAMES), *(str(Path(path).expanduser()) for path in APPLICATIONS)]
    return next((path for path in candidates if path and starts(path)), "")


def of_playwright() -> str:
    """The browser that Playwright has installed; empty where there is none."""
    # In a process of its own: Playwright cannot be started twice in one, and the tests have it running.
    answer = subprocess.run([sys.executable, "-c", ASK_PLAYWRIGHT], capture_output=True, text=True)
    path = answer.stdout.strip()
    return path if path and starts(path) else ""


def by_playwright() -> str:
    """Lets Playwright download its browser, and the libraries that it lacks where that needs no password."""
    playwright = [sys.executable, "-m", "playwright"]
    if not runs([*playwright, "install", "chromium"]):
        return ""
    found = of_playwright()
    if not found and sys.platform == "linux" and as_root() is not None:
        runs([*playwright, "install-deps", "chromium"])
        found = of_playwright()
    return found


def by_package_manager() -> str:
    """Installs the system's Chromium with apt-get, where that needs no password."""
    root = as_root()
    if root is None or not shutil.which("apt-get"):
        return ""
    runs([*root, "apt-get", "update"])
    return on_this_machine() if runs([*root, "apt-get", "install", "--yes", "chromium"]) else ""


def as_root() -> list[str] | None:
    """What makes a command run as root without a password: nothing for root, else sudo; None where neither does."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return []
    return ["sudo", "-n"] if shutil.which("sudo") and runs(["sudo", "-n", "true"], quiet=True) else None


def runs(command: list[str], quiet: bool = False) -> bool:
    """Whether a command ends well. What it says goes to stderr, as stdout is for the path alone."""
    stderr = subprocess.DEVNULL if quiet else sys.__stderr__
    try:
        return subprocess.run(command, stdin=subprocess.DEVNULL, stdout=stderr, stderr=stderr).returncode == 0
    except OSError:
        return False


def starts(path: str) -> bool:
    """Whether a browser starts. Ubuntu's `chromium-browser` without snap and one that lacks libraries do not."""
    try:
        answer = subprocess.run([path, "--version"], capture_output=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0


if __name__ == "__main__":
    print(chromium())
