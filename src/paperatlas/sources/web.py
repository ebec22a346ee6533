"""The one way to outside services: it names itself, keeps to their rates, tries again, and keeps answers on disk."""

from __future__ import annotations

import hashlib
import json
import os
import random
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from email.message import Message
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree

import requests
import urllib3
from platformdirs import user_cache_path

from .. import __version__

# Seconds between two requests, as the services ask. All hosts of a domain share one clock.
# arXiv: info.arxiv.org/help/api/tou.html. dblp: dblp.org/faq/1474706.html. Crossref allows 1 search in a second without
# an address to write to, Semantic Scholar 1 request with a key.
PAUSES = {
    "arxiv.org": 3.0,
    "dblp.org": 2.0,
    "semanticscholar.org": 1.1,
    "127.0.0.1": 0.0,
    "localhost": 0.0,
}
_AGAIN = (429, 500, 502, 503, 504)  # what a later request may get right
_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Settings:
    """How to ask. `contact` is where an operator of a service can write to: a web address or `mailto:`."""

    contact: str = ""
    cache: Path | None = None  # the folder for answers; None: keep nothing
    age: float = 24 * 3600  # the seconds for which an answer is used again
    silence: float = 10  # the seconds without a byte after which a request has failed
    timeout: float = 30  # the seconds for a whole answer
    most_bytes: int = 10_000_000
    redirects: int = 5
    tries: int = 4
    longest_wait: float = 30  # the longest wait before the next try, in seconds; if more is asked for, it fails at once
    pause: float = 1  # between two requests to a host that is not in `PAUSES`
    addresses: Mapping[str, str] = field(default_factory=dict)  # of a service, in place of the usual one

    def address(self, service: str, usual: str) -> str:
        """The address of a service: of `addresses`, else of an environment variable, such as `PAPERATLAS_ARXIV`."""
        return self.addresses.get(service) or os.environ.get(f"PAPERATLAS_{service.upper()}") or usual


def usual_settings(contact: str = "") -> Settings:
    """Those of a command: with the cache of the user, and `PAPERATLAS_MAILTO` in place of the contact."""
    mail = os.environ.get("PAPERATLAS_MAILTO")
    folder = os.environ.get("PAPERATLAS_CACHE")
    cache = Path(folder) if folder else user_cache_path("paperatlas", appauthor=False)
    return Settings(contact=f"mailto:{mail}" if mail else contact, cache=cache)


class WebError(Exception):
    """There is no useful answer. As text: one sentence on what is wrong, and what a person can still do.

    `status` is that of the answer, 0 if there was none.
    """

    def __init__(self, problem: str, url: str, status: int = 0) -> None:
        super().__init__(f"{problem}; try again later, or look yourself: {url}")
        self.problem = problem
        self.url = url
        self.status = status


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server gave. `url` is the address after all redirects."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)

    @property
    def is_html(self) -> bool:
        start = self.body[:200].lstrip().lower()
        return "html" in self.headers.get("content-type", "") or start.startswith((b"<html", b"<!doctype html"))

    def text(self) -> str:
        """The body as text. A wrong or unknown encoding costs some characters, but is no error."""
        head = Message()
        head["content-type"] = self.headers.get("content-type", "")
        for encoding in (head.get_content_charset(), "utf-8-sig"):
            with suppress(UnicodeDecodeError, LookupError):
                return self.body.decode(encoding or "utf-8-sig")
        return self.body.decode("cp1252", "replace")

    def json(self) -> Any:
        """The body as JSON.

        Raises:
            WebError: it is not JSON.
        """
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError):
            raise self._is_not("JSON") from None

    def xml(self) -> ElementTree.Element:
        """The body as XML.

        Raises:
            WebError: it is not XML, or it declares entities, with which a few bytes can fill the memory.
        """
        if self.is_html:
            raise self._is_not("XML")
        try:
            if b"<!DOCTYPE" in self.body or b"<\0!\0D\0" in self.body or b"\0<\0!\0D" in self.body:
                raise self._is_not("plain XML")
            return ElementTree.fromstring(self.body)
        except (ElementTree.ParseError, ValueError, LookupError):
            raise self._is_not("XML") from None

    def _is_not(self, form: str) -> WebError:
        found = "a page of HTML" if self.is_html else "something else, or only a part"
        return WebError(f"{_host(self.url)} should give {form}, and gave {found}", self.url, self.status)


