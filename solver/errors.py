"""What can go wrong between arrays and an answer."""


class InstanceError(ValueError):
    """Arrays that do not describe one problem together."""


class EngineError(RuntimeError):
    """The engine stopped for a reason that no sound model gives it."""
