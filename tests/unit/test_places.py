"""Sources: `at` is a place where a reader finds the facts, and an entry without sources is shown one line for all."""

from __future__ import annotations

import pytest

QUARTZ = "catalog/papers/quartz.yml"
ALL = "fields: [title, authors, date]"


@pytest.mark.parametrize(
    ("at", "hint"),
    [
        ("my own reading", 'write at: "arxiv.org/abs/2105.01234", or the address of the page that you read'),
        ("the arXiv page", 'write at: "arxiv.org/abs/2105.01234", or the address of the page that you read'),
        ("Google", 'write at: "arxiv.org/abs/2105.01234", or the address of the page that you read'),
        ("From memory, with all that I know", 'write at: "arxiv.org/abs/2105.01234", or the address'),
        ("OpenReview", "write the address of the page: at: ..."),
    ],
)
def test_a_source_that_is_no_place_is_a_warning(shelf, at, hint):
    shelf.add("papers/quartz.yml", 'arxiv: "2105.01234"\n')
    shown = shelf.add("papers/quartz.yml", f'sources: [{{{ALL}, at: "{at}", checked: 2026-11-24}}]\n').printed()
    assert shown.startswith(
        f"{QUARTZ}:9:48: warning: '{at}' is not a place where a reader finds this [source-place]\n  {hint}"
    )


@pytest.mark.parametrize(
    "at",
    [
        "example.org",
        "arxiv.org/abs/2105.01234",
        "https://example.org/a",
        "owner/name README.md",
        "nips.cc/a; nips.cc/b",
        "reviews of the printed paper",
        "page 3",
    ],
)
def test_a_source_that_a_reader_can_find_is_allowed(shelf, at):
    assert shelf.add("papers/quartz.yml", f'sources: [{{{ALL}, at: "{at}", checked: 2026-11-24}}]\n').printed() == ""


def test_two_links_in_one_source_are_answered_with_an_item_for_each(shelf):
    line = f'sources: [{{{ALL}, at: "https://a.org/x and https://b.org/y", checked: 2026-11-24}}]\n'
    shown = shelf.add("papers/quartz.yml", line).printed()
    items = ", ".join(f'{{{ALL}, at: "https://{page}", checked: 2026-11-24}}' for page in ("a.org/x", "b.org/y"))
    assert shown == f"{QUARTZ}:8:48: warning: 'at' holds 2 links [source-place]\n  write an item for each: {items}"
    shelf.write("papers/quartz.yml", shelf.right("papers/quartz.yml") + f"sources: [{items}]\n")
    assert shelf.printed() == ""


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("my own reading", '[{fields: [title, authors, date], at: "arxiv.org/abs/2105.01234", checked: 2026-11-24}]'),
        (
            "https://a.org/x and https://b.org/y",
            '[{fields: [title, authors, date], at: "https://a.org/x", checked: 2026-11-24}, '
            '{fields: [title, authors, date], at: "https://b.org/y", checked: 2026-11-24}]',
        ),
        (
            "{title: 'https://a.org/x', 'authors, date': 'https://b.org/y'}",
            '[{fields: [title], at: "https://a.org/x", checked: 2026-11-24}, '
            '{fields: [authors, date], at: "https://b.org/y", checked: 2026-11-24}]',
        ),
        (
            "[https://a.org/x, https://b.org/y]",
            '[{fields: [title, authors, date], at: "https://a.org/x", checked: 2026-11-24}, '
            '{fields: [title, authors, date], at: "https://b.org/y", checked: 2026-11-24}]',
        ),
    ],
)
def test_sources_in_another_shape_are_answered_with_a_list(shelf, written, right):
    shelf.add("papers/quartz.yml", f'arxiv: "2105.01234"\nsources: {written}\n')
    assert shelf.printed().endswith(f"\n  write sources: {right}")
    text = shelf.right("papers/quartz.yml") + f"sources: {right.replace('checked: ...', 'checked: 2026-11-24')}\n"
    assert shelf.write("papers/quartz.yml", text).printed() == ""


@pytest.mark.parametrize(
    ("id_line", "at"),
    [
        ('arxiv: "2105.01234"', '"arxiv.org/abs/2105.01234"'),
        ("arxiv: https://arxiv.org/abs/2105.01234v2", '"arxiv.org/abs/2105.01234"'),
        ("openreview: ia5XvxFUJT", '"openreview.net/forum?id=ia5XvxFUJT"'),
        ("acl: 2024.acl-long.518", '"aclanthology.org/2024.acl-long.518"'),
        ("project: https://example.org/quartz", "..."),
    ],
)
def test_an_entry_without_sources_is_shown_one_line_for_all_fields(shelf, id_line, at):
    shelf.write("style.yml", "sourced: [title, authors, date, venue, code]\n")
    shown = shelf.add("papers/quartz.yml", f"{id_line}\nvenue: {{name: JOC, year: 2022}}\n").printed()
    assert (
        f"{QUARTZ}:1:1: warning: no source for 'title', 'authors', 'date', 'venue' [unsourced]\n"
        "  add a source that shows all of it: "
        f"sources: [{{fields: [title, authors, date, venue], at: {at}, checked: 2026-11-24}}]"
    ) in shown