class Web:
    """Asks servers. Threads may share it: the requests to a host keep their distance in all of them.

    `say` gets a line when it waits.
    """

    def __init__(self, settings: Settings, say: Callable[[str], None] = lambda line: None) -> None:
        self.settings = settings
        self.say = say
        self._locks: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self._last: dict[str, float] = {}
        self._is_tidy = False
        self._session = requests.Session()
        self._session.max_redirects = settings.redirects
        self._session.auth = lambda request: request  # no passwords from ~/.netrc
        about = f" ({settings.contact})" if settings.contact else ""
        self._session.headers["User-Agent"] = f"paperatlas/{__version__}{about}"

    def get(
        self, url: str, params: Mapping[str, str] | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """The answer to GET, which may be one of the last day. `headers` are for keys, and go to no other address.

        Raises:
            WebError: there is no answer with status 200.
        """
        return self._asked("GET", url, params, headers, None)

    def post(
        self,
        url: str,
        data: object,
        params: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """The answer to POST with JSON, for searches that are too long for an address.

        Raises:
            WebError: there is no answer with status 200.
        """
        return self._asked("POST", url, params, headers, data)

    def look(self, url: str) -> Answer:
        """The status of an address and where it leads to, without the body and without the cache.

        Raises:
            WebError: no server answers, or it leads in a circle.
        """
        return self._tried(self._prepared("GET", url), url, with_body=False)

    def call(self, method: str, url: str, data: object = None, headers: Mapping[str, str] | None = None) -> Answer:
        """The answer to a request that may change something there, whatever its status. It is not kept.

        Raises:
            WebError: no server answers.
        """
        return self._tried(self._prepared(method, url, json=data, headers=headers), url, with_body=True)

    def _asked(
        self,
        method: str,
        url: str,
        params: Mapping[str, str] | None,
        headers: Mapping[str, str] | None,
        data: object,
    ) -> Answer:
        request = self._prepared(method, url, params=params, headers=headers, json=data)
        whole = request.url or url
        file = self._file(f"{method} {whole} {json.dumps(data, sort_keys=True)}")
        if file and (kept := _kept(file, self.settings.age)):
            return kept
        answer = self._tried(request, whole, with_body=True)
        if answer.status != 200:
            raise WebError(f"{_host(url)} answered '{_named(answer.status)}'", whole, answer.status)
        if file:
            self._tidy()
            _keep(file, answer)
        return answer

    def _tidy(self) -> None:
        """Once: removes the answers that are too old to be used again."""
        folder, oldest = self.settings.cache, time.time() - self.settings.age
        if not folder or self._is_tidy:
            return
        self._is_tidy = True
        for file in folder.glob("??/*"):
            with suppress(OSError):
                if file.stat().st_mtime < oldest:
                    file.unlink()

    def _tried(self, request: requests.PreparedRequest, url: str, *, with_body: bool) -> Answer:
        """The first answer that is not a passing trouble; after the last try, whatever there is."""
        settings, host = self.settings, _host(url)
        for number in range(1, settings.tries + 1):
            self._wait_for_turn(host)
            answer: Answer | None = None
            problem = ""
            try:
                answer = self._once(request, url, with_body=with_body)
            except _Passing as error:
                problem = str(error)
            if answer and answer.status not in _AGAIN:
                return answer
            # 1, 2, 4 seconds, and up to half of it more, so that clients do not all come back at once.
            wait = _retry_after(answer, 2 ** (number - 1) * (1 + random.random() / 2))
            if number == settings.tries or wait > settings.longest_wait:
                break
            self.say(f"{host}: {problem or _named(answer.status if answer else 0)}; waits {wait:.0f} s")
            time.sleep(wait)
        if answer and not with_body:
            return answer
        status = answer.status if answer else 0
        if answer and wait > settings.longest_wait:
            raise WebError(f"{host} takes no more requests for {_duration(wait)}", url, status)
        raise WebError(problem or f"{host} answered '{_named(status)}'", url, status)

    def _prepared(self, method: str, url: str, **options: Any) -> requests.PreparedRequest:
        try:
            return self._session.prepare_request(requests.Request(method, url, **options))
        except (requests.RequestException, ValueError):
            raise WebError(f"'{url}' is not a web address", url) from None

    def _once(self, request: requests.PreparedRequest, url: str, *, with_body: bool) -> Answer:
        host, settings = _host(url), self.settings
        end = time.monotonic() + settings.timeout
        try:
            for _ in range(settings.redirects + 1):
                address = request.url or url
                options = self._session.merge_environment_settings(address, {}, True, None, None)
                silence = min(settings.silence, settings.timeout)
                # Not `Session.send`: it reads the whole body of each redirect, however long that is.
                with self._session.get_adapter(address).send(request, timeout=silence, **options) as got:
                    target = self._session.get_redirect_target(got)
                    if target is None:
                        headers = {name.lower(): value for name, value in got.headers.items()}
                        body = b"".join(self._parts(got, end)) if with_body else b""
                        return Answer(got.url, got.status_code, headers, body)
                    request = self._prepared("GET", urljoin(got.url, target))
                    self._wait_for_turn(_host(got.url))
            raise WebError(f"{host} leads from one address to the next without end", url)
        except requests.exceptions.InvalidSchema:
            raise WebError(f"{host} leads to an address that is not on the web", url) from None
        except (requests.Timeout, urllib3.exceptions.TimeoutError):
            raise _Passing(f"{host} is silent") from None
        except (requests.ConnectionError, requests.exceptions.ChunkedEncodingError, urllib3.exceptions.HTTPError):
            raise _Passing(f"{host} cannot be reached, or stopped in the middle of its answer") from None
        except (requests.RequestException, ValueError) as error:
            raise WebError(f"{host} gave an answer that is not HTTP ({error})", url) from None

    def _parts(self, got: requests.Response, end: float) -> Iterator[bytes]:
        """The body, piece by piece, as it comes: a server that sends a byte a second does not hold us up."""
        url, size = got.url, 0
        announced = got.headers.get("content-length", "")
        while True:
            if size > self.settings.most_bytes or (announced.isdigit() and int(announced) > self.settings.most_bytes):
                most = self.settings.most_bytes // 1_000_000
                raise WebError(f"{_host(url)} sends more than {most} MB, which no answer needs", url)
            if time.monotonic() > end:
                raise _Passing(f"{_host(url)} takes longer than {_duration(self.settings.timeout)} for its answer")
            part: bytes = got.raw.read1(_CHUNK, decode_content=True)
            if not part:
                return
            size += len(part)
            yield part

    def _wait_for_turn(self, host: str) -> None:
        domain = next((name for name in PAUSES if host == name or host.endswith(f".{name}")), host)
        pause = PAUSES.get(domain, self.settings.pause)
        if not pause:
            return
        stamp = self.settings.cache / f"last-{domain}" if self.settings.cache else None
        with self._locks[domain]:
            now = time.time()
            last = max(self._last.get(domain, 0), _time_of(stamp))
            turn = max(now, last + pause) if last < now + 600 else now  # else the computer's clock was wrong
            self._last[domain] = turn
            _set_time(stamp, turn)
        time.sleep(max(0, turn - time.time()))

    def _file(self, question: str) -> Path | None:
        name = hashlib.sha256(question.encode()).hexdigest()
        return self.settings.cache / name[:2] / name if self.settings.cache else None


class _Passing(Exception):
    """A trouble that may be over at the next try."""


def _time_of(stamp: Path | None) -> float:
    """When any program of this user last asked a host; 0 if that is not known."""
    try:
        return stamp.stat().st_mtime if stamp else 0
    except OSError:
        return 0


def _set_time(stamp: Path | None, turn: float) -> None:
    with suppress(OSError):  # without a folder to write to, each program has a clock of its own
        if stamp:
            stamp.parent.mkdir(parents=True, exist_ok=True)
            stamp.touch()
            os.utime(stamp, (turn, turn))


def _kept(file: Path, age: float) -> Answer | None:
    """The answer in a file, if it is whole and not too old."""
    try:
        if time.time() - file.stat().st_mtime > age:
            file.unlink(missing_ok=True)
            return None
        head, _, body = file.read_bytes().partition(b"\n")
        found = json.loads(head)
        return Answer(found["url"], 200, found["headers"], body)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _keep(file: Path, answer: Answer) -> None:
    """Writes a whole file or none. A full disk is no reason to fail: the answer is there."""
    unfinished = file.with_name(f"{file.name}.{os.getpid()}.{threading.get_ident()}")
    head = {"url": answer.url, "headers": {"content-type": answer.headers.get("content-type", "")}}
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_bytes(json.dumps(head).encode() + b"\n" + answer.body)
        unfinished.replace(file)
    except OSError:
        with suppress(OSError):
            unfinished.unlink()


def _retry_after(answer: Answer | None, usual: float) -> float:
    """The seconds that the server asks for, in either form."""
    given = answer.headers.get("retry-after", "") if answer else ""
    try:
        return float(urllib3.Retry().parse_retry_after(given))
    except (urllib3.exceptions.InvalidHeader, ValueError, OverflowError):
        return usual


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or url
    except ValueError:
        return url


def _named(status: int) -> str:
    """
    >>> _named(404), _named(999)
    ('404 Not Found', '999')
    """
    known = status in set(HTTPStatus)
    return f"{status} {HTTPStatus(status).phrase}" if known else str(status)


def _duration(seconds: float) -> str:
    """
    >>> _duration(30), _duration(3600)
    ('30 seconds', '60 minutes')
    """
    return f"{seconds:.0f} seconds" if seconds < 120 else f"{seconds / 60:.0f} minutes"
