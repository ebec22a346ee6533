"""The `paperatlas` command: one module for each of its commands."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from keyword import iskeyword

import click

from .. import __version__
from ..words import did_you_mean

# Each command and what it does. Its module is imported when it runs: `check` runs after every change, and starts fast.
COMMANDS = {
    "init": "make a new atlas of another topic",
    "add": "add papers by id, link, BibTeX or title",
    "import": "make drafts of what a list or a bibliography has",
    "new": "write an entry field by field",
    "check": "report problems with line and column",
    "fix": "correct what needs no person: quotes, ids, dates, names",
    "rename": "give a paper, tag, category, venue or author a new name",
    "refresh": "find what is new: published versions, other titles, moved code",
    "links": "find dead links",
    "watch": "find new papers that belong into the catalogue",
    "keys": "write the citation keys of entries that have none",
    "stats": "count entries by category, and what they have",
    "coverage": "report which papers of an awesome list are here",
    "export": "export papers as BibTeX, RIS, CSL-JSON or CSV",
    "awesome": "write all entries into the awesome list",
    "mcp": "answer the questions of language models",
    "github": "do one step of a workflow on GitHub",
    "schema": "write the JSON Schemas that editors use",
    "search-index": "write the files of the search index",
}


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module = f"{name}_" if iskeyword(name) else name.replace("-", "_")
        command = import_module(f".{module}", __name__).command
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            near = did_you_mean(args[0], COMMANDS, "type `paperatlas --help` for all commands")
            raise click.UsageError(f"no command '{args[0]}'; {near}", ctx)
        return super().resolve_command(ctx, args)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Fits a screen of 24 lines."""
        formatter.write(f"Usage: {ctx.command_path} COMMAND [OPTIONS]\n\n")
        formatter.indent()
        formatter.write_dl([*COMMANDS.items()])
        formatter.dedent()
        formatter.write(f"\n{ctx.command_path} COMMAND --help has an example. {ctx.command_path} --version\n")


@click.command(
    cls=_Commands,
    no_args_is_help=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="paperatlas", message="%(prog)s %(version)s")
def paperatlas() -> None:
    """Keep a catalogue of papers."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command. Returns 0 if nothing is wrong, 1 if there are problems, 2 if the command was used wrongly."""
    for stream in (sys.stdout, sys.stderr):  # file names may contain characters that the terminal cannot show
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        code = paperatlas.main(args=arguments, prog_name="paperatlas", standalone_mode=False)
        sys.stdout.flush()
    except BrokenPipeError:  # the program that reads the output, such as `head`, has stopped
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except click.ClickException as error:
        print(f"paperatlas: {' '.join(error.format_message().split())}", file=sys.stderr)
        if isinstance(error, click.UsageError) and error.ctx:
            print(
                f"usage: {error.ctx.command_path} {' '.join(error.ctx.command.collect_usage_pieces(error.ctx))}",
                file=sys.stderr,
            )
        return 2
    except click.Abort:
        print("paperatlas: stopped; nothing was written", file=sys.stderr)
        return 2
    except OSError as error:  # a full disk, a file that may not be read
        print(f"paperatlas: {error.strerror}" + (f": '{error.filename}'" if error.filename else ""), file=sys.stderr)
        return 2
    return int(code or 0)
