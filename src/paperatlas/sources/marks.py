"""A list in Markdown or HTML as a reader sees it: items, table rows and paragraphs, each under its headings.

Markdown allows HTML everywhere, so both come as the same tags: those of markdown-it, and those of the HTML parser.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

from ..patterns import regex

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset({"p", "div", "center", "section", "article", "header", "footer", "blockquote", "hr", "pre"})
_HIDDEN = frozenset({"script", "style", "template", "noscript", "title"})
_DEEPEST = 20  # lists inside lists; what is deeper is on this level
_HTML = regex(r"(?i)\s*(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body)\b")
_ENTITY_SPACE = regex(r"\s+")
_EMOJI_NAME = regex(r":[a-z0-9_+-]{2,}:")
_BARE = regex(r"https?://[^\s<>()\[\]\"'`|]+[^\s<>()\[\]\"'`|.,;:!?*]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line: text, which may be bold or in italics, and the address that it links to."""

    text: str
    line: int
    link: str = ""
    image: str = ""  # the address of a picture in it
    is_bold: bool = False
    is_italic: bool = False


@dataclass(slots=True)
class Block:
    """An item of a list, a row of a table, a heading or a paragraph."""

    line: int
    kind: str  # item, row, heading, text
    sections: tuple[str, ...]
    pieces: list[Piece] = field(default_factory=list)
    cells: list[tuple[str, list[Piece]]] = field(default_factory=list)  # by the heading of the column
    children: list[Block] = field(default_factory=list)

    @property
    def text(self) -> str:
        return one_line(piece.text for piece in self.pieces)

    @property
    def links(self) -> list[Piece]:
        return [piece for piece in self.pieces if piece.link]


def one_line(texts: Iterable[str]) -> str:
    """The texts as one, without line breaks and the names of emoji."""
    return _ENTITY_SPACE.sub(" ", _EMOJI_NAME.sub(" ", "".join(texts))).strip()


def blocks_of(text: str) -> list[Block]:
    """The items, rows, headings and paragraphs of a list, in its order. Items inside an item are its `children`.

    >>> [one] = blocks_of("## Clocks\\n- **Sundials** [Paper](https://example.org/a)")[1:]
    >>> one.sections, one.line, [(piece.text, piece.link) for piece in one.pieces]
    (('Clocks',), 2, [('Sundials', ''), (' ', ''), ('Paper', 'https://example.org/a')])
    """
    reader = _Reader()
    if _HTML.match(text):
        _feed(reader, text, 1)
    else:
        _read_markdown(reader, text)
    reader.close_all()
    return reader.found


def _read_markdown(reader: _Reader, text: str) -> None:
    from markdown_it import MarkdownIt

    # Without the rule for code by indentation: it takes indented HTML and items for code.
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable("code")
    line = 1
    for token in parser.parse(text):
        if token.map:
            line = token.map[0] + 1
        if token.type == "html_block":
            _feed(reader, token.content, line)
        elif token.type == "inline":
            inner = line
            for child in token.children or []:
                if child.type == "html_inline":
                    _feed(reader, child.content, inner)
                elif child.type in ("softbreak", "hardbreak"):
                    inner += 1
                    reader.text("\n", inner)
                elif child.type == "image":
                    reader.start("img", {"src": str(child.attrs.get("src", "")), "alt": child.content}, inner)
                elif child.nesting > 0:
                    reader.start(child.tag, {key: str(value) for key, value in child.attrs.items()}, inner)
                elif child.nesting < 0:
                    reader.end(child.tag)
                else:
                    reader.text(child.content, inner)
        elif token.nesting > 0:
            reader.start(token.tag, {}, line)
        elif token.nesting < 0:
            reader.end(token.tag)


def _feed(reader: _Reader, text: str, line: int) -> None:
    parser = _Html(reader, line)
    parser.feed(text)
    parser.close()


class _Html(HTMLParser):
    def __init__(self, reader: _Reader, line: int) -> None:
        super().__init__()
        self.reader, self.before = reader, line - 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.reader.start(tag, {name: value or "" for name, value in attrs}, self.before + self.getpos()[0])

    def handle_endtag(self, tag: str) -> None:
        self.reader.end(tag)

    def handle_data(self, data: str) -> None:
        self.reader.text(data, self.before + self.getpos()[0])


