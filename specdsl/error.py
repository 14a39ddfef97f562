"""The one root of what a user may do wrong."""


class SpecError(ValueError):
    """Something that was asked for cannot be done; the message is for the user and says how to go on.

    That it is raised is part of the public API, its wording is not.
    """
