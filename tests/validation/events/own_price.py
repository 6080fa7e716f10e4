"""Along the price that a day took: what the book of the evening before gives there."""

import h5py
import numpy as np

import inputs
import program

#: A bootstrap wants a history of at least two blocks, and a block must be likely to last a day.
COPIES = 20


def scenario_of(event, settings, chosen, depth, real, more, **changed):
    """The scenario of a day with a parameter set; `more` is its [price]."""
    return program.filled(
        "scenario.toml",
        {
            "name": event["name"],
            "market": "market.h5",
            "paths": settings["paths"],
            "step": settings["step"],
            "seed": settings["seed"],
            "monitoring": "bridge",
            "pass_through": 1.0,
            "refresh": settings["refresh"],
            "bid": depth[0] * chosen["depth"],
            "ask": depth[1] * chosen["depth"],
            "low": real["low"],
            "close": real["close"],
            **{key: chosen[key] for key in ("exponent", "resilience", "sensitivity", "recovery", "floor")},
            **changed,
        },
        "\n" + more,
    )


def row(event, chosen, view, quantity, reported, values):
    """A row of results: quantiles of values, and the share of them that is as much as was reported, or more."""
    p = np.quantile(values, [0.05, 0.5, 0.95]) if len(values) else [np.nan] * 3
    share = float(np.mean(values >= reported)) if len(values) else np.nan
    return [event["name"], chosen, view, quantity, reported, *p, share, len(values)]


class OwnPrice:
    """Runs of one path that is the price of the day: `bootstrap` of the day itself, from its first return to its last.

    Without the cascade, or where impact moves no mark, liquidations are those of the price as it was.
    """

    def __init__(self, folder, event, settings, sets, depth, real, bars):
        self.folder, self.event, self.settings, self.sets, self.depth, self.real = (
            folder,
            event,
            settings,
            sets,
            depth,
            real,
        )
        self.way = np.concatenate([[bars[0, 1]], inputs.way_of(bars)])
        self.step = round(inputs.DAY / (len(self.way) - 1))
        returns = np.diff(np.log(self.way))
        drift = float(np.log(np.mean(np.exp(returns))) * 365 * inputs.DAY / self.step)
        self.price = f'[price]\nmodel = "bootstrap"\nblock = "{COPIES // 2}d"\ndrift = {drift!r}\n'
        self.write_market(returns)
        self.seed = self.first_seed()

    def write_market(self, returns):
        """The snapshot with the day's prices as its history, COPIES times one after the other."""
        (self.folder / "own.h5").write_bytes((self.folder / "market.h5").read_bytes())
        moves = np.concatenate([[0.0], np.cumsum(np.tile(returns, COPIES))])
        with h5py.File(self.folder / "own.h5", "r+") as market:
            del market["history"]
            market["spot"][...] = self.way[0]
            market["history/time"] = inputs.midnight(self.event["day"]) + self.step * (
                np.arange(len(moves)) - len(moves)
            )
            market["history/time"].make_scale("time")
            for name in ("open", "high", "low", "close"):
                market[f"history/{name}"] = self.way[0] * np.exp(moves)
                market[f"history/{name}"].dims[0].attach_scale(market["history/time"])

    def scenario(self, name, seed, cascade, book=""):
        text = scenario_of(
            self.event,
            self.settings,
            self.sets[name],
            self.depth,
            self.real,
            self.price,
            market="own.h5",
            paths=1,
            step=f"{self.step}s",
            seed=seed,
            monitoring="step",
            pass_through=0.0,
            refresh=f"{self.step * max(1, 900 // self.step)}s",
        )
        text = text.replace("[book]", "[book]\n" + book)
        return text if cascade else text.replace("[cascade]", "[cascade]\nenabled = false")

    def first_seed(self):
        """A seed whose first path begins at the first return of a copy, in a block that lasts to the end of the day."""
        days, way = len(self.way) - 1, self.way
        for seed in range(10**6):
            begin = program.start(seed, days * COPIES)
            if begin % days == 0 and begin <= days * (COPIES - 1):
                path = program.one_by_one(
                    self.folder, self.scenario("calm", seed, False), "market.liquidatable_share", [1.0]
                )
                if all(
                    abs(path[what][0] / at - 1) < 1e-4
                    for what, at in (("low", way.min()), ("high", way.max()), ("close", way[-1]))
                ):
                    return seed
        raise RuntimeError(f"{self.folder.name}: no path takes the price of the day")

    def run(self, name="calm", cascade=False, book="", key="market.liquidatable_share", values=(1.0,)):
        return program.one_by_one(self.folder, self.scenario(name, self.seed, cascade, book), key, list(values))


def along(folder, event, settings, sets, depth, real, bars):
    """What the book gives along the day, by its estimate and by each of its draws, and how far its forced orders would
    push that price in the depth of each set."""
    own, rows = OwnPrice(folder, event, settings, sets, depth, real, bars), []
    for name in sets:
        pushed = float(own.run(name, cascade=True)["displacement"][0])
        rows.append([event["name"], name, "own price", "displacement", np.nan, np.nan, pushed, np.nan, np.nan, 1])
    with h5py.File(folder / "own.h5") as market:
        draws = len(market["positions/draws/weight"]) if "draws" in market["positions"] else 0
    estimate = own.run()
    drawn = (
        own.run(key="market.book_draw", values=range(draws)) if draws else {"long": np.array([]), "short": np.array([])}
    )
    for side in ("long", "short"):
        made = row(event, "any", "own price", side, real[side], drawn[side])
        rows.append([*made[:6], float(estimate[side][0]), *made[7:]])
    return rows
