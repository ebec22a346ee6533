"""A server on loopback that gives the answers of a test, as an outside service would."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl


@dataclass
class Reply:
    """An answer. `cut` is how many bytes of the body are sent, `drip` the pause between its bytes."""

    body: bytes | str = b""
    status: int = 200
    type: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)
    length: int | None = None  # what is announced, if it is not true
    cut: int | None = None
    silence: float = 0  # before the answer
    drip: float = 0
    endless: bool = False


@dataclass
class Service:
    """`replies` by path without its query: one for all requests, a list of one for each, or a function of the query.

    It keeps what was asked.
    """

    address: str
    replies: dict[str, Reply | list[Reply] | Callable[[dict[str, str]], Reply]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    headers: list[Message] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)

    def reply(self, path: str) -> Reply:
        name, _, query = path.partition("?")
        found = self.replies.get(name, Reply("Not here", 404, "text/plain"))
        if callable(found):
            return found(dict(parse_qsl(query)))
        return (found.pop(0) if len(found) > 1 else found[0]) if isinstance(found, list) else found


@contextmanager
def service() -> Iterator[Service]:
    """A running server, which ends with the block."""
    ended = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            known.asked.append(self.path)
            known.headers.append(self.headers)
            known.bodies.append(self.rfile.read(int(self.headers.get("Content-Length", 0))))
            reply = known.reply(self.path)
            if reply.silence:
                ended.wait(reply.silence)
            with suppress(OSError):  # the client has gone
                self.send(reply)

        do_POST = do_GET

        def send(self, reply: Reply) -> None:
            body = reply.body.encode() if isinstance(reply.body, str) else reply.body
            self.send_response(reply.status)
            self.send_header("Content-Type", reply.type)
            if not reply.endless:
                self.send_header("Content-Length", str(len(body) if reply.length is None else reply.length))
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.end_headers()
            while reply.endless and not ended.is_set():
                self.wfile.write(b"x" * 65536)
            if reply.drip:
                for byte in body:
                    self.wfile.write(bytes([byte]))
                    time.sleep(reply.drip)
            else:
                self.wfile.write(body[: reply.cut])

        def log_message(self, form: str, *values: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    known = Service(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield known
    finally:
        ended.set()
        server.shutdown()
        thread.join()
        server.server_close()
