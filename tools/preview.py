"""Serves a built site from a zip file, as a reviewer downloads it from a pull request: `make preview ZIP=site.zip`."""

from __future__ import annotations

import argparse
import sys
import zipfile
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

MOST_BYTES = 2**30  # of all files together


def unpack(archive: Path, folder: Path) -> Path:
    """Unpacks a zip file into a folder. Returns the folder with the home page.

    Raises:
        ValueError: the file is not a zip file, is not a built site, or writes outside the folder.
    """
    try:
        with zipfile.ZipFile(archive) as packed:
            for item in packed.infolist():
                parts = PurePosixPath(item.filename.replace("\\", "/")).parts
                if ".." in parts or parts[:1] == ("/",) or any(":" in part for part in parts):
                    raise ValueError(f"{archive} is not safe to unpack: it contains '{item.filename}'")
            if sum(item.file_size for item in packed.infolist()) > MOST_BYTES:
                raise ValueError(f"{archive} is too large: its files have more than {MOST_BYTES:,} bytes")
            packed.extractall(folder)
    except zipfile.BadZipFile:
        raise ValueError(f"{archive} is not a zip file; download the artifact 'site' of the check") from None
    except OSError as error:
        raise ValueError(f"cannot read {archive}: {error.strerror}") from None
    for site in (folder, folder / "site"):
        if (site / "index.html").is_file():
            return site
    raise ValueError(f"{archive} contains no site: it has no index.html; download the artifact 'site' of the check")


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Prints nothing: only the address matters."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("archive", type=Path, metavar="ZIP")
    parser.add_argument("--port", type=int, default=8000)
    options = parser.parse_args()
    with TemporaryDirectory(prefix="atlas-preview-") as folder:
        try:
            site = unpack(options.archive, Path(folder))
            # Only this machine can open it.
            server = ThreadingHTTPServer(("127.0.0.1", options.port), partial(Quiet, directory=str(site)))
        except ValueError as error:
            print(error, file=sys.stderr)
            return 1
        except OSError as error:
            print(f"cannot serve at port {options.port}: {error.strerror}; choose another with PORT=", file=sys.stderr)
            return 1
        with server:
            print(f"Serving {options.archive} at http://127.0.0.1:{server.server_port}/ (Ctrl+C ends it)", flush=True)
            try:
                server.serve_forever()
            except KeyboardInterrupt:
                print()
    return 0


if __name__ == "__main__":
    sys.exit(main())
