"""The packages: what is in them, what they ask of a machine, and that their program finds its scenarios.

`tools/check-package` installs and runs them in empty roots; `tools/test --full` calls it.
"""

import json
import os
import pathlib
import re
import shutil
import subprocess
import tarfile

import pytest

BUILD = pathlib.Path(os.environ["LIQ_BUILD_DIR"])
SCENARIOS = {path.name for path in (pathlib.Path(__file__).resolve().parents[2] / "scenarios").iterdir()}

#: Packages of Debian that the .deb may ask for, and no others: HDF5, TBB, NLopt, the runtimes of C and C++.
DEPENDENCIES = {"libc6", "libcsv3", "libgcc-s1", "libhdf5-103-1", "libhdf5-hl-100", "libnlopt0", "libstdc++6", "libtbb12",
                "zlib1g"}

#: Libraries that the tarball's program may load: glibc's, and those in its folder lib.
GLIBC = {"libc.so.6", "libm.so.6", "ld-linux-x86-64.so.2"}
CARRIED = {"libnlopt.so.0", "libtbb.so.12", "libstdc++.so.6", "libgcc_s.so.1"}


def package(kind, folder):
    """Makes one package from what is built; zstd, because xz takes half a minute."""
    configuration = BUILD / "CPackConfig.cmake"
    generators = re.search(r'CPACK_GENERATOR "([^"]*)"', configuration.read_text())[1].split(";")
    if kind not in generators:
        pytest.skip(f"this build makes no {kind} package (a sanitized, portable or debug build)")
    if kind == "DEB" and "LIQ_MPI:BOOL=ON" in (BUILD / "CMakeCache.txt").read_text():
        pytest.skip("this build's program needs MPI; packages are built without it")
    if kind == "DEB" and not (shutil.which("dpkg-shlibdeps") and shutil.which("file")):
        pytest.skip("dpkg-dev or file is not installed; tools/setup installs them")
    done = subprocess.run(["cpack", "-G", kind, "--config", configuration, "-B", folder,
                           "-D", "CPACK_DEBIAN_COMPRESSION_TYPE=zstd"],
                          cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return next(path for path in folder.iterdir() if path.suffix in (".deb", ".gz"))


def answers_from(program, scenarios):
    """Runs the demo and sees from its name that the scenario beside the program was taken."""
    scenario = scenarios / "june-2025.toml"
    scenario.write_text(scenario.read_text().replace('name = "june-2025"', 'name = "beside"'))
    done = subprocess.run([program, "demo", "--paths", "200", "--json", "--quiet", "--backend", "cpu"],
                          capture_output=True, text=True, check=True, env={"PATH": "/nowhere"})
    return json.loads(done.stdout)["runs"][0]["name"] == "beside"


def needed(program):
    listing = subprocess.run(["readelf", "-d", program], capture_output=True, text=True, check=True).stdout
    return set(re.findall(r"\(NEEDED\).*\[(.*)\]", listing))


def test_the_debian_package_has_what_a_desk_needs_and_asks_for_little(tmp_path):
    deb = package("DEB", tmp_path)
    tree = tmp_path / "tree"
    subprocess.run(["dpkg-deb", "-x", deb, tree], check=True)
    field = subprocess.run(["dpkg-deb", "-f", deb, "Depends"], capture_output=True, text=True,
                           check=True).stdout
    assert {name.split()[0] for name in field.split(",")} <= DEPENDENCIES
    documents = tree / "usr/share/doc/liqcascade"
    for name in ("copyright", "LICENSE", "README.md", "CHANGELOG.md", "licences/libcli11-dev",
                 "examples/nightly/liqcascade-night.timer", "examples/cluster/slurm-array.sh",
                 "examples/python/june_2025.py"):
        assert (documents / name).stat().st_size > 0, name
    for name in ("run-night", "build-snapshots"):
        assert os.access(tree / "usr/lib/liqcascade" / name, os.X_OK)
    assert (tree / "usr/lib/python3/dist-packages/liqcascade/py.typed").exists()
    for name in ("man/man1/liqcascade.1.gz", "bash-completion/completions/liqcascade",
                 "zsh/vendor-completions/_liqcascade"):
        assert (tree / "usr/share" / name).stat().st_size > 1000, name
    scenarios = tree / "usr/share/liqcascade/scenarios"
    assert {path.name for path in scenarios.iterdir()} == SCENARIOS
    assert answers_from(tree / "usr/bin/liqcascade", scenarios)


def test_the_tarball_carries_all_that_is_not_glibc(tmp_path):
    with tarfile.open(package("TGZ", tmp_path)) as archive:
        archive.extractall(tmp_path / "tree")
    (folder,) = (tmp_path / "tree").iterdir()
    program = folder / "bin/liqcascade"
    assert needed(program) <= GLIBC | CARRIED
    for name in CARRIED:
        assert needed(folder / "lib" / name) <= GLIBC | CARRIED | {"libdl.so.2", "libpthread.so.0", "librt.so.1"}
    for name in ("LICENSE", "README.md", "licences/libhdf5-dev", "licences/libstdc++6", "nightly/run-night",
                 "cluster/slurm-array.sh", "python/pyproject.toml", "liqcascade.1", "completion/liqcascade.bash",
                 "completion/_liqcascade"):
        assert (folder / name).stat().st_size > 0, name
    assert {path.name for path in (folder / "scenarios").iterdir()} == SCENARIOS
    assert answers_from(program, folder / "scenarios")
