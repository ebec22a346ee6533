"""150 mistakes that people make who do not know YAML, each alone in a valid entry.

A row is a name, a part of the entry, and what a newcomer writes in its place. `LEFT` has those that a person has to
correct.
"""

from __future__ import annotations

ENTRY = r"""
title: 'Quartz: Crystals in Watches'
short_name: Quartz
authors: [Elif Öz, Grace de la Tour, Wu Wei]
date: 2021-05
category: indoor
tags: [gears, stone]
venue: {name: JOC, year: 2022}
arxiv: "2105.01234"
doi: 10.1000/clock.2
code:
  - {url: "https://github.com/a/quartz", official: true}
summary: >-
  A crystal under voltage hums at a steady pitch, and a circuit counts the beats.
methods:
  - key: hum
    name: Hum
    rule: 'h = \frac{\theta}{15}'
    driven-by: weight
builds_on:
  - {paper: pendulum, kind: replaces, how: a crystal in place of the weight}
added: 2026-11-24
sources:
  - {fields: [title, authors, date, venue, doi, code], at: "https://doi.org/10.1000/clock.2", checked: 2026-11-24}
""".lstrip()

TITLE = "title: 'Quartz: Crystals in Watches'"
AUTHORS = "authors: [Elif Öz, Grace de la Tour, Wu Wei]"
DATE = "date: 2021-05\n"
CATEGORY = "category: indoor"
TAGS = "tags: [gears, stone]"
VENUE = "venue: {name: JOC, year: 2022}"
ARXIV = 'arxiv: "2105.01234"'
DOI = "doi: 10.1000/clock.2\n"
CODE = 'code:\n  - {url: "https://github.com/a/quartz", official: true}'
SUMMARY = "summary: >-\n  A crystal under voltage hums at a steady pitch, and a circuit counts the beats."
RULE = r"rule: 'h = \frac{\theta}{15}'"
BUILDS = "builds_on:\n  - {paper: pendulum, kind: replaces, how: a crystal in place of the weight}"
ADDED = "added: 2026-11-24"

