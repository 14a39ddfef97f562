"""From a policy and what the stages said of it to its findings."""

from specdsl.lint.run import Findings, exit_status, lint
from specdsl.lint.settings import Settings
from specdsl.lint.subject import Subject

__all__ = ["Findings", "Settings", "Subject", "exit_status", "lint"]
