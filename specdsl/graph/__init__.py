"""The typed graph of a policy: every name resolved, every reference an identifier."""

from specdsl.graph.from_ast import policy_from_documents
from specdsl.graph.query import Index

__all__ = ["Index", "policy_from_documents"]
