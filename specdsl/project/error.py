from specdsl.error import SpecError


class ProjectError(SpecError):
    """What was asked for cannot be done with what is on the disk."""
