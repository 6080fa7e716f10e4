"""The GPU does the arithmetic that is written, nothing approximate and nothing fused on its own.

The program holds its kernels as PTX text (tools/decisions/cuda_compiler.md), so this reads what ships.
"""

import os
import pathlib
import re

import pytest

#: Where the one function stands that fuses a product and a sum.
FUSED = "models/core/elementary.hpp"


@pytest.fixture(scope="module")
def modules():
    if os.environ.get("LIQ_CUDA") != "ON":
        pytest.skip("this build has no CUDA backend")
    program = pathlib.Path(os.environ["LIQCASCADE"]).read_bytes()
    found = [text.decode() for text in re.findall(rb"\.version \d[^\0]*", program) if b".entry" in text]
    assert found, "the program holds no kernel"
    return found


@pytest.mark.parametrize("word", [".approx", ".ftz", ".full.f32", ".rz.f32", ".sat"])
def test_no_kernel_approximates(modules, word):
    assert not [line for text in modules for line in text.splitlines()
                if word in line and re.match(r"\s*(@%?\w+\s+)?\w+\.[\w.]*f(32|64)", line)]


def fused_lines(text):
    """(file, instruction) of every fused multiply-add of floating point."""
    files = dict(re.findall(r'\.file\s+(\d+)\s+"([^"]+)"', text))
    where = None
    for line in text.splitlines():
        if location := re.match(r"\s*\.loc\s+(\d+)", line):
            where = files.get(location[1], "?")
        elif re.search(r"\b(fma|mad)\.[\w.]*f(32|64)", line):
            yield where, line.strip()


def test_only_what_is_written_as_fused_is_fused(modules):
    fused = [pair for text in modules for pair in fused_lines(text)]
    assert fused, "the elementary functions use fused operations, so some must be found"
    assert not [(file, line) for file, line in fused if not (file or "").endswith(FUSED)]
    assert not [line for _, line in fused if not re.search(r"\bfma\.rn\.f32\b", line)]
