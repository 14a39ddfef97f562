"""The disk: finds a policy's sources and its configuration, and puts files and bundles in their place."""

from specdsl.project.config import read_config
from specdsl.project.error import ProjectError
from specdsl.project.read import Project, decode, open_project
from specdsl.project.templates import read_templates
from specdsl.project.update import Update, update_folder
from specdsl.project.write import differences, write_folder, write_text

__all__ = [
    "Project",
    "ProjectError",
    "Update",
    "decode",
    "differences",
    "open_project",
    "read_config",
    "read_templates",
    "update_folder",
    "write_folder",
    "write_text",
]
