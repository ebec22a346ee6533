"""The server of `paperatlas mcp`: the answers as tools of the Model Context Protocol, over standard input and output.

It reads the catalogue once, and changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import ToolAnnotations
from pydantic import Field

from .. import __version__
from ..exports import FORMATS
from ..site import Site
from .answers import MOST_COMPARED, MOST_FOUND, Answers
from .finder import Unknown

_NAME = "A key, a name, a title, an arXiv id, a DOI or a citation key of a paper."
_ONLY_READS = ToolAnnotations(readOnlyHint=True, destructiveHint=False, idempotentHint=True, openWorldHint=False)
Name = Annotated[str, Field(description=_NAME)]


def server(site: Site) -> MCPServer:
    """A server of the papers of a site."""
    answers = Answers(site)
    catalogue = site.catalogue
    made: MCPServer = MCPServer(
        "paperatlas",
        title=site.place.name,
        version=__version__,
        instructions=(
            f"Checked facts about {len(catalogue.papers)} papers: what each does, its formulas, what it builds on, and "
            "its citation. Give the addresses of the pages that you use. "
            f"The categories are: {'; '.join(f'{key} ({one.name})' for key, one in catalogue.categories.items())}."
        ),
        log_level="WARNING",
    )
    tool = made.tool(annotations=_ONLY_READS, structured_output=False)

    @tool
    def search(
        query: Annotated[str, Field(description="Words, an author, a venue with its year, an id, or a question.")],
        category: Annotated[str, Field(description="The key of a category.")] = "",
        tag: Annotated[str, Field(description="The key of a tag.")] = "",
        since: Annotated[int, Field(description="The first year of publication.")] = 0,
        until: Annotated[int, Field(description="The last year of publication.")] = 0,
        most: Annotated[int, Field(ge=1, le=MOST_FOUND, description="How many papers to list.")] = 10,
    ) -> str:
        """Find papers: each with its key, year, venue, what it does in one line, and the keys of its methods.

        Papers with all words come first; only if there is none, those with some of the words. A word finds longer ones
        that begin with it. An empty query lists the newest papers.
        """
        return _answered(answers.search, query, category, tag, since, until, most)

    @tool
    def get(
        name: Annotated[str, Field(description=f"{_NAME} Or the address of a page, such as `methods/<key>/`.")],
    ) -> str:
        """Read a page: of a paper its metadata, summary, formulas in LaTeX, relations to other papers, and BibTeX."""
        return _answered(answers.get, name)

    @tool
    def compare(
        methods: Annotated[list[str], Field(description=f"2 to {MOST_COMPARED} keys of methods, or names of papers.")],
    ) -> str:
        """Compare methods: formulas, properties and what follows from the formulas; what differs comes first."""
        return _answered(answers.compare, methods)

    @tool
    def lineage(
        paper: Name,
        other: Annotated[str, Field(description="A second paper: then the relations that join the two.")] = "",
    ) -> str:
        """Ask what a paper comes from and what it led to, directly and through other papers."""
        return _answered(answers.lineage, paper, other)

    @tool
    def cite(
        papers: Annotated[list[str], Field(description=f"Papers. {_NAME}")],
        format: Annotated[str, Field(description=f"One of: {', '.join(FORMATS)}.")] = "bibtex",
    ) -> str:
        """Get the citations of papers as a file for a reference manager or LaTeX."""
        return _answered(answers.cite, papers, format)

    return made


def _answered(ask: Callable[..., str], *arguments: object) -> str:
    try:
        return ask(*arguments)
    except Unknown as error:  # what the client should read; of any other error the SDK shows no text
        raise ToolError(str(error)) from None
