from __future__ import annotations

import pytest
from helpers import Shelf


@pytest.fixture
def shelf(tmp_path, monkeypatch) -> Shelf:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795478400")  # 2026-11-24
    return Shelf()
