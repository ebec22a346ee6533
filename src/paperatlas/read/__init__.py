"""Reads the files of a catalogue folder into records, in which every value is text with a line and a column."""

from .folder import Known, read_catalogue, read_text
from .record import Record

__all__ = ["Known", "Record", "read_catalogue", "read_text"]
