"""Explore takes the place of the plain list without moving what the reader has begun to read."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from .shown import hits

# How far parts of the page have moved by themselves: https://web.dev/articles/cls
SHIFT = """() => new Promise(done => {
  let sum = 0;
  const add = list => list.getEntries().forEach(entry => { if (!entry.hadRecentInput) sum += entry.value; });
  new PerformanceObserver(add).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 200);
})"""
MOST = 0.02


@pytest.mark.parametrize("width", [360, 768, 1280, 2560])
def test_nothing_moves_when_explore_has_loaded(page, width):
    opened = page("papers/", viewport={"width": width, "height": 820})
    expect(hits(opened).first).to_be_visible()
    assert opened.evaluate(SHIFT) < MOST
