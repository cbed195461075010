"""What a machine derives from the files, and nothing of law: the triples of ``graph/derived``.

Each module is one idea of the model's rules, reads the triples of all files and adds its own; the order below
matters, for inherited values rest on recognised flows, and coverage on the file's own values.
"""

from ropa.register.derive.everything import derive

__all__ = ["derive"]
