"""Reads a scenario and its snapshot (interface.md), and refuses whatever is not transcribed."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

import h5py
import numpy as np

from law.book import LONG, SHORT, Book, Side, place
from law.cascade import CascadeRule
from law.impact import Impact
from law.path import Gbm, Horizon
from law.positions import MarginTiers, fuel, liquidation_price

SECONDS = {"s": 1, "min": 60, "h": 3600, "d": 86400}
SIDES = {"long": LONG, "short": SHORT}


def duration(text):
    """A duration such as "5min" in seconds."""
    number, unit = re.fullmatch(r"\s*([0-9.eE+-]+?)\s*(s|min|h|d)\s*", text).groups()
    return float(number) * SECONDS[unit]


@dataclass
class Scenario:
    name: str
    n_paths: int
    seed: int
    spot: float
    horizon: Horizon
    price: Gbm
    rule: CascadeRule
    impact: Impact
    book: Book
    events: list  # the [[event]] tables

    def steps_of(self, text):
        steps = duration(text) / self.horizon.step
        if abs(steps - round(steps)) > 1e-9:
            raise ValueError(f"{text} is not a whole number of steps")
        return round(steps)


class Table:
    """A TOML table whose keys must all be taken."""

    def __init__(self, name, values):
        self.name, self.values = name, dict(values)

    def take(self, key, *default):
        return self.values.pop(key, *default)

    def done(self):
        if self.values:
            raise ValueError(f"[{self.name}] {', '.join(self.values)} is not transcribed")


def per_side(value, first, second):
    """A number for both sides, or a table with one number each."""
    return (value[first], value[second]) if isinstance(value, dict) else (value, value)


def read_scenario(file):
    """The scenario with every default of interface.md filled in."""
    file = Path(file)
    with open(file, "rb") as stream:
        text = tomllib.load(stream)
    top = Table("scenario", text)
    if top.take("schema") != 1:
        raise ValueError("schema must be 1")
    name = top.take("name")
    top.take("description", None)
    top.take("report", None)
    events = top.take("event")
    market = Table("market", top.take("market"))
    simulation = Table("simulation", top.take("simulation"))
    n_paths, seed = simulation.take("paths"), simulation.take("seed", 1)
    horizon = read_horizon(simulation)
    price = read_price(Table("price", top.take("price")))
    rule = read_rule(Table("cascade", top.take("cascade", {})))
    impact = read_impact(Table("impact", top.take("impact")))
    top.done()
    spot, book = read_book(file.parent / market.take("file"), market)
    scenario = Scenario(name, n_paths, seed, spot, horizon, price, rule, impact, book, events)
    return scenario


def read_horizon(table):
    step = duration(table.take("step"))
    n_steps = duration(table.take("horizon")) / step
    monitoring = table.take("monitoring", "bridge")
    table.done()
    if abs(n_steps - round(n_steps)) > 1e-9 or monitoring not in ("bridge", "step"):
        raise ValueError("[simulation] horizon must be whole steps, monitoring bridge or step")
    return Horizon(step, round(n_steps), monitoring == "bridge")


def read_price(table):
    if table.take("model") != "gbm":
        raise ValueError("[price] only gbm is transcribed")
    price = Gbm(table.take("volatility"), table.take("drift", 0.0), table.take("initial_jump", 0.0))
    table.done()
    return price


def read_rule(table):
    if table.take("book", "frozen") != "frozen":
        raise ValueError("[cascade] only the frozen book is transcribed")
    rule = CascadeRule(
        enabled=table.take("enabled", True),
        market_fraction=table.take("market_fraction", 1.0),
        mark_pass_through=table.take("mark_pass_through", 1.0),
        max_rounds=table.take("max_rounds", 256),
    )
    table.done()
    return rule


def read_impact(table):
    bid, ask = per_side(table.take("depth"), "bid", "ask")
    withdrawal = Table("impact.withdrawal", table.take("withdrawal", {}))
    impact = Impact(
        bid=float(bid),
        ask=float(ask),
        exponent=table.take("exponent", 1.0),
        resilience=duration(table.take("resilience", "30min")),
        permanent_share=table.take("permanent_share", 0.0),
        sensitivity=withdrawal.take("sensitivity", 0.0),
        recovery=duration(withdrawal.take("recovery", "1h")),
        floor=withdrawal.take("floor", 0.05),
    )
    withdrawal.done()
    table.done()
    return impact


def read_margins(file, n_venues):
    """The maintenance tiers of every venue (interface.md, /margin)."""
    contracts = ["linear"] * n_venues
    if "margin/contract" in file:
        contracts = [c.decode() for c in file["margin/contract"][:]]
    caps, rates = file["margin/notional_cap"][:], file["margin/maintenance_rate"][:]
    used = np.isfinite(rates)
    return [MarginTiers(contracts[v], caps[v, used[v]], rates[v, used[v]]) for v in range(n_venues)]


def read_book(path, market):
    """Spot and the book of a snapshot under the keys of [market] (model.md 3 and 4)."""
    with h5py.File(path, "r") as file:
        spot = market.take("spot", float(file["spot"][()]))
        interest = file["positions/open_interest"][:] * market.take("open_interest_factor", 1.0)
        declared = market.take("liquidatable_share", 1.0)
        market.done()
        sides = [s.decode() for s in file["positions/side"][:]]
        entries, leverages = file["positions/entry_price"][:], file["positions/leverage"][:]
        margins = read_margins(file, interest.shape[1])
        sizes, share = None, np.ones(interest.shape[:2])
        if "positions/position_notional" in file:
            sizes = file["positions/position_notional"][:]
        if "positions/liquidatable_share" in file:
            share = file["positions/liquidatable_share"][:]
    share = share * np.array(per_side(declared, *sides))[:, None]
    book_sides = {"long": Side(), "short": Side()}
    for s, v, e, l in zip(*np.nonzero(interest)):
        entry, size = entries[e], None if sizes is None else sizes[s, v, l]
        if size is not None and margins[v].contract == "inverse":
            size = size * entry  # given in coin
        side, target = SIDES[sides[s]], book_sides[sides[s]]
        price = liquidation_price(side, entry, leverages[l], margins[v], size)
        if np.isnan(price):
            amount, log_price = interest[s, v, e, l], np.nan
        else:
            amount = fuel(entry, interest[s, v, e, l], price, margins[v].contract)
            log_price = np.log(price / spot)
        target.not_liquidatable += amount * (1 - share[s, v])
        place(target, side, log_price, amount * share[s, v])
    return spot, Book(book_sides["long"], book_sides["short"])
