"""The page of a report: its numbers are those of the file, its texts are text, and a browser shows all of it."""

import html.parser
import json
import math
import pathlib
import re
import shutil
import subprocess

import h5py
import numpy
import pytest

from cli_test import SNAPSHOT, call

CHROMIUM = shutil.which("chromium")
EVIL = "</script><script>window.broken = 1</script><img src=x onerror='window.broken = 1'>"
SCENARIO = f"""
schema = 1
name = "page"
description = "Does {EVIL} show as text?"
market = {{ file = "market.h5", liquidatable_share = 0.5 }}
simulation = {{ paths = 800, horizon = "5d", step = "1h", seed = 7, sampling = "independent" }}
price = {{ model = "gbm", volatility = 0.6 }}
impact = {{ depth = {{ bid = 100e6, ask = 80e6 }}, exponent = 1.16 }}
waterfall = {{ enabled = true }}

[[wall]]
price = 96_000
notional = 50e6

[[event]]
name = "race"
kind = "race"
up = 107_000
down = 97_000

[[event]]
name = "low"
kind = "touch"
level = 95_000

[[position]]
name = "core-long"
side = "long"
notional = 25e6
entry = 103_000
leverage = 15
venue = "stable-margined"

[[limit]]
metric = "race.down"
max = 0.2

[[limit]]
metric = "drawdown.es99"
warn = 0.9

[sweep]
"price.volatility" = [0.4, 0.6]
"impact.resilience" = ["10min", "2h"]

[[variant]]
name = "thin"
set = {{ "impact.depth" = 40e6 }}
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A batch of a sweep and a variant, its report and its page; one run of it alone in one.h5, one.html."""
    at = tmp_path_factory.mktemp("page")
    shutil.copy(SNAPSHOT, at / "market.h5")
    (at / "batch.toml").write_text(SCENARIO)
    (at / "one.toml").write_text(SCENARIO.partition("[sweep]")[0])
    for name in ("one", "batch"):
        done = call("run", f"{name}.toml", "-o", f"{name}.h5", "--html", f"{name}.html", "--quiet", cwd=at)
        assert done.returncode == 0, done.stderr
    return at


