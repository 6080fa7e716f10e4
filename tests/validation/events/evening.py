"""What the program makes of what was known the evening before a day."""

from pathlib import Path

import h5py
import inputs
import numpy as np
import program


def prepared(folder, sources, event):
    """Writes what was known before a day, and has the program make a law of the price, a fit and a snapshot of it.

    Gives depth [USD], the fit that the snapshot has, and what was said where it was made.
    """
    day = event["day"]
    inputs.write_candles(folder / "candles.csv", sources.replayed(event["candles"], day))
    inputs.write_candles(folder / "hours.csv", sources.before("hours", day, inputs.PRICE_DAYS))
    inputs.write_derivatives(folder / "derivatives.csv", sources, day)
    as_of, depth = inputs.iso(inputs.midnight(day)), sources.depth(day)
    program.call(
        folder,
        "calibrate",
        "price",
        "hours.csv",
        "--format",
        "csv",
        "--until",
        as_of,
        "--laws",
        "gbm",
        "--model",
        "heston",
        "--drift",
        "median",
        "--toml",
        "price.toml",
    )
    tiers = Path(program.HERE).parents[2] / "scenarios/recipes/binance-btcusdt-tiers.csv"
    values = {"day": day, "as_of": as_of, "tiers": tiers, "bid": depth[0], "ask": depth[1]}
    (folder / "fit.toml").write_text(program.filled("recipe.toml", values | {"fit": "default"}), encoding="utf-8")
    feed = [
        word
        for key in ("feed_break", "feed_share")
        if key in event
        for word in ("--" + key.replace("_", "-"), event[key])
    ]
    try:
        program.call(folder, "calibrate", "book", "fit.toml", "-o", "book.h5", "--until", as_of, *feed)
        said = "fitted"
    except program.Refused as refusal:
        said = str(refusal)
    fit = "book.h5" if event["fit"] == "own" and said == "fitted" else "default"
    (folder / "recipe.toml").write_text(program.filled("recipe.toml", values | {"fit": fit}), encoding="utf-8")
    program.call(folder, "market", "build", "recipe.toml", "-o", "market.h5", "--on-gap", "fill")
    return depth, fit, said


def scale_of(folder, fit, real):
    """True over reported liquidations of a day, by side: that of the scored day after the break of the feed on which
    as much was expected as was reported; 1 where the fit is in reported units or not of this book."""
    if fit == "default":
        return {"long": 1.0, "short": 1.0}
    with h5py.File(folder / "book.h5") as book:
        if book.attrs["units"] == "reported":
            return {"long": 1.0, "short": 1.0}
        days = book["days"]
        late = slice(-90, None)
        nearest = [
            int(np.argmin(np.abs(np.log(days["expected"][side, late] / real[name]))))
            for side, name in enumerate(("long", "short"))
        ]
        return {
            name: float(days["true_over_reported"][side, late][nearest[side]])
            for side, name in enumerate(("long", "short"))
        }
