class ProjectError(Exception):
    """What was asked for cannot be done with what is on the disk; the message is for the user."""
