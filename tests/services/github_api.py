"""GitHub's API on loopback, as far as the workflows use it: it keeps what is written, like a repository."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

BOT = {"login": "github-actions[bot]", "type": "Bot"}


@dataclass
class Repository:
    """A repository with one commit. `writes` has the method and path of each request that changes something."""

    address: str = ""
    blobs: dict[str, bytes] = field(default_factory=dict)
    trees: dict[str, dict[str, str]] = field(default_factory=dict)
    commits: dict[str, dict[str, Any]] = field(default_factory=dict)
    refs: dict[str, str] = field(default_factory=dict)
    issues: list[dict[str, Any]] = field(default_factory=list)
    comments: list[dict[str, Any]] = field(default_factory=list)
    pulls: list[dict[str, Any]] = field(default_factory=list)
    started: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    writes: list[str] = field(default_factory=list)
    refuses: str = ""

    def start(self) -> None:
        self.trees["t0"] = {}
        self.commits["c0"] = {"tree": {"sha": "t0"}, "parents": []}
        self.refs["heads/main"] = "c0"

    def files(self, branch: str) -> dict[str, bytes]:
        """The content of a branch."""
        tree = self.trees[self.commits[self.refs[f"heads/{branch}"]]["tree"]["sha"]]
        return {path: self.blobs[sha] for path, sha in tree.items()}

    def answer(self, method: str, path: str, query: dict[str, str], data: dict[str, Any]) -> Any:
        """What GitHub answers; None for 404."""
        if method == "GET":
            return self._get(path, query)
        self.writes.append(f"{method} {path}")
        return getattr(self, f"_{method.lower()}")(path, data)

    def _get(self, path: str, query: dict[str, str]) -> Any:
        if path == "":
            return {"default_branch": "main"}
        if found := re.fullmatch(r"/git/ref/(.+)", path):
            return {"object": {"sha": self.refs[found[1]]}} if found[1] in self.refs else None
        if found := re.fullmatch(r"/git/commits/(\w+)", path):
            return self.commits[found[1]]
        if path == "/issues":
            return _page([one for one in self.issues if one["state"] == "open"], query)
        if found := re.fullmatch(r"/issues/(\d+)/comments", path):
            return _page([one for one in self.comments if one["issue"] == int(found[1])], query)
        if path == "/pulls":
            wanted = query.get("head", "").partition(":")[2]
            return _page([one for one in self.pulls if not wanted or one["head"]["ref"] == wanted], query)
        return None

    def _post(self, path: str, data: dict[str, Any]) -> Any:
        if path == "/git/blobs":
            content = base64.b64decode(data["content"])
            sha = hashlib.sha1(content).hexdigest()
            self.blobs[sha] = content
            return {"sha": sha}
        if path == "/git/trees":
            tree = dict(self.trees[data["base_tree"]]) if "base_tree" in data else {}
            for item in data["tree"]:
                assert item["mode"] == "100644"
                if item["sha"] is None:
                    tree.pop(item["path"], None)
                else:
                    tree[item["path"]] = item["sha"]
            sha = next((known for known, one in self.trees.items() if one == tree), f"t{len(self.trees)}")
            self.trees[sha] = tree
            return {"sha": sha}
        if path == "/git/commits":
            sha = f"c{len(self.commits)}"
            self.commits[sha] = {"tree": {"sha": data["tree"]}, "parents": data["parents"], "message": data["message"]}
            return {"sha": sha}
        if path == "/git/refs":
            self.refs[data["ref"].removeprefix("refs/")] = data["sha"]
            return {}
        if path == "/issues":
            return self._new(self.issues, {**data, "state": "open", "user": BOT})
        if found := re.fullmatch(r"/issues/(\d+)/comments", path):
            return self._new(self.comments, {**data, "issue": int(found[1]), "user": BOT})
        if path == "/pulls":
            head = {"ref": data["head"], "sha": self.refs[f"heads/{data['head']}"]}
            return self._new(self.pulls, {**data, "head": head, "user": BOT})
        if found := re.fullmatch(r"/actions/workflows/(\S+)/dispatches", path):
            self.started.append((found[1], data))
            return {}
        return None

    def _patch(self, path: str, data: dict[str, Any]) -> Any:
        if found := re.fullmatch(r"/git/refs/(.+)", path):
            assert data["force"] is True
            self.refs[found[1]] = data["sha"]
            return {}
        name, number = re.fullmatch(r"/(issues/comments|issues|pulls)/(\d+)", path).groups()  # type: ignore[union-attr]
        items = {"issues/comments": self.comments, "issues": self.issues, "pulls": self.pulls}[name]
        (one,) = [one for one in items if one["id"] == int(number)]
        one.update(data)
        return one

    def _new(self, items: list[dict[str, Any]], one: dict[str, Any]) -> dict[str, Any]:
        number = len(self.issues) + len(self.comments) + len(self.pulls) + 1
        items.append({**one, "id": number, "number": number, "html_url": f"https://github.example.org/{number}"})
        return items[-1]


def _page(items: list[dict[str, Any]], query: dict[str, str]) -> list[dict[str, Any]]:
    size, page = int(query["per_page"]), int(query["page"])
    return items[(page - 1) * size : page * size]


@contextmanager
def github() -> Iterator[Repository]:
    """A running API of the repository `owner/atlas`, which wants the token `secret`."""
    repository = Repository()
    repository.start()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            data = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))) or b"{}")
            path, _, query = self.path.partition("?")
            asked = dict(part.split("=", 1) for part in query.split("&") if part)
            status, answer = 200, None
            if self.headers.get("Authorization") != "Bearer secret" or repository.refuses:
                status, answer = 403, {"message": repository.refuses or "Bad credentials"}
            else:
                inner = path.removeprefix("/repos/owner/atlas")
                answer = repository.answer(self.command, inner, {k: _unquoted(v) for k, v in asked.items()}, data)
                if answer is None:
                    status, answer = 404, {"message": "Not Found"}
            body = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_PATCH = do_GET

        def log_message(self, form: str, *values: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    repository.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield repository
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _unquoted(text: str) -> str:
    from urllib.parse import unquote

    return unquote(text)
