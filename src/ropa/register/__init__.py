"""The register: files in, one immutable dataset out, known by its hash.

:func:`read` finds and parses the files, gives every blank node a name, derives what a machine can derive
(``graph/derived``) and fills the default graph. Asking it is the store's work; what follows in law is not
derived here.
"""

from ropa.register.dataset import Dataset, read
from ropa.register.lint import Notice
from ropa.register.sources import Source, find

__all__ = ["Dataset", "Notice", "Source", "find", "read"]