class _Reader:
    """Makes blocks of tags and texts. Tags that are never closed, or closed twice, do no harm."""

    def __init__(self) -> None:
        self.found: list[Block] = []
        self.headings: dict[int, str] = {}
        self.items: list[Block] = []  # the open ones, each inside the one before
        self.depths: list[int] = []  # of the open items
        self.depth = 0  # of lists inside lists
        self.row: Block | None = None
        self.columns: list[str] = []
        self.is_head = False
        self.open: Block | None = None  # a heading or a paragraph
        self.details = 0
        self.link = self.bold = self.italic = self.hidden = 0
        self.address = ""

    def start(self, tag: str, attributes: dict[str, str], line: int) -> None:
        if tag in _HIDDEN:
            self.hidden += 1
        elif self.row and tag in ("li", "dt", "dd", "summary", "details", "ul", "ol", *_HEADINGS):
            self.text("\n", line)  # inside a cell
        elif tag in ("li", "dt"):
            self._start_item(line)
        elif tag in ("ul", "ol", "dl", "table", "tr", "td", "th") or tag in _HEADINGS or tag in ("summary", "details"):
            self._start_part(tag, line)
        elif tag == "a":
            self.link, self.address = 1, attributes.get("href", "").strip()
        elif tag in ("b", "strong"):
            self.bold += 1
        elif tag in ("i", "em"):
            self.italic += 1
        elif tag == "img":
            piece = Piece(attributes.get("alt", ""), line, self.address, attributes.get("src", "") or "-")
            self._place(line).append(piece)
        elif tag == "br":
            self.text("\n", line)
        elif tag in _BLOCKS and not (self.items or self.row):
            self._close_text()

    def _start_item(self, line: int) -> None:
        self._close_text()
        self.row = None
        self._end_items(max(self.depth, 1))  # HTML need not close an item before the next one
        del self.items[_DEEPEST:], self.depths[_DEEPEST:]
        item = Block(line, "item", self._sections())
        if self.items:
            self.items[-1].children.append(item)
        else:
            self.found.append(item)
        self.items.append(item)
        self.depths.append(max(self.depth, 1))

    def _end_items(self, depth: int) -> None:
        """Closes the items that are as deep as this, or deeper."""
        while self.items and self.depths[-1] >= depth:
            self.items.pop()
            self.depths.pop()

    def _start_part(self, tag: str, line: int) -> None:
        if tag in ("td", "th") and self.row:
            self.is_head = self.is_head or tag == "th"
            number = len(self.row.cells)
            name = self.columns[number] if number < len(self.columns) and not self.is_head else ""
            self.row.cells.append((name, []))
            return
        self._close_text()
        if tag in ("ul", "ol", "dl"):
            self.depth += 1
        elif tag == "table":
            self.columns = []
        elif tag == "tr":
            self.row, self.is_head = Block(line, "row", self._sections()), False
        elif tag == "details":
            self.details += 1
        elif tag in _HEADINGS or tag == "summary":
            self._end_items(0)
            self.depth, self.row = 0, None
            self.open = Block(line, "heading", ())

    def end(self, tag: str) -> None:
        if tag in _HIDDEN:
            self.hidden = max(0, self.hidden - 1)
        elif tag in ("tr", "table") and self.row:
            self._end_row(self.row)
        elif self.row and tag not in ("a", "b", "strong", "i", "em"):
            return
        elif tag == "li":
            self._end_items(max(self.depth, 1))
        elif tag in ("ul", "ol", "dl"):
            self._end_items(max(self.depth, 1))
            self.depth = max(0, self.depth - 1)
        elif tag == "a":
            self.link, self.address = 0, ""
        elif tag in ("b", "strong"):
            self.bold = max(0, self.bold - 1)
        elif tag in ("i", "em"):
            self.italic = max(0, self.italic - 1)
        elif tag in _HEADINGS or tag == "summary":
            self._end_heading(_HEADINGS.get(tag, 6 + max(1, self.details)))
        elif tag == "details":
            self.headings.pop(6 + self.details, None)
            self.details = max(0, self.details - 1)
        elif tag in _BLOCKS and not (self.items or self.row):
            self._close_text()

    def _end_row(self, row: Block) -> None:
        self.row = None
        if self.is_head:
            self.columns = [one_line(piece.text for piece in pieces) for _, pieces in row.cells]
        else:
            row.pieces = [piece for _, pieces in row.cells for piece in [*pieces, Piece(" ", row.line)]]
            self.found.append(row)

    def _end_heading(self, level: int) -> None:
        block, self.open = self.open, None
        if block is None or block.kind != "heading":
            return
        self.headings = {one: text for one, text in self.headings.items() if one < level}
        block.sections = self._sections()
        if block.text:
            self.headings[level] = block.text
            self.found.append(block)

    def _sections(self) -> tuple[str, ...]:
        return tuple(text for _, text in sorted(self.headings.items()))

    def text(self, text: str, line: int) -> None:
        if self.hidden or not text:
            return
        place = self._place(line)
        styled = Piece(text, line, is_bold=self.bold > 0, is_italic=self.italic > 0)
        last = place[-1] if place else None
        if self.link:
            if last and last.link == self.address and self.link > 1:
                place[-1] = replace(last, text=last.text + text)
            else:
                place.append(replace(styled, link=self.address))
            self.link = 2  # one link is one piece, whatever is inside it
            return
        place += _with_bare_links(styled)

    def _place(self, line: int) -> list[Piece]:
        if self.row:
            if not self.row.cells:
                self.row.cells.append(("", []))
            return self.row.cells[-1][1]
        if self.items and (self.open is None or self.open.kind != "heading"):
            return self.items[-1].pieces
        if self.open is None:
            self.open = Block(line, "text", self._sections())
        return self.open.pieces

    def _close_text(self) -> None:
        block, self.open = self.open, None
        if block and block.kind == "text" and any(piece.text.strip() or piece.link for piece in block.pieces):
            first = next(piece for piece in block.pieces if piece.text.strip() or piece.link)
            block.line = first.line
            self.found.append(block)
        elif block and block.kind == "heading" and block.text:
            self.found.append(block)

    def close_all(self) -> None:
        """Closes what the list leaves open."""
        if self.row:
            self._end_row(self.row)
        self._close_text()
        self.found.sort(key=lambda block: block.line)


def _with_bare_links(piece: Piece) -> Iterator[Piece]:
    """The text with each address in it as a link of its own."""
    end = 0
    for found in _BARE.finditer(piece.text) if "http" in piece.text else ():
        line = piece.line + piece.text.count("\n", 0, found.start())
        yield replace(piece, text=piece.text[end : found.start()])
        yield replace(piece, text=found[0], link=found[0], line=line)
        end = found.end()
    yield replace(piece, text=piece.text[end:])
