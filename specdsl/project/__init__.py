"""The disk: finds a policy's sources and its configuration, and puts files and bundles in their place.

What is named here is loaded when it is used: a command that only reads does not load what writes.
"""

from importlib import import_module

TYPE_CHECKING = False
if TYPE_CHECKING:
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

_MODULES = {
    "config": ("read_config",),
    "error": ("ProjectError",),
    "read": ("Project", "decode", "open_project"),
    "templates": ("read_templates",),
    "update": ("Update", "update_folder"),
    "write": ("differences", "write_folder", "write_text"),
}


def __getattr__(name: str) -> object:
    for module, names in _MODULES.items():
        if name in names:
            return getattr(import_module(f"specdsl.project.{module}"), name)
    raise AttributeError(f"module 'specdsl.project' has no attribute {name!r}")
