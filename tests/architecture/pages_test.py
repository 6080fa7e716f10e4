"""Pages that comments and pages name are there, and so are the sections of the law that they name."""

import re

import house
from tree_test import tracked

PAGE = re.compile(r"[\w./:-]*\w\.md\b")
LINK = re.compile(r"\[[^\]\n]*\]\(([^)\s#]*)[^)]*\)")
LAW = house.ROOT / "models/law.md"


def texts():
    """Every tracked file that is text: (path, text)."""
    for path in tracked():
        try:
            yield path, path.read_text()
        except UnicodeDecodeError:
            continue


def is_there(name, path):
    """Whether a page is there, from the root or beside the file that names it."""
    return "://" in name or (house.ROOT / name).exists() or (path.parent / name).exists()


def test_every_page_that_is_named_is_there():
    missing = sorted({f"{path.relative_to(house.ROOT)}: {name}" for path, text in texts()
                      for name in PAGE.findall(LINK.sub("", text)) if not is_there(name, path)})
    assert not missing, "\n".join(missing)


def test_every_link_of_a_page_leads_somewhere():
    links = [(path, target) for path in tracked("*.md") for target in LINK.findall(path.read_text()) if target]
    assert len(links) > 20
    dead = [f"{path.relative_to(house.ROOT)}: {target}" for path, target in links
            if "://" not in target and not (path.parent / target).exists()]
    assert not dead, "\n".join(dead)


def test_every_section_of_the_law_that_is_named_is_there():
    sections = set(re.findall(r"^## (\d+)\.", LAW.read_text(), re.MULTILINE))
    named = {number for _, text in texts() for number in re.findall(r"models/law\.md`? (\d+)", text)}
    assert {"1", "9"} <= sections
    assert named <= sections
