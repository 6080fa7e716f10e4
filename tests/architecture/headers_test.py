"""Every header compiles alone (rule 2), and the compiler is asked about in two places (rule 3)."""

import concurrent.futures
import os
import re
import subprocess

import house

#: The only files that may ask which compiler reads them, or which HDF5, with how many conditions each has.
ALLOWED_CONDITIONS = {"models/core/host_device.hpp": 3, "models/core/counter.hpp": 2,
                      "models/core/table.hpp": 4, "models/core/path_memory.hpp": 1,
                      "kernels/thread_sanitizer.hpp": 1,
                      # Kernels of a card have no register to spare for looking whether they are to stop.
                      "kernels/stop_look.hpp": 1,
                      # HDF5 1.14 wants more of a file driver than 1.10 does.
                      "host/storage/file_driver.cpp": 2}

_CONDITION = re.compile(r"^\s*#\s*(?:if|ifdef|ifndef|elif)\b.*$", re.MULTILINE)


def compile_alone(header, flags):
    done = subprocess.run(
        [house.compiler(), *flags, "-fsyntax-only", "-x", "c++", "-include", str(header), "/dev/null"],
        cwd=house.ROOT, capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 and not done.stderr else f"{header}:\n{done.stderr}"


def test_every_header_compiles_alone():
    flags = [*house.flags_of("host/main.cpp"), "-I/usr/include/hdf5/serial", "-Werror"]
    headers = house.sources(suffixes=(".hpp",))
    if os.environ.get("LIQ_FULL") != "1":  # a source of that name includes its header first
        headers = [h for h in headers if not (house.ROOT / h).with_suffix(".cpp").exists()][::4]
    assert headers
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        problems = [text for text in pool.map(lambda h: compile_alone(h, flags), headers) if text]
    assert not problems, "\n".join(problems)


def test_headers_guard_themselves():
    unguarded = [str(path) for path in house.sources(suffixes=(".hpp", ".cuh"))
                 if "#pragma once" not in (house.ROOT / path).read_text()]
    assert not unguarded


def test_compiler_conditions_have_two_homes():
    found = {str(path): conditions for path in house.sources()
             if (conditions := _CONDITION.findall((house.ROOT / path).read_text()))}
    elsewhere = {path: lines for path, lines in found.items() if path not in ALLOWED_CONDITIONS}
    assert not elsewhere
    for path, allowed in ALLOWED_CONDITIONS.items():
        assert len(found.get(path, [])) <= allowed, f"{path}: {found[path]}"
