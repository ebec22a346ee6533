"""Reads the files of a catalogue folder into records, in which every value is text with a line and a column."""

from .folder import DRAFT, Known, read_catalogue, read_drafts, read_text
from .record import Record

__all__ = ["DRAFT", "Known", "Record", "read_catalogue", "read_drafts", "read_text"]
