"""Reads a scenario (host/interface.md), and refuses whatever is not transcribed."""

import re
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from law import price as prices
from law.book import Book
from law.cascade import CascadeRule
from law.events import Calendar
from law.impact import Impact
from law.depth import PowerLaw
from law.living import Living
from law.path import Horizon
from law.walls import Wall
from law.waterfall import Waterfall
from snapshot import living_class, mean_leverage, merged, read_book, read_snapshot

SECONDS = {"s": 1, "min": 60, "h": 3600, "d": 86400}


def duration(text):
    """A duration such as "5min" in seconds; "never" is infinite."""
    if text == "never":
        return np.inf
    number, unit = re.fullmatch(r"\s*([0-9.eE+-]+?)\s*(s|min|h|d)\s*", text).groups()
    return float(number) * SECONDS[unit]


@dataclass
class Scenario:
    name: str
    n_paths: int
    seed: int
    spot: float
    horizon: Horizon
    price: prices.Price
    rule: CascadeRule
    impact: Impact
    book: Book
    events: list  # the [[event]] tables
    living: Living | None = None
    waterfall: Waterfall | None = None
    calendar: Calendar | None = None

    def steps_of(self, text):
        return whole_steps(text, self.horizon)


def whole_steps(text, horizon):
    steps = duration(text) / horizon.step
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
    """The scenario with every default of host/interface.md filled in."""
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
    simulation = Table("simulation", top.take("simulation"))
    n_paths, seed = simulation.take("paths"), simulation.take("seed", 1)
    horizon = read_horizon(simulation)
    snapshot = read_market(file.parent, Table("market", top.take("market")))
    price = read_price(Table("price", top.take("price")), snapshot)
    rule, is_living = read_rule(Table("cascade", top.take("cascade", {})))
    living = read_living(Table("book", top.take("book")), horizon, snapshot) if is_living else None
    walls = read_walls(top.take("wall", []), snapshot.spot)
    impact = read_impact(Table("impact", top.take("impact")), snapshot, walls, price)
    waterfall = read_waterfall(Table("waterfall", top.take("waterfall", {})), snapshot)
    top.done()
    rest = {"living": living, "waterfall": waterfall, "calendar": snapshot.calendar}
    return Scenario(
        name, n_paths, seed, snapshot.spot, horizon, price, rule, impact, snapshot.book, events,
        **rest,
    )  # fmt: skip


def read_market(folder, table):
    file, spot = folder / table.take("file"), table.take("spot", None)
    share, factor = table.take("liquidatable_share", 1.0), table.take("open_interest_factor", 1.0)
    table.done()
    return read_snapshot(file, spot, per_side(share, "long", "short"), factor)


def read_horizon(table):
    step = duration(table.take("step"))
    n_steps = duration(table.take("horizon")) / step
    monitoring = table.take("monitoring", "bridge")
    table.done()
    if abs(n_steps - round(n_steps)) > 1e-9 or monitoring not in ("bridge", "step"):
        raise ValueError("[simulation] horizon must be whole steps, monitoring bridge or step")
    return Horizon(step, round(n_steps), monitoring == "bridge")


def take_all(table, *keys):
    return {key: table.take(key) for key in keys}


def normal_jumps(table):
    return prices.NormalJumps(table.take("jump_mean"), table.take("jump_sd"))


def double_exponential_jumps(table):
    keys = "jump_up_probability", "jump_up_mean", "jump_down_mean"
    return prices.DoubleExponentialJumps(*take_all(table, *keys).values())


VARIANCE = "variance0", "mean_reversion", "long_run_variance", "vol_of_variance", "correlation"


def read_price(table, snapshot):
    model = table.take("model")
    if model == "gbm":
        price = prices.Gbm(table.take("volatility"))
    elif model in ("merton", "kou"):
        jumps = normal_jumps(table) if model == "merton" else double_exponential_jumps(table)
        price = prices.JumpDiffusion(table.take("volatility"), table.take("jump_intensity"), jumps)
    elif model == "heston":
        price = prices.Heston(**take_all(table, *VARIANCE))
    elif model == "bates":
        jumps = {"jumps": normal_jumps(table), "jump_intensity": table.take("jump_intensity")}
        price = prices.Heston(**take_all(table, *VARIANCE), **jumps)
    elif model == "hawkes":
        keys = "volatility", "base_intensity", "self_excitation", "decay"
        jumps, first = double_exponential_jumps(table), table.take("initial_intensity", None)
        price = prices.Hawkes(**take_all(table, *keys), jumps=jumps, initial_intensity=first)
    elif model == "bootstrap":
        block, volatility = duration(table.take("block")), table.take("volatility", None)
        price = prices.Bootstrap(snapshot.log_returns, block, volatility)
    else:
        raise ValueError(f"[price] model {model} is not transcribed")
    drift, jump = table.take("drift", 0.0), table.take("initial_jump", 0.0)
    table.done()
    return replace(price, drift=drift, initial_jump=jump)


