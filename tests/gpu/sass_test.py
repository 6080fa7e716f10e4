"""No lean kernel (gbm without a cascade) touches local memory, and each leaves room for half of the threads that a
multiprocessor can hold; the others keep small arrays there and leave room for a quarter; no figure of the machine
code grows by more than a tenth over tests/gpu/sass_baseline.json. That nothing spills ptxas itself sees to
(tools/cmake/cuda.cmake): machine code does not tell a spill from an array.

Needs no GPU: it reads the machine code of the program that was built. Prints a table (pytest -s).
"""

import json
import os
import pathlib
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import sass  # noqa: E402

BASELINE = pathlib.Path(__file__).parent / "sass_baseline.json"
GROWTH = 1.10
WATCHED = {"registers", "instructions", "step_loop", "ordinary_step", "noise_of_four_steps",
           "per_path_step", "stack_bytes"}


def grown(found, baseline):
    """What grew by more than a tenth, a line each; a kernel that one side lacks is a line too."""
    lines = [f"{kernel}: in one of program and baseline only" for kernel in found.keys() ^ baseline.keys()]
    for kernel in found.keys() & baseline.keys():
        for name in WATCHED & found[kernel].keys() & baseline[kernel].keys():
            if found[kernel][name] > GROWTH * baseline[kernel][name]:
                lines.append(f"{kernel}: {name} {found[kernel][name]}, was {baseline[kernel][name]}; "
                             "if this is meant: tools/gpu-check --update-baseline")
    return lines


def crowded(found):
    """Kernels that fill too little of a multiprocessor, and lean ones that need local memory."""
    lines = []
    for kernel, k in found.items():
        lean = sass.is_lean(kernel)
        if k["occupancy"] < (0.5 if lean else 0.25) or lean and (k["local_accesses"] or k["stack_bytes"]):
            lines.append(f"{kernel}: {k['local_accesses']} accesses of local memory, stack of {k['stack_bytes']} "
                         f"bytes, occupancy {k['occupancy']:.0%}")
    return lines


@pytest.fixture(scope="module")
def found():
    program = os.environ.get("LIQ_CUDA_PROGRAM")
    if not program:
        if os.environ.get("LIQ_CUDA") != "ON":
            pytest.skip("this build has no CUDA backend")
        program = os.environ["LIQCASCADE"]
    missing = [name for name in ("cuobjdump", "nvdisasm") if not sass.tool(name)]
    if missing:
        pytest.skip(f"no {' and no '.join(missing)}: tools/setup --cuda gets them")
    kernels = sass.kernels(program)
    print("\n" + sass.table(kernels))
    return kernels


def test_lean_kernels_need_no_local_memory_and_each_leaves_room_for_others(found):
    assert len(found) == 14
    assert crowded(found) == []


def test_no_kernel_has_grown_by_more_than_a_tenth(found):
    assert grown(found, json.loads(BASELINE.read_text())) == []


def test_growth_local_memory_and_low_occupancy_are_noticed():
    baseline = json.loads(BASELINE.read_text())
    kernel = "gbm, step, no cascade"
    for name in WATCHED:
        larger = json.loads(json.dumps(baseline))
        larger[kernel][name] = 1 + GROWTH * larger[kernel][name]
        assert len(grown(larger, baseline)) == 1
    assert grown({}, baseline)
    assert crowded(baseline) == []
    for change in ({"local_accesses": 1}, {"stack_bytes": 8}, {"occupancy": 0.25}):
        assert len(crowded({kernel: baseline[kernel] | change})) == 1


def test_loops_and_the_shortest_way_round_are_found():
    code = """
        /*0000*/  MOV R1, 0x1 ;
        /*0010*/  IMAD R2, R1, R1, R1 ;
        /*0020*/  IMAD R2, R2, R1, R1 ;
        /*0030*/  FADD R3, R3, R2 ;
        /*0040*/  @P0 BRA 0x60 ;
        /*0050*/  MUFU.RSQ R4, R3 ;
        /*0060*/  @P1 BRA 0x30 ;
        /*0070*/  @P2 BRA 0x20 ;
        /*0080*/  @P3 BRA 0x10 ;
        /*0090*/  EXIT ;
    """
    cost = sass.cost_of_a_step(code)
    assert cost["step_loop"] == 4
    assert cost["ordinary_step"] == 3  # without MUFU
    assert cost["noise_of_four_steps"] == 2  # IMAD and its branch
    assert cost["mix_per_path_step"] == {"FP32": 1.0, "IMAD": 0.25, "branches": 2.25}


def test_occupancy_follows_registers_and_shared_memory():
    assert sass.occupancy(32, 1024) == 1.0
    assert sass.occupancy(64, 1024) == 0.5
    assert sass.occupancy(65, 1024) == 0.25
    assert sass.occupancy(48, 120 * 1024) == 0.25