MISTAKES: list[tuple[str, str, str]] = [
    # Quotes, colons and other marks of YAML
    ("a colon in a title", TITLE, "title: Quartz: Crystals in Watches"),
    ("curly quotes around a title", TITLE, "title: “Quartz: Crystals in Watches”"),
    ("single curly quotes", TITLE, "title: ‘Quartz: Crystals in Watches’"),
    ("a quote that is not closed", TITLE, "title: 'Quartz: Crystals in Watches"),
    ("a double quote that is not closed", TITLE, 'title: "Quartz: Crystals in Watches'),
    ("a quote that is not opened", TITLE, "title: Quartz: Crystals in Watches'"),
    ("a comma after a value in quotes", TITLE, 'title: "Quartz: Crystals in Watches",'),
    ("a semicolon after a value", DATE, "date: 2021-05;\n"),
    ("an equals sign", CATEGORY, "category = indoor"),
    ("no space after the colon", CATEGORY, "category:indoor"),
    ("a full-width colon", CATEGORY, "category：indoor"),
    ("a space before the colon", CATEGORY, "category : indoor"),
    ("a dash in place of a colon", CATEGORY, "category - indoor"),
    ("a comma after a list", AUTHORS, AUTHORS + ","),
    ("a comma after an id", ARXIV, ARXIV + ","),
    ("a bracket that is not closed", AUTHORS, AUTHORS[:-1]),
    ("a bracket of the wrong kind", AUTHORS, "authors: [Elif Öz, Grace de la Tour, Wu Wei)"),
    ("round brackets", AUTHORS, "authors: (Elif Öz, Grace de la Tour, Wu Wei)"),
    ("braces around a list", TAGS, "tags: {gears, stone}"),
    ("a brace that is not closed", VENUE, "venue: {name: JOC, year: 2022"),
    ("no commas in a list", TAGS, "tags: [gears stone]"),
    ("semicolons in a list", TAGS, "tags: [gears; stone]"),
    ("a list without brackets", TAGS, "tags: gears, stone"),
    ("hash signs before tags", TAGS, "tags: [#gears, #stone]"),
    ("hash signs before tags without brackets", TAGS, "tags: #gears #stone"),
    ("bold names of fields", CATEGORY, "**category**: indoor"),
    ("a bullet before a field", CATEGORY, "- category: indoor"),
    ("a name of a field in quotes", CATEGORY, '"category": "indoor"'),
    ("a name of a field in capitals", CATEGORY, "CATEGORY: indoor"),
    ("a name of a field with a capital", CATEGORY, "Category: indoor"),
    ("the plural of a field", TITLE, "titles: 'Quartz: Crystals in Watches'"),
    ("the singular of a field", AUTHORS, "author: [Elif Öz, Grace de la Tour, Wu Wei]"),
    ("a misspelt field", SUMMARY, SUMMARY.replace("summary", "sumary")),
    ("a field with a space", "short_name: Quartz", "short name: Quartz"),
    ("a field with a hyphen", "short_name: Quartz", "short-name: Quartz"),
    ("the German name of a comma", TAGS, "tags: [gears， stone]"),
    ("a code fence", ENTRY, f"```yaml\n{ENTRY}```\n"),
    ("three hyphens above", "title:", "---\ntitle:"),
    ("a no-break space after the colon", CATEGORY, "category:\u00a0indoor"),
    ("Markdown around a title", TITLE, "title: '**Quartz: Crystals in Watches**'"),
    # Spaces and lines
    ("spaces before a field", CATEGORY, "  category: indoor"),
    ("a tab before a field", CATEGORY, "\tcategory: indoor"),
    ("a tab before an item", CODE, CODE.replace("  -", "\t-")),
    ("spaces before every field", ENTRY, "".join(f"  {line}" for line in ENTRY.splitlines(keepends=True))),
    ("a summary that is not indented", SUMMARY, SUMMARY.replace("\n  ", "\n")),
    ("a summary with a quote that is not closed", SUMMARY, SUMMARY.replace(">-\n  ", "'")),
    ("a summary on the next line without a mark", SUMMARY, SUMMARY.replace(" >-", "")),
    ("a summary with a no-break space", SUMMARY, SUMMARY.replace("\n  ", "\n\u00a0\u00a0")),
    ("items that are not indented", CODE, CODE.replace("  -", "-")),
    ("no space after the hyphen of an item", BUILDS, BUILDS.replace("- {", "-{")),
    ("a hyphen before a list in brackets", AUTHORS, "authors:\n  - [Elif Öz, Grace de la Tour, Wu Wei]"),
    ("authors in lines without hyphens", AUTHORS, "authors:\n  Elif Öz\n  Grace de la Tour\n  Wu Wei"),
    ("authors in lines with asterisks", AUTHORS, "authors:\n  * Elif Öz\n  * Grace de la Tour\n  * Wu Wei"),
    ("authors in numbered lines", AUTHORS, "authors:\n  1. Elif Öz\n  2. Grace de la Tour\n  3. Wu Wei"),
    ("lines that end as on Windows", ENTRY, ENTRY.replace("\n", "\r\n")),
    ("a part of a method with too few spaces", "    name: Hum", "   name: Hum"),
    ("a method without a hyphen", "  - key: hum", "    key: hum"),
    ("no line break at the end", ENTRY, ENTRY.rstrip("\n")),
    # Names
    ("a family name first", "Elif Öz", '"Öz, Elif"'),
    ("all family names first", AUTHORS, "authors: [Öz, Elif, de la Tour, Grace, Wei, Wu]"),
    ("all family names first, each in quotes", AUTHORS, 'authors: ["Öz, Elif", "de la Tour, Grace", "Wei, Wu"]'),
    ("names as in BibTeX", AUTHORS, "authors: Öz, Elif and de la Tour, Grace and Wei, Wu"),
    ("names joined by and", AUTHORS, "authors: Elif Öz and Grace de la Tour and Wu Wei"),
    ("names joined by commas and and", AUTHORS, "authors: Elif Öz, Grace de la Tour and Wu Wei"),
    ("and in a list", AUTHORS, "authors: [Elif Öz, Grace de la Tour and Wu Wei]"),
    ("an Oxford comma and and", AUTHORS, "authors: [Elif Öz, Grace de la Tour, and Wu Wei]"),
    ("an ampersand between names", AUTHORS, "authors: [Elif Öz, Grace de la Tour & Wu Wei]"),
    ("names in one text with commas", AUTHORS, "authors: Elif Öz, Grace de la Tour, Wu Wei"),
    ("names with semicolons", AUTHORS, "authors: Elif Öz; Grace de la Tour; Wu Wei"),
    ("names with semicolons in a list", AUTHORS, "authors: [Elif Öz; Grace de la Tour; Wu Wei]"),
    ("an accent in LaTeX", "Elif Öz", r"Elif {\"O}z"),
    ("an accent in LaTeX in quotes", "Elif Öz", "'Elif {\\\"O}z'"),
    ("an accent in HTML", "Elif Öz", "Elif &Ouml;z"),
    ("an accent in a wrong encoding", "Elif Öz", "Elif Ã–z"),
    ("a title before a name", "Elif Öz", "Dr. Elif Öz"),
    ("a title after a name", "Elif Öz", "Elif Öz PhD"),
    ("an e-mail address after a name", "Elif Öz", "Elif Öz <elif@example.org>"),
    ("a footnote after a name", "Elif Öz", "Elif Öz*"),
    ("a number after a name", "Elif Öz", "Elif Öz1"),
    ("a dagger after a name", "Wu Wei", "Wu Wei†"),
    ("an affiliation in brackets", "Wu Wei", "Wu Wei (Clock Institute)"),
    ("two spaces in a name", "Wu Wei", "Wu  Wei"),
    ("names as fields", AUTHORS, "authors:\n  - name: Elif Öz\n  - name: Grace de la Tour\n  - name: Wu Wei"),
    ("names in parts", AUTHORS, "authors:\n  - {given: Elif, family: Öz}\n  - Grace de la Tour\n  - Wu Wei"),
    ("names in braces", AUTHORS, "authors: {Elif Öz, Grace de la Tour, Wu Wei}"),
    ("bold names", "Elif Öz", "'**Elif Öz**'"),
    # Titles
    ("braces of BibTeX in a title", TITLE, "title: '{Quartz}: Crystals in {W}atches'"),
    ("HTML in a title", TITLE, "title: '<i>Quartz</i>: Crystals in Watches'"),
    ("an arXiv id before a title", TITLE, "title: '[2105.01234] Quartz: Crystals in Watches'"),
    ("a full stop after a title", TITLE, "title: 'Quartz: Crystals in Watches.'"),
    ("a zero-width space in a title", TITLE, "title: 'Quartz: Crystals\u200b in Watches'"),
    ("a soft hyphen in a title", TITLE, "title: 'Quartz: Crys\u00adtals in Watches'"),
    ("two spaces in a title", TITLE, "title: 'Quartz:  Crystals in Watches'"),
    ("a title over two lines", TITLE, "title: 'Quartz: Crystals\n  in Watches'"),
    ("a ligature in a title", TITLE + "\nshort_name: Quartz", TITLE + "\nshort_name: Quartz\u200b"),
    # Identifiers and addresses
    ("an arXiv id without quotes", ARXIV, "arxiv: 2105.01234"),
    ("an arXiv id with a version", ARXIV, 'arxiv: "2105.01234v2"'),
    ("an arXiv id with its prefix", ARXIV, "arxiv: arXiv:2105.01234"),
    ("the address of an arXiv page", ARXIV, "arxiv: https://arxiv.org/abs/2105.01234"),
    ("the address of an arXiv PDF", ARXIV, "arxiv: https://arxiv.org/pdf/2105.01234v1.pdf"),
    ("an address without https", ARXIV, "arxiv: arxiv.org/abs/2105.01234"),
    ("an arXiv id in brackets", ARXIV, "arxiv: [2105.01234]"),
    ("arXiv in capitals", ARXIV, 'ArXiv: "2105.01234"'),
    ("an arXiv id as url", ARXIV, "url: https://arxiv.org/abs/2105.01234"),
    ("a DOI as an address", DOI, "doi: https://doi.org/10.1000/clock.2\n"),
    ("a DOI of the old server", DOI, "doi: http://dx.doi.org/10.1000/clock.2\n"),
    ("a DOI with its prefix", DOI, "doi: doi:10.1000/clock.2\n"),
    ("a DOI with its prefix in capitals", DOI, "doi: DOI 10.1000/clock.2\n"),
    ("a DOI with a full stop", DOI, "doi: 10.1000/clock.2.\n"),
    ("DOI in capitals", DOI, "DOI: 10.1000/clock.2\n"),
    ("code as a text", CODE, "code: https://github.com/a/quartz (official)"),
    ("code without https", CODE, 'code:\n  - {url: "github.com/a/quartz", official: true}'),
    ("code with .git", CODE, 'code:\n  - {url: "https://github.com/a/quartz.git", official: true}'),
    ("code of a branch", CODE, 'code:\n  - {url: "https://github.com/a/quartz/tree/main", official: true}'),
    ("code as a Markdown link", CODE, 'code:\n  - {url: "[code](https://github.com/a/quartz)", official: true}'),
    ("code in angle brackets", CODE, 'code:\n  - {url: "<https://github.com/a/quartz>", official: true}'),
    ("official in capitals", "official: true", "official: TRUE"),
    ("official as yes", "official: true", "official: yes"),
    ("code without a hyphen", CODE, 'code: {url: "https://github.com/a/quartz", official: true}'),
    # Dates
    ("a month in words", DATE, "date: May 2021\n"),
    ("a short month in words", DATE, "date: Sep 2021\n".replace("Sep", "May")),
    ("a date with slashes", DATE, "date: 2021/05\n"),
    ("a date with dots", DATE, "date: 2021.05\n"),
    ("a month of one digit", DATE, "date: 2021-5\n"),
    ("month before year", DATE, "date: 05/2021\n"),
    ("a date in quotes", DATE, 'date: "2021-05"\n'),
    ("the day of adding in words", ADDED, "added: 24 November 2026"),
    ("the day of adding in words, month first", ADDED, "added: November 24, 2026"),
    ("the day of adding with dots", ADDED, "added: 24.11.2026"),
    ("the day of adding as a time", ADDED, "added: 2026-11-24T10:00:00Z"),
    # Vocabularies and shapes
    ("the name of a category", CATEGORY, "category: Indoor clocks"),
    ("a category in capitals", CATEGORY, "category: INDOOR"),
    ("a category as a list", CATEGORY, "category: [indoor]"),
    ("tags in capitals", TAGS, "tags: [Gears, Stone]"),
    ("a tag twice", TAGS, "tags: [gears, stone, gears]"),
    ("the name of a venue", VENUE, "venue: {name: Journal of Clocks, year: 2022}"),
    ("a venue as a text", VENUE, "venue: JOC 2022"),
    ("a venue with a comma", VENUE, "venue: JOC, 2022"),
    ("a venue in lower case", VENUE, "venue: {name: joc, year: 2022}"),
    ("a venue in brackets", VENUE, "venue: [JOC, 2022]"),
    ("a year in quotes", VENUE, 'venue: {name: JOC, year: "2022"}'),
    ("a title of an earlier paper", "paper: pendulum", "paper: Pendulum Clocks That Keep Time"),
    ("relations without a hyphen", BUILDS, BUILDS.replace("\n  - ", " ")),
    ("a capital in a relation", "kind: replaces", "kind: Replaces"),
    ("sources without a list", "sources:\n  - {", "sources: {"),
    (
        "fields of a source as a text",
        "fields: [title, authors, date, venue, doi, code]",
        "fields: title, authors, date, venue, doi, code",
    ),
    ("a year after the venue's name", "name: JOC, year: 2022", "name: JOC 2022, year: 2022"),
    # Formulas
    ("a formula in double quotes", RULE, r'rule: "h = \frac{\theta}{15}"'),
    ("a formula without quotes", RULE, r"rule: h = \frac{\theta}{15}"),
    ("a formula between dollars", RULE, r"rule: '$h = \frac{\theta}{15}$'"),
    ("a formula between two dollars", RULE, r"rule: $$h = \frac{\theta}{15}$$"),
    ("a formula with two backslashes", RULE, r"rule: 'h = \\frac{\\theta}{15}'"),
    ("a formula in brackets of LaTeX", RULE, r"rule: '\[h = \frac{\theta}{15}\]'"),
    ("a formula in an environment", RULE, r"rule: '\begin{equation}h = \frac{\theta}{15}\end{equation}'"),
]

LEFT = {
    "a bullet before a field",
    "no space after the hyphen of an item",
    "all family names first",
    "fields of a source as a text",
    "a formula in an environment",
}
