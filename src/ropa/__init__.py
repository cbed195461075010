"""The GDPR Article 30 record of processing activities as a knowledge graph.

>>> import ropa
>>> r = ropa.open()
>>> r.select("SELECT ?who { ?p dpv:hasPersonalData pd:EmailAddress ; dpv:hasRecipient ?who }")
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from ropa.errors import RopaError
    from ropa.workspace import Workspace, load_into, open  # noqa: A004 - see ropa.workspace.open

__all__ = ["RopaError", "Workspace", "__version__", "load_into", "open"]


def __dir__() -> list[str]:
    """List what is to be used, imported already or not."""
    return sorted(__all__)


def __getattr__(name: str) -> Any:
    """Import the front door when it is first used: ``ropa --help`` must not wait for a store."""
    if name == "RopaError":
        from ropa.errors import RopaError

        return RopaError
    if name in __all__:
        from ropa import workspace

        return getattr(workspace, name)
    raise AttributeError(f"module 'ropa' has no attribute '{name}'")
