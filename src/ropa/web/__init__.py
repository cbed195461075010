"""The network side of the project: the SPARQL endpoint, linked-data addresses, discovery and health."""

from ropa.web.app import create_app

__all__ = ["create_app"]
