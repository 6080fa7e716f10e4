"""Includes point down, and libraries have one home each (rule 1 of the house)."""

import re

import pytest

import house

#: Inside models/, a folder may include what stands before it in this list. Folders that share a
#: line are peers and leave each other alone.
LADDER = [("core",), ("price", "margin"), ("book", "impact"), ("cascade",), ("estimate",)]

#: The same for the folders of host/, each of which has a namespace of its own. What stands at the
#: top of host/ (errors.hpp, revision.hpp) is below all of them.
HOST_LADDER = [("words",), ("storage",), ("data",), ("market",), ("events",), ("findings",),
               ("scenario",), ("planning",), ("estimation",), ("building",), ("results",), ("running",),
               ("batch",), ("ranks",), ("report",), ("page",), ("comparison", "stress", "benchmark", "validation"), ("cli",)]

#: Headers that one folder may include, and no other. A name that ends in a slash is a prefix.
HOMES = {
    "hdf5.h": "host/storage/",
    "hdf5_hl.h": "host/storage/",
    "H5public.h": "host/storage/",
    "CLI/": "host/cli/",
    "mpi.h": "host/ranks/",
    "toml++/": "host/scenario/",
    "csv.h": "host/data/",
    "zlib.h": "host/data/",
    "nlopt.hpp": "host/estimation/",
    "eigen3/": "host/estimation/",
    "cuda_runtime.h": "kernels/cuda/",
    "cuda_runtime_api.h": "kernels/cuda/",
}

#: Folders of equals: none knows another, the registry knows them all.
PEERS = ("models/price", "models/impact", "models/estimate", "host/events", "host/data/formats", "host/estimation/laws")

#: What is no equal among a folder's files: the contract that each of them may include, and what puts
#: them together.
CONTRACTS = {"parameters", "price_model", "estimator", "registry", "market_depth", "event_kind", "formats", "laws"}


def own_includes(path):
    return [name for angled, name in house.includes(path) if not angled]


def rank(folder, ladder):
    return next(i for i, peers in enumerate(ladder) if folder in peers)


@pytest.mark.parametrize("layer", house.LAYERS)
def test_a_layer_includes_only_layers_below(layer):
    allowed = house.LAYERS[: house.LAYERS.index(layer) + 1]
    wrong = [f"{path} includes {name}" for path in house.sources(layer)
             for name in own_includes(path) if name.split("/")[0] not in allowed]
    assert not wrong


def test_inside_models_includes_point_down():
    wrong = []
    for path in house.sources("models"):
        here = path.parts[1]
        for name in own_includes(path):
            there = name.split("/")[1]
            if here in (there, "exact"):
                continue
            if there == "exact" or rank(there, LADDER) >= rank(here, LADDER):
                wrong.append(f"{path} includes {name}")
    assert not wrong


def host_folders():
    """The rooms of host/ that hold sources."""
    return sorted({path.parts[1] for path in house.sources("host") if len(path.parts) == 3})


def test_every_folder_of_host_has_a_place_on_the_ladder():
    placed = {folder for peers in HOST_LADDER for folder in peers}
    assert set(host_folders()) <= placed
    assert all((house.ROOT / "host" / folder).is_dir() for folder in placed)


@pytest.mark.parametrize("folder", host_folders())
def test_inside_host_includes_point_down(folder):
    wrong = []
    for path in house.sources(f"host/{folder}"):
        for name in own_includes(path):
            parts = name.split("/")
            if parts[0] != "host" or len(parts) != 3 or parts[1] == folder:
                continue
            if rank(parts[1], HOST_LADDER) >= rank(folder, HOST_LADDER):
                wrong.append(f"{path} includes {name}")
    assert not wrong


@pytest.mark.parametrize("folder", host_folders())
def test_a_folder_of_host_has_a_namespace_of_its_own(folder):
    wrong = []
    for path in house.sources(f"host/{folder}"):
        opened = re.findall(r"^namespace (liq[\w:]*) \{", (house.ROOT / path).read_text(), re.M)
        wrong += [f"{path} opens namespace {name}; liq::{folder} is expected" for name in opened
                  if (name + "::").startswith(f"liq::{folder}::") is False]
    assert not wrong


def stems_within(folder, path):
    """The files of the folder that a file includes."""
    return {name.rsplit("/", 1)[1][:-4] for name in own_includes(path)
            if name.rsplit("/", 1)[0] == folder}


def equals(folder):
    """The equals of a folder: what its registry lists, else every file that is no contract."""
    registry = house.ROOT / folder / "registry.hpp"
    listed = stems_within(folder, registry) if registry.exists() else {
        path.stem for path in house.sources(folder)}
    return listed - CONTRACTS


def includes_among_peers(folder):
    peers = equals(folder)
    for path in house.sources(folder):
        if path.stem in peers:
            for other in (stems_within(folder, path) & peers) - {path.stem}:
                yield f"{path} includes {other}.hpp"


@pytest.mark.parametrize("folder", PEERS)
def test_peers_do_not_include_each_other(folder):
    assert not list(includes_among_peers(folder))


@pytest.mark.parametrize("library", HOMES)
def test_a_library_has_one_home(library):
    def matches(name):
        return name.startswith(library) if library.endswith("/") else name == library

    wrong = [f"{path} includes {name}; only {HOMES[library]} may"
             for path in house.sources()
             for _, name in house.includes(path)
             if matches(name) and not str(path).startswith(HOMES[library])]
    assert not wrong


def test_own_headers_are_named_from_the_root():
    missing = [f"{path} includes \"{name}\"" for path in house.sources(*house.LAYERS, "tests")
               for name in own_includes(path) if not (house.ROOT / name).exists()]
    assert not missing
