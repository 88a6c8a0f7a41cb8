"""What can be wrong with an engine, in sentences for the person who started it."""


class EngineFailed(Exception):
    """An engine cannot run here; the message says why in one line and needs no traceback."""


class Busy(EngineFailed):
    """Another start of ours uses the folder at this moment."""
