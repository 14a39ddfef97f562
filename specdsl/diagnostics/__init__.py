"""What the tool says about a text: one frozen value for errors, warnings and hints of every stage."""

from specdsl.diagnostics.model import Diagnostic, Edit, Fix, Label

__all__ = ["Diagnostic", "Edit", "Fix", "Label"]
