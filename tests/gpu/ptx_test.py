"""Every kernel that this build ships does the arithmetic that the CPU does, read from its PTX: no
approximate function, no flush to zero, and no fused multiply-add that the source does not ask for.

Needs no GPU. The compiler notes for every instruction which line of which file it comes from; a fused
multiply-add is asked for where that line is the one call of fmaf in models/core/elementary.hpp.
"""

import os
import pathlib
import re

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
ELEMENTARY = "models/core/elementary.hpp"
_LOC = re.compile(r"^\s*\.loc\s+(\d+)\s+(\d+)\s")
_FILE = re.compile(r'^\s*\.file\s+(\d+)\s+"([^"]+)"', re.MULTILINE)
_INSTRUCTION = re.compile(r"^\s*(?:@!?%p\d+\s+)?([a-z][a-z0-9_.]*)\s")
_INEXACT = re.compile(r"\.(approx|ftz|full|sat|rz\.f32)\b")
_FUSED_DOUBLE_OR_MAD = ("fma.rn.f64", "mad.rn.f32", "mad.f32", "mad.rn.f64")


def lines_that_ask_for_fma():
    """Numbers of the lines of elementary.hpp that call fmaf."""
    text = (ROOT / ELEMENTARY).read_text().splitlines()
    return {number for number, line in enumerate(text, start=1) if "::fmaf(" in line}


def faults(ptx, allowed):
    """What is wrong with the arithmetic of a PTX module, a line each."""
    files = dict(_FILE.findall(ptx))
    found, place = [], None
    for number, line in enumerate(ptx.splitlines(), start=1):
        loc = _LOC.match(line)
        if loc:
            place = (files.get(loc[1], "?"), int(loc[2]))
            continue
        instruction = _INSTRUCTION.match(line)
        if not instruction or instruction[1].startswith("."):
            continue
        word = instruction[1]
        if _INEXACT.search(word) or word in _FUSED_DOUBLE_OR_MAD:
            found.append(f"line {number}: {word}")
        elif word.startswith("fma"):
            asked = place is not None and place[0].endswith(ELEMENTARY) and place[1] in allowed
            if word != "fma.rn.f32" or not asked:
                found.append(f"line {number}: {word} from {place}")
    return found


def modules_of(program):
    """The PTX modules inside an executable, which carries them as plain text."""
    data = program.read_bytes()
    return [m.decode() for m in re.findall(rb"\.version \d+\.\d+[\x09\x0a\x20-\x7e]+", data)]


@pytest.fixture(scope="module")
def kernels():
    if os.environ.get("LIQ_CUDA") != "ON":
        pytest.skip("this build has no CUDA backend")
    program = pathlib.Path(os.environ["LIQCASCADE"])
    modules = [m for m in modules_of(program) if "simulate" in m]
    assert modules, f"{program} carries no PTX of the kernel"
    return modules


def test_the_program_carries_a_kernel_for_every_cascade_and_monitoring(kernels):
    names = set(re.findall(r"\.entry\s+(\w*simulate\w+)", "\n".join(kernels)))
    # 2 monitorings x (gbm without a cascade; any price x (none, steady, withdrawing); full frozen and living ones)
    assert len(names) == 14, names


def test_no_kernel_rounds_otherwise_than_the_cpu(kernels):
    allowed = lines_that_ask_for_fma()
    assert allowed, f"{ELEMENTARY} no longer calls ::fmaf"
    for module in kernels:
        assert "fma.rn.f32" in module  # else the source notes say nothing
        assert faults(module, allowed) == []


@pytest.mark.parametrize(
    "line",
    [
        "\tsqrt.approx.f32 \t%f1, %f2;",
        "\tadd.ftz.f32 \t%f1, %f2, %f3;",
        "\tex2.approx.ftz.f32 \t%f1, %f2;",
        "\tfma.rn.f64 \t%fd1, %fd2, %fd3, %fd4;",
        "\tfma.rn.f32 \t%f1, %f2, %f3, %f4;",
    ],
)
def test_the_check_notices_what_it_looks_for(line):
    head = '.loc 1 10 5\n'
    tail = '\n.file 1 "/x/models/price/gbm.hpp"\n.file 2 "/x/models/core/elementary.hpp"\n'
    assert faults(head + line + tail, {42})
    assert not faults(".loc 2 42 9\n\tfma.rn.f32 \t%f1, %f2, %f3, %f4;" + tail, {42})
