"""What goes wrong, in the words of the program."""


class LiqcascadeError(RuntimeError):
    """What was asked cannot be done; the message says what was found, what is accepted and what to do.

    Where the program ended with an error, the message is the program's own, and `exit_code` tells the kind: 1 failed
    while running, 2 scenario or market not acceptable, 4 no such backend, 5 a file cannot be read or written. It is
    None where the program was not started.
    """

    def __init__(self, message: str, exit_code: int | None = None) -> None:
        super().__init__(message)
        self.exit_code = exit_code


class LiqcascadeWarning(UserWarning):
    """What the program warns of: the result is there, and its use may be limited."""
