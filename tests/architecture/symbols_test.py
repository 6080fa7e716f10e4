"""Code for a wide instruction set stays in its own namespace.

An inline function that two objects define is merged by the linker, which keeps either. If one of the
two was compiled for AVX-512, the program dies of an illegal instruction on an older processor. So
whatever the wide builds of the engine share with the rest of the program must not be a definition.
"""

import re
import subprocess

import pytest

import house

#: Names that are allowed although they are outside: data that hold no instructions, and the cold
#: functions behind std::visit and noexcept. The latter are only allowed as long as nobody could tell how they
#: were compiled (the second test).
DATA = re.compile(r"^(typeinfo|typeinfo name|vtable|VTT) for |^DW\.ref\.")
COLD = re.compile(r"^std::(bad_variant_access|__throw_bad_variant_access)\b|^__clang_call_terminate$")


def weak_definitions(archive_member):
    """Demangled names of what the linker may merge with a definition from elsewhere."""
    listing = subprocess.run(["nm", "--demangle", "--defined-only", str(archive_member)],
                             capture_output=True, text=True, check=True).stdout
    for line in listing.splitlines():
        words = line.split(maxsplit=2)
        if len(words) == 3 and words[1] in "WwVvu":
            yield words[2]


def engine_objects(target):
    folder = house.build_folder() / "kernels" / "CMakeFiles" / f"liq_engine_{target}.dir"
    return sorted(folder.rglob("*.o"))


@pytest.mark.parametrize("target", ["avx2", "avx512"])
def test_no_inline_function_of_a_wide_build_escapes(target):
    objects = engine_objects(target)
    if not objects:
        pytest.skip(f"this build has no {target} engine")
    escaped = [name for path in objects for name in weak_definitions(path)
               if f"liq::{target}::" not in name and not DATA.match(name) and not COLD.match(name)]
    assert not escaped, "\n".join(escaped)


@pytest.mark.parametrize("target", ["avx2", "avx512"])
def test_cold_functions_that_may_be_merged_use_no_wide_instruction(target):
    wide = []
    for path in engine_objects(target):
        listing = subprocess.run(["objdump", "--disassemble", "--demangle", "--no-show-raw-insn", str(path)],
                                 capture_output=True, text=True, check=True).stdout
        for block in listing.split("\n\n"):
            name = re.match(r"^[0-9a-f]+ <(.*)>:", block)
            if name and COLD.match(name[1]):
                wide += [line for line in block.splitlines() if re.search(r":\s+v", line)]
    assert not wide


@pytest.mark.parametrize("target", ["avx2", "avx512"])
def test_the_wide_builds_are_there_to_be_looked_at(target):
    objects = engine_objects(target)
    if not objects:
        pytest.skip(f"this build has no {target} engine")
    listing = subprocess.run(["nm", "--demangle", "--defined-only", *map(str, objects)],
                             capture_output=True, text=True, check=True).stdout
    assert f"liq::{target}::" in listing
