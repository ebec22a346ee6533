from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from paperatlas.sources.web import Settings, Web
from tests.unit.conftest import shelf as shelf

from .server import Service, service


@pytest.fixture
def remote() -> Iterator[Service]:
    with service() as running:
        yield running


@pytest.fixture
def web(tmp_path: Path) -> Web:
    """A client with a cache, which gives up soon."""
    return Web(Settings(contact="https://example.org/atlas", cache=tmp_path / "cache", silence=0.3, timeout=1, tries=1))


SERVICES = ("arxiv", "crossref", "openreview", "openreview1", "acl", "dblp", "pmlr", "semantic_scholar")


@pytest.fixture
def services(remote: Service, web: Web, monkeypatch: pytest.MonkeyPatch) -> Web:
    """A client whose services are all at the server, each below its name."""
    monkeypatch.delenv("PAPERATLAS_SEMANTIC_SCHOLAR_KEY", raising=False)
    return Web(replace(web.settings, addresses={name: f"{remote.address}/{name}" for name in SERVICES}))
