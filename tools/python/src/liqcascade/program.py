"""Finds the program liqcascade and calls it."""

import os
import shutil
import subprocess
import sys
import threading
import warnings
from collections.abc import Callable, Sequence
from typing import IO

from .errors import LiqcascadeError, LiqcascadeWarning

#: The environment variable that names the program.
VARIABLE = "LIQCASCADE"
_NAME = "liqcascade"
_SECONDS_TO_END = 10  # that the program has once it is told to stop; it takes about two


def find_program(program: str | os.PathLike[str] | None = None) -> str:
    """The path of the program: `program` if it is given, else what the variable LIQCASCADE names, else from PATH.

    Raises LiqcascadeError where it is nowhere, or where what was named is no program.
    """
    named = os.fspath(program) if program is not None else os.environ.get(VARIABLE)
    if named:
        found = shutil.which(named)
        if found:
            return os.path.abspath(found)
        source = "program" if program is not None else f"the environment variable {VARIABLE}"
        raise LiqcascadeError(
            f"{source} is {named!r}, and there is no program of that name that can be run. "
            f"Accepted: the path of the program {_NAME}, or its name where PATH holds it."
        )
    found = shutil.which(_NAME)
    if found:
        return os.path.abspath(found)
    raise LiqcascadeError(
        f"The program {_NAME} was not found: no argument `program` was given, the environment variable "
        f"{VARIABLE} is not set, and no folder of PATH holds it. Install its Debian package or tarball, "
        f'or build it with `tools/run` of its sources, and then name it: program="/path/to/{_NAME}", or '
        f"{VARIABLE}=/path/to/{_NAME}."
    )


def _message_of(lines: Sequence[str]) -> str:
    """What the program said on stderr as an error; all of it where it named none."""
    errors = [line.split("error: ", 1)[1] for line in lines if line.startswith(("liqcascade: error: ", "error: "))]
    return "\n".join(errors or lines).strip()


def _warn_of(lines: Sequence[str]) -> None:
    for line in lines:
        if line.startswith(("liqcascade: warning: ", "warning: ")):
            warnings.warn(line.split("warning: ", 1)[1], LiqcascadeWarning, stacklevel=4)


def _listen(stream: IO[str], lines: list[str], show: bool) -> None:
    for line in stream:
        lines.append(line.rstrip("\n"))
        if show:
            sys.stderr.write(line)


def call(
    arguments: Sequence[str | os.PathLike[str]],
    *,
    program: str | os.PathLike[str] | None = None,
    folder: str | os.PathLike[str] | None = None,
    progress: bool = False,
    good: Callable[[int], bool] = lambda code: code == 0,
) -> tuple[str, int]:
    """Calls the program with these arguments, in this folder if one is given, and waits for it.

    What it warns of becomes Python warnings (LiqcascadeWarning). With `progress` its progress goes to stderr as it
    comes. An exit code that is not `good` raises LiqcascadeError with the program's message. An interrupt (Ctrl-C, the
    stop button of a notebook) ends the program too. Returns what it printed, and its exit code.
    """
    command = [find_program(program), *(os.fspath(word) for word in arguments)]
    lines: list[str] = []
    printed: list[str] = []
    with subprocess.Popen(
        command,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
    ) as running:
        assert running.stdout is not None and running.stderr is not None
        listeners = [
            threading.Thread(target=_listen, args=(running.stderr, lines, progress), daemon=True),
            threading.Thread(target=_listen, args=(running.stdout, printed, False), daemon=True),
        ]
        try:
            for listener in listeners:
                listener.start()
            code = running.wait()
        except BaseException:
            running.terminate()
            try:
                running.wait(_SECONDS_TO_END)
            except subprocess.TimeoutExpired:
                running.kill()
            raise
        for listener in listeners:
            listener.join()
    _warn_of(lines)
    if not good(code):
        raise LiqcascadeError(_message_of(lines) or f"{command[0]} ended with exit code {code} and said nothing", code)
    return "\n".join(printed), code