def read_rule(table):
    """The rule of the cascade, and whether the book lives."""
    book = table.take("book", "frozen")
    if book not in ("frozen", "living"):
        raise ValueError(f"[cascade] book {book} is not transcribed")
    enabled, market_fraction = table.take("enabled", True), table.take("market_fraction", 1.0)
    rule = CascadeRule(
        market_fraction=market_fraction if enabled else 0.0,  # models/law.md 1
        mark_pass_through=table.take("mark_pass_through", 1.0),
        max_rounds=table.take("max_rounds", 256),
    )
    table.done()
    return rule, book == "living"


def read_living(table, horizon, snapshot):
    refresh = table.take("refresh", "1h")
    members, turnovers = read_turnover(table.take("turnover", None), snapshot)
    targets = read_targets(table.take("target", None), members, snapshot)
    living = Living(
        refresh=duration(refresh),
        refresh_steps=whole_steps(refresh, horizon),
        classes=tuple(living_class(snapshot, *of_class) for of_class in zip(members, turnovers, targets)),
        refill=table.take("refill", "closings"),
    )
    table.done()
    return living


def read_turnover(value, snapshot):
    """The leverages of each class, by their indices, and the turnovers [s] (models/law.md 4)."""
    leverages, classes = snapshot.positions.leverages, snapshot.classes
    if value is None:
        if classes.turnovers is None:
            raise ValueError("[book] turnover is given neither by the scenario nor by its snapshot")
        members = [np.arange(leverages.size)] if classes.members is None else classes.members
        return members, classes.turnovers
    if isinstance(value, str):
        return [np.arange(leverages.size)], [duration(value)]
    if isinstance(value, dict):
        table = Table("book.turnover", value)
        days = table.take("leverage_days")
        table.done()
        members = merged(leverages) if classes.members is None else classes.members
        turnovers = [days * SECONDS["d"] / mean_leverage(snapshot.positions, m) for m in members]
        return members, [float(max(1, round(tau))) for tau in turnovers]
    members, turnovers, below = [], [], 0.0
    for band in value:
        table = Table("book.turnover", band)
        highest = table.take("leverage")
        turnovers.append(duration(table.take("turnover")))
        table.done()
        if highest <= below:
            raise ValueError("[book] the leverages of turnover do not ascend")
        members.append(np.flatnonzero((leverages > below) & (leverages <= highest)))
        below = highest
    if leverages.max() > below:
        raise ValueError(f"[book] turnover has no entry for leverage {leverages.max()}")
    return members, turnovers


def read_targets(value, members, snapshot):
    """Of every class, longs and shorts; the snapshot's are of its own classes, others have their mean by fuel."""
    own = snapshot.classes
    if value is not None or own.targets is None:
        return [per_side(1.0 if value is None else value, "long", "short")] * len(members)
    parts = own.members if own.members is not None else [np.arange(snapshot.positions.leverages.size)]
    return [mean_target(snapshot, [np.intersect1d(m, part) for part in parts], own.targets) for m in members]


def mean_target(snapshot, parts, targets):
    """Longs and shorts of a class with these leverages of each of the snapshot's classes."""
    held = [c for c, part in enumerate(parts) if part.size]
    books = [read_book(snapshot.positions, snapshot.spot, parts[c])[0] for c in held]
    means = []
    for row, side in enumerate(("longs", "shorts")):
        fuel = np.array([getattr(book, side).total() for book in books], dtype=float)
        of_class = np.array([targets[row, c] for c in held])
        means.append(float(fuel @ of_class / fuel.sum()) if fuel.sum() > 0 else 1.0)
    return tuple(means)


def read_walls(tables, spot):
    walls = []
    for values in tables:
        table = Table("wall", values)
        log_price = float(np.log(table.take("price") / spot))
        walls.append(
            Wall(log_price, float(table.take("notional")), duration(table.take("refill", "never")))
        )
        table.done()
    return tuple(walls)


def read_impact(table, snapshot, walls, price):
    depth, exponent = table.take("depth"), table.take("exponent", 1.0)
    if depth == "market":
        bid, ask = snapshot.depth
    else:
        bid, ask = (PowerLaw(float(d), exponent) for d in per_side(depth, "bid", "ask"))
    withdrawal = Table("impact.withdrawal", table.take("withdrawal", {}))
    impact = Impact(
        bid=bid,
        ask=ask,
        resilience=duration(table.take("resilience", "30min")),
        permanent_share=table.take("permanent_share", 0.0),
        sensitivity=withdrawal.take("sensitivity", 0.0),
        recovery=duration(withdrawal.take("recovery", "1h")),
        floor=withdrawal.take("floor", 0.05),
        volatility_elasticity=withdrawal.take("volatility_elasticity", 0.0),
        walls=walls,
    )
    withdrawal.done()
    table.done()
    if impact.volatility_elasticity != 0 and not isinstance(price, prices.Heston):
        raise ValueError("volatility_elasticity needs a stochastic volatility")
    return impact


def read_waterfall(table, snapshot):
    """None where it is not enabled."""
    enabled, fund = table.take("enabled", False), table.take("fund", None)
    table.done()
    if not enabled:
        return None
    return Waterfall(snapshot.fund if fund is None else float(fund))
