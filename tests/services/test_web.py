from __future__ import annotations

import os
import time
from dataclasses import replace
from email.utils import formatdate
from pathlib import Path

import pytest

from paperatlas import __version__
from paperatlas.sources import web as module
from paperatlas.sources.web import Answer, Settings, Web, WebError

from .server import Reply, Service


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The waits that the client wants, none of which is made."""
    made: list[float] = []
    monkeypatch.setattr(module.time, "sleep", made.append)
    return made


def patient(web: Web) -> Web:
    return Web(replace(web.settings, tries=3))


def test_it_says_who_asks(remote: Service, web: Web):
    remote.replies["/a"] = Reply("{}")
    assert web.get(f"{remote.address}/a", {"q": "clocks & sun"}).json() == {}
    assert remote.asked == ["/a?q=clocks+%26+sun"]
    assert remote.headers[0]["User-Agent"] == f"paperatlas/{__version__} (https://example.org/atlas)"


def test_an_answer_is_used_again_until_it_is_too_old(remote: Service, web: Web):
    remote.replies["/a"] = Reply('{"n": 1}')
    for _ in range(3):
        assert web.get(f"{remote.address}/a").json() == {"n": 1}
    assert len(remote.asked) == 1
    assert Web(replace(web.settings, age=-1)).get(f"{remote.address}/a").json() == {"n": 1}
    assert len(remote.asked) == 2
    web.get(f"{remote.address}/a", {"other": "question"})
    assert len(remote.asked) == 3


def test_old_answers_are_removed(remote: Service, web: Web):
    remote.replies |= {"/a": Reply("[]"), "/b": Reply("[]")}
    web.get(f"{remote.address}/a")
    assert web.settings.cache
    [old] = list(web.settings.cache.glob("??/*"))
    os.utime(old, (0, 0))
    Web(web.settings).get(f"{remote.address}/b")
    assert not old.exists() and len(list(web.settings.cache.glob("??/*"))) == 1


def test_a_torn_file_of_the_cache_is_not_used(remote: Service, web: Web):
    remote.replies["/a"] = Reply('{"n": 1}')
    web.get(f"{remote.address}/a")
    assert web.settings.cache
    for file in web.settings.cache.rglob("*"):
        if file.is_file():
            file.write_bytes(b"{")
    assert web.get(f"{remote.address}/a").json() == {"n": 1}
    assert len(remote.asked) == 2


def test_errors_are_not_kept(remote: Service, web: Web):
    remote.replies["/a"] = [Reply("no", 404), Reply("[]")]
    with pytest.raises(WebError, match="answered '404 Not Found'") as error:
        web.get(f"{remote.address}/a")
    assert error.value.status == 404 and f"{remote.address}/a" in str(error.value)
    assert web.get(f"{remote.address}/a").json() == []


@pytest.mark.parametrize("folder", ["/dev/null/none", "/proc/none"])
def test_a_cache_that_cannot_be_written_is_no_error(folder: str, remote: Service, web: Web):
    remote.replies["/a"] = Reply("[]")
    assert Web(replace(web.settings, cache=Path(folder))).get(f"{remote.address}/a").json() == []


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_it_tries_again_later_each_time(status: int, remote: Service, web: Web, waits: list[float]):
    remote.replies["/a"] = [Reply("", status), Reply("", status), Reply("[]")]
    assert patient(web).get(f"{remote.address}/a").json() == []
    assert 1 <= waits[0] <= 1.5 and 2 <= waits[1] <= 3


@pytest.mark.parametrize("form", ["seconds", "date"])
def test_it_waits_as_long_as_the_server_asks(form: str, remote: Service, web: Web, waits: list[float]):
    given = "7" if form == "seconds" else formatdate(time.time() + 7, usegmt=True)
    remote.replies["/a"] = [Reply("", 429, headers={"Retry-After": given}), Reply("[]")]
    assert patient(web).get(f"{remote.address}/a").json() == []
    assert len(waits) == 1 and 4 < waits[0] <= 7


@pytest.mark.parametrize("given", ["soon", "-5", "", "9" * 400, "1e9"])
def test_a_strange_retry_after_is_no_traceback(given: str, remote: Service, web: Web, waits: list[float]):
    remote.replies["/a"] = [Reply("", 429, headers={"Retry-After": given}), Reply("[]")]
    try:
        assert patient(web).get(f"{remote.address}/a").json() == []
    except WebError as error:
        assert "takes no more requests" in str(error)
    assert all(0 <= wait <= 30 for wait in waits)


def test_it_does_not_wait_an_hour(remote: Service, web: Web, waits: list[float]):
    remote.replies["/a"] = Reply("", 503, headers={"Retry-After": "3600"})
    with pytest.raises(WebError, match="takes no more requests for 60 minutes; try again later, or look yourself"):
        patient(web).get(f"{remote.address}/a")
    assert waits == [] and len(remote.asked) == 1


def test_after_the_last_try_it_says_what_was_wrong(remote: Service, web: Web, waits: list[float]):
    remote.replies["/a"] = Reply("", 503)
    with pytest.raises(WebError, match="answered '503 Service Unavailable'") as error:
        patient(web).get(f"{remote.address}/a")
    assert error.value.status == 503 and len(remote.asked) == 3 and len(waits) == 2


def test_it_says_when_it_waits(remote: Service, web: Web, waits: list[float]):
    remote.replies["/a"] = [Reply("", 429, headers={"Retry-After": "7"}), Reply("[]")]
    lines: list[str] = []
    Web(replace(web.settings, tries=3), lines.append).get(f"{remote.address}/a")
    assert lines == ["127.0.0.1: 429 Too Many Requests; waits 7 s"]


def test_a_body_that_is_cut_off_is_asked_for_again(remote: Service, web: Web, waits: list[float]):
    remote.replies["/a"] = [Reply('{"a": 1}', cut=3), Reply('{"a": 1}')]
    assert patient(web).get(f"{remote.address}/a").json() == {"a": 1}


@pytest.mark.parametrize(
    ("reply", "problem"),
    [
        (Reply('{"a": 1}', cut=3), "stopped in the middle"),
        (Reply("[]", silence=5), "is silent"),
        (Reply("[]", length=50, silence=0), "is silent|stopped in the middle"),
        (Reply(b" " * 400, drip=0.05), "takes longer than 1 seconds"),
        (Reply("[]", length=100_000_000), "more than 10 MB"),
        (Reply(endless=True), "more than 10 MB|takes longer"),
        (Reply("", 302, headers={"Location": "/a"}), "from one address to the next"),
        (Reply(b" " * 400, 302, headers={"Location": "/a"}, drip=0.05), "from one address to the next"),
        (Reply("", 302, headers={"Location": "file:///etc/passwd"}), "not on the web"),
        (Reply("", 302, headers={"Location": "ftp://127.0.0.1/a"}), "not on the web"),
        (Reply("", 302, headers={"Location": "http://[::1"}), "."),
        (Reply("", 302, headers={"Location": "http://"}), "."),
        (Reply("not gzip", headers={"Content-Encoding": "gzip"}), "."),
    ],
    ids=["cut", "silent", "half", "drip", "huge", "endless", "loop", "slow", "file", "ftp", "bad", "empty", "gzip"],
)
def test_a_bad_answer_ends_with_one_sentence(reply: Reply, problem: str, remote: Service, web: Web):
    remote.replies["/a"] = reply
    with pytest.raises(WebError, match=problem) as error:
        web.get(f"{remote.address}/a")
    assert "\n" not in str(error.value) and "look yourself: http://127.0.0.1" in str(error.value)


def test_a_server_that_is_not_there(web: Web):
    with pytest.raises(WebError, match=r"127\.0\.0\.1 cannot be reached"):
        web.get("http://127.0.0.1:9/a")


@pytest.mark.parametrize(
    "url", ["", "a", "file:///etc/passwd", "http://", "http://[", "http://a b/", "http://" + "a" * 300]
)
def test_what_is_no_web_address(url: str, web: Web):
    with pytest.raises(WebError):
        web.get(url)


def test_a_key_is_not_sent_to_another_address(remote: Service, web: Web):
    remote.replies |= {"/a": Reply("", 302, headers={"Location": "/b"}), "/b": Reply("[]")}
    web.get(f"{remote.address}/a", headers={"x-api-key": "secret"})
    assert [(path, headers.get("x-api-key")) for path, headers in zip(remote.asked, remote.headers, strict=True)] == [
        ("/a", "secret"),
        ("/b", None),
    ]


def test_a_question_can_be_long(remote: Service, web: Web):
    remote.replies["/a"] = Reply("[]")
    web.post(f"{remote.address}/a", {"ids": ["one"]})
    web.post(f"{remote.address}/a", {"ids": ["one"]})
    web.post(f"{remote.address}/a", {"ids": ["two"]})
    assert remote.bodies == [b'{"ids": ["one"]}', b'{"ids": ["two"]}']


def test_a_look_brings_the_status_and_the_last_address(remote: Service, web: Web):
    remote.replies |= {"/a": Reply("", 301, headers={"Location": "/b"}), "/b": Reply(length=100_000_000)}
    found = web.look(f"{remote.address}/a")
    assert (found.status, found.url) == (200, f"{remote.address}/b")
    assert web.look(f"{remote.address}/none").status == 404
    remote.replies["/c"] = Reply("", 503)
    assert web.look(f"{remote.address}/c").status == 503


def test_a_host_is_not_asked_too_often(web: Web, waits: list[float], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(module.time, "time", lambda: 1000.0)
    for host in ("export.arxiv.org", "arxiv.org", "example.org", "sub.example.org", "example.org"):
        web._wait_for_turn(host)
    assert waits == [0, 3, 0, 0, 1]
    Web(web.settings)._wait_for_turn("arxiv.org")  # another program of the same user
    assert waits[-1] == 6


def test_a_clock_that_was_wrong_does_not_stop_it(web: Web, waits: list[float], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(module.time, "time", lambda: 1e9)
    web._wait_for_turn("arxiv.org")
    monkeypatch.setattr(module.time, "time", lambda: 1000.0)
    web._wait_for_turn("arxiv.org")
    assert waits == [0, 0]


def answer(body: bytes, kind: str = "text/plain") -> Answer:
    return Answer("http://127.0.0.1/a", 200, {"content-type": kind}, body)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"Rate exceeded.",
        b"<html><body>Sorry</body></html>",
        b"<a>",
        b"\xff\xfe",
        b'<?xml version="1.0" encoding="martian"?><a/>',
        b"<a>\xe9</a>",
        b"<a>\x00</a>",
        b'<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>',
        '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'.encode("utf-16"),
        '<!DOCTYPE a [<!ENTITY b "b">]><a>&b;</a>'.encode("utf-16-be"),
    ],
)
def test_what_is_not_xml(body: bytes):
    with pytest.raises(WebError, match="should give"):
        answer(body).xml()


def test_html_in_place_of_json_is_named():
    with pytest.raises(WebError, match="should give JSON, and gave a page of HTML"):
        answer(b"<!doctype html><title>Sorry</title>", "text/html").json()
    with pytest.raises(WebError, match="something else, or only a part"):
        answer(b'{"a": ').json()
    with pytest.raises(WebError, match="JSON"):
        answer(b"[" * 100_000).json()


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("Größe".encode(), "text/html"),
        ("Größe".encode(), "text/html; charset=martian"),
        ("Größe".encode("latin-1"), "text/html"),
        ("Größe".encode("latin-1"), "text/html; charset=utf-8"),
        ("Größe".encode("utf-16"), "text/html; charset=utf-16"),
        ("\ufeffGröße".encode(), "application/xhtml+xml"),
    ],
)
def test_text_in_a_wrong_encoding(body: bytes, kind: str):
    assert answer(body, kind).text() == "Größe"


def test_the_address_of_a_service_can_be_set(monkeypatch: pytest.MonkeyPatch):
    usual = "https://export.arxiv.org"
    assert Settings().address("arxiv", usual) == usual
    monkeypatch.setenv("PAPERATLAS_ARXIV", "http://127.0.0.1:1")
    assert Settings().address("arxiv", usual) == "http://127.0.0.1:1"
    assert Settings(addresses={"arxiv": "http://127.0.0.1:2"}).address("arxiv", usual) == "http://127.0.0.1:2"