class Texts(html.parser.HTMLParser):
    """The elements of a page: data values, and attributes by tag."""

    def __init__(self, page):
        super().__init__()
        self.values, self.tags, self.ids = [], [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.tags.append((tag, attributes))
        self.ids += [attributes["id"]] if "id" in attributes else []
        if tag == "data":
            self.values.append(attributes["value"])


def numbers_of(file, groups):
    """Every number below these groups of a report."""
    found = set()

    def add(value):
        array = numpy.asarray(value)
        if array.dtype.kind in "fiu":
            found.update(float(one) for one in array.ravel())

    def look(_, thing):
        for value in thing.attrs.values():
            add(value)
        if isinstance(thing, h5py.Dataset):
            add(thing[()])

    with h5py.File(file) as report:
        for group in groups:
            look("", report[group])
            report[group].visititems(look)
    return found


def test_every_number_of_a_run_is_one_of_the_report(folder):
    known = numbers_of(folder / "one.h5", ["runs/000000"])
    shown = [float(value) for value in Texts((folder / "one.html").read_text()).values]
    assert len(shown) > 100
    assert [value for value in shown if value not in known] == []


def test_every_number_about_all_runs_is_one_of_the_report(folder):
    known = numbers_of(folder / "batch.h5", ["summary", *(f"runs/{run:06}/portfolio" for run in range(6))])
    overview = (folder / "batch.html").read_text().partition('<article id="run')[0]
    shown = [float(value) for value in Texts(overview).values]
    assert len(shown) > 50
    assert [value for value in shown if value not in known] == []


def drawings_of(page):
    return {one["id"]: one for one in json.loads(re.search(r'id="drawings">(.*?)</script>', page, re.S)[1])}


def close(drawn, stored):
    return len(drawn) == len(stored) and all(math.isclose(a, b, rel_tol=1e-5) for a, b in zip(drawn, stored))


def test_charts_are_drawn_from_the_numbers_of_the_report(folder):
    drawings = drawings_of((folder / "one.html").read_text())
    with h5py.File(folder / "one.h5") as file:
        run = file["runs/000000"]
        fan, touch = drawings["run0-chart-fan"]["curves"], drawings["run0-chart-touch0"]["curves"]
        assert close(fan[0]["x"], run["time"][:])
        assert all(close(fan[q]["y"], run["price_quantile"][:, q]) for q in range(len(run["quantile"])))
        assert close(touch[0]["y"], run["first_touch"][:, 0])
        assert close(touch[1]["y"], run["first_touch_without_cascade"][:, 0])
        assert close(drawings["run0-chart-samples"]["curves"][3]["y"][1:], run["sample_price"][3])
        heat = drawings["run0-chart-heat"]
        assert math.isclose(sum(heat["amount"]), run["expected_liquidated"][-1].sum(), rel_tol=2e-3)
        d = run["distributions/drawdown"]
        curve = drawings["run0-chart-drawdown"]["curves"][0]
        beyond = {lower: d["count"][i:].sum() / 800 for i, lower in enumerate(d["lower"][:])}
        assert all(any(math.isclose(x, at, rel_tol=1e-5) and math.isclose(y, share, rel_tol=1e-5)
                       for at, share in beyond.items()) for x, y in zip(curve["x"], curve["y"]))
    names = [mark["name"] for mark in drawings["run0-chart-fan"]["marks"]]
    assert {"wall 96,000", "107,000", "97,000", "95,000"} <= set(names)


@pytest.mark.parametrize("name", ["one", "batch"])
def test_the_page_of_a_report_is_that_of_its_run_and_needs_nothing_else(folder, name):
    done = call("report", "html", f"{name}.h5", "-o", f"{name}-again.html", cwd=folder)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    page = (folder / f"{name}.html").read_text()
    assert (folder / f"{name}-again.html").read_text() == page
    elements = Texts(page)
    for tag, attributes in elements.tags:
        assert tag not in ("link", "img", "iframe", "base")
        assert not {"src", "data", "action", "onclick", "onerror"} & attributes.keys() or tag == "div"
        assert attributes.get("href", "#").startswith("#")
        assert int(attributes.get("tabindex", 0)) == 0, "the order of the keyboard is that of the page"
    assert len(elements.ids) == len(set(elements.ids))
    links = [attributes["href"][1:] for tag, attributes in elements.tags if tag == "a"]
    assert set(links) <= set(elements.ids)
    canvases = [attributes for tag, attributes in elements.tags if tag == "canvas"]
    assert len(canvases) == len(drawings_of(page)) >= 9
    assert all(one["role"] == "img" for one in canvases)
    for words in ("aria-labelledby", "aria-describedby"):
        assert all(re.search(f'id="{one[words]}"[^>]*>[^<]{{15,}}', page) for one in canvases)
    assert page.count("&lt;script&gt;window.broken") >= 1


def test_a_reproducible_page_has_no_dates_and_no_machine(folder):
    pages = []
    for name, threads in (("a", 1), ("b", 2)):
        done = call("run", "one.toml", "--html", f"{name}.html", "--quiet", "--reproducible", "--threads", threads, cwd=folder)
        assert done.returncode == 0, done.stderr
        pages.append((folder / f"{name}.html").read_bytes())
    assert pages[0] == pages[1]


@pytest.mark.parametrize("arguments, says", [
    (["run", "one.toml", "--html", "one.toml"], "would overwrite one.toml"),
    (["run", "one.toml", "--html", "market.h5"], "market.h5"),
    (["run", "one.toml", "--html", "x.h5", "-o", "x.h5"], "would overwrite x.h5"),
    (["run", "one.toml", "--html", "nowhere/x.html"], "nowhere"),
    (["run", "one.toml", "--html", "x.html", "--shard", "1/2", "-o", "p.h5"], "report merge --html"),
    (["report", "html", "one.h5", "-o", "one.h5"], "one.h5: is an input"),
])
def test_a_page_replaces_no_input(folder, arguments, says):
    before = {path: path.read_bytes() for path in folder.iterdir() if path.suffix in (".h5", ".toml")}
    done = call(*arguments, cwd=folder)
    assert done.returncode in (2, 5) and says in done.stderr, done.stderr
    assert all(path.read_bytes() == content for path, content in before.items())


#: Runs in the page, after its own script, and leaves what it found as JSON.
LOOK = (pathlib.Path(__file__).with_name("page_look.js")).read_text()


def browse(page, at, width, light):
    """What LOOK finds in a page that a browser opens without a network, and what the console says.

    The page is in a frame, because the browser's own window is never as narrow as a phone.
    """
    (at / "page.html").write_text(page.read_text().replace("</body>", f"<script>{LOOK}</script></body>"))
    frame = at / "frame.html"
    frame.write_text(f'<iframe src="page.html" style="width:{width}px; height:900px; border:0"></iframe>')
    done = subprocess.run([CHROMIUM, "--headless=new", "--no-sandbox", "--disable-gpu", f"--user-data-dir={at / 'profile'}",
                           "--host-resolver-rules=MAP * ~NOTFOUND", "--virtual-time-budget=4000", "--enable-logging=stderr",
                           "--allow-file-access-from-files", f"--blink-settings=preferredColorScheme={light}",
                           "--window-size=1400,1000", "--dump-dom", frame.as_uri()],
                          capture_output=True, text=True, check=False, timeout=120)
    found = re.search(r'<pre id="found">(.*?)</pre>', done.stdout, re.S)
    assert found, done.stderr[-2000:]
    console = [line for line in done.stderr.splitlines() if "CONSOLE" in line]
    return json.loads(html.unescape(found[1])), console


@pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed (half a minute): tools/setup --browser")
@pytest.mark.parametrize("name, width, light", [("one", 390, 0), ("batch", 1280, 1)])
def test_a_browser_shows_all_of_it(folder, tmp_path, name, width, light):
    found, console = browse(folder / f"{name}.html", tmp_path, width, light)
    assert console == [] and not found["broken"]
    assert found["figures"] >= 9 and found["without_ink"] == []
    assert found["low_contrast"] == []
    assert found["width"] == width and found["dark"] == (light == 0)
    assert found["cut_on_screen"] == [] and found["cut_in_print"] == []
    if name == "batch":
        assert found["runs_shown_first"] == 1 and found["run_chosen"] == ["2"] and found["all_shown"] == 6
        assert found["sorted"] == sorted(found["sorted"], reverse=True) and len(found["sorted"]) == 6
