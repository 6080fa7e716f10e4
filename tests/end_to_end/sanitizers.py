"""Runs a program that was built with sanitizers, and reads what those of addresses and undefined behaviour say.

The program reads files in a child process whose standard error nobody sees (host/storage/isolated.cpp). So the
sanitizers write to files, which are looked for after every call; a program without sanitizers leaves none.
"""

import os
import pathlib
import re
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
SUPPRESSIONS = ROOT / "tests" / "support" / "sanitizer_suppressions.txt"
#: What sanitizers say where a program without them gets std::bad_alloc: the reading child may have no more.
OUT_OF_MEMORY = re.compile(r"AddressSanitizer:? (out of memory|allocation-size-too-big|.*failed to allocate)")

#: The thread sanitizer (tools/test --full) slows the program many times, and its memory is not the program's own.
UNDER_THREAD_SANITIZER = "TSAN_OPTIONS" in os.environ


def seconds(usual):
    """How long something may take [s] that takes at most `usual` without a sanitizer."""
    return usual * (10 if UNDER_THREAD_SANITIZER else 1)


HEADLINE = re.compile(r"^.*(?:(?:ERROR|WARNING): \w+Sanitizer|runtime error: ).*$", re.MULTILINE)


def suppressions_of(sanitizer):
    """The lines for one sanitizer, as it reads them."""
    lines = SUPPRESSIONS.read_text(encoding="utf-8").splitlines()
    return "".join(line.split(None, 1)[1] + "\n" for line in lines if line.startswith(f"{sanitizer} "))


class Watch:
    """A folder for what sanitizers say, and the environment that makes them say it there."""

    def __init__(self, folder):
        self.folder = folder
        folder.mkdir()
        options = {"ASAN": ["detect_stack_use_after_return=1", "strict_string_checks=1", "check_initialization_order=1",
                            "detect_odr_violation=2", "allocator_may_return_null=1"],
                   "LSAN": [], "UBSAN": ["print_stacktrace=1"]}
        self.environment = {**os.environ}
        for name, sanitizer in (("ASAN", "address"), ("LSAN", "leak"), ("UBSAN", "undefined")):
            file = folder.parent / f"{sanitizer}.suppressions"
            file.write_text(suppressions_of(sanitizer), encoding="utf-8")
            self.environment[f"{name}_OPTIONS"] = ":".join(
                [*options[name], f"suppressions={file}", f"log_path={folder / 'said'}",
                 "allow_addr2line=1"])  # clang's ask a program for the names in suppressions; llvm-symbolizer may lack

    def faults(self):
        """What was said since the last call and is a fault, oldest first."""
        found = []
        for file in sorted(self.folder.iterdir(), key=lambda path: path.stat().st_mtime):
            text = file.read_text(encoding="utf-8", errors="replace")
            file.unlink()
            if is_fault(text):
                found.append(text)
        return found


def is_fault(text):
    """Whether a sanitizer says more than that there is no memory."""
    headlines = HEADLINE.findall(text)
    return any(not OUT_OF_MEMORY.search(line) for line in headlines) if headlines else bool(text.strip())


def has_sanitizers(program):
    return b"__asan_init" in pathlib.Path(program).read_bytes()


def sanitizer_answers(program):
    """Whether its run-time library is at work, by what it alone prints."""
    done = subprocess.run([program, "--version"], env={**os.environ, "ASAN_OPTIONS": "help=1"},
                          capture_output=True, text=True, check=False)
    return "Available flags for AddressSanitizer" in done.stdout + done.stderr
