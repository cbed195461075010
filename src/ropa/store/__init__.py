"""The store: quads that can be asked in SPARQL, in memory, in a folder or at a remote service.

One small interface (:class:`Store`), three backends behind it, and the door through which users' queries come.
"""

from ropa.store.binding import bind
from ropa.store.door import Door, Reply
from ropa.store.embedded import disk, memory
from ropa.store.formats import Form, Format, Result
from ropa.store.guard import Scanned, scan
from ropa.store.interface import Graphs, Store, Term
from ropa.store.literals import canonical, rewritten
from ropa.store.prefixes import complete, completed
from ropa.store.remote import remote
from ropa.store.results import Table, plain

__all__ = [
    "Door",
    "Form",
    "Format",
    "Graphs",
    "Reply",
    "Result",
    "Scanned",
    "Store",
    "Table",
    "Term",
    "bind",
    "canonical",
    "complete",
    "completed",
    "disk",
    "memory",
    "plain",
    "remote",
    "rewritten",
    "scan",
]
