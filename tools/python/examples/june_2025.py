# %% [markdown]
# # Bitcoin after the fall of 5 June 2025
#
# Does BTC break $113K before it falls to $93K, and what else was asked that night? The cells of this file run in VS
# Code, Spyder or Jupyter (jupytext), or all at once from the root of the checkout: `python3
# tools/python/examples/june_2025.py`. With 2,000 paths an answer has an error of about a point and the file takes
# seconds; ask for more with PATHS.

# %%
import os

import matplotlib.pyplot as plt

import liqcascade

PATHS = int(os.environ.get("PATHS", 2_000))
QUICK = {"paths": PATHS, "simulation__step_check": False}


def points(share):
    """A share as a percentage with one decimal."""
    return f"{100 * share:.1f} %"


# %% [markdown]
# ## Does BTC break $113K before it falls to $93K?
#
# The scenario holds the snapshot, the law of the price (a variance that comes and goes), a book of positions
# that turns over, and all questions.

# %%
night = liqcascade.run("scenarios/questions-june-2025.toml", **QUICK)


def answer(outcome):
    """Prints the probability of an outcome, its 95 % sampling interval and what forced liquidations add to it."""
    of = night.sel(outcome=outcome)
    adds, error = 100 * of.cascade_effect.item(), 100 * of.cascade_effect_standard_error.item()
    print(f"{of.question.item()}:\n    {points(of.probability)} ({points(of.low)} to {points(of.high)})", end="; ")
    print(f"the cascade adds {adds:+.1f} ± {error:.1f} points")


answer("race_113k_93k.up")
answer("race_113k_93k.down")
liqcascade.plot.first_touch(night)
plt.show()

# %% [markdown]
# ## Where may the price be on the way?

# %%
liqcascade.plot.fan(night)
plt.show()

# %% [markdown]
# ## A retest of 111K, a slip to 97K or 93K, and the golden cross

# %%
for question in (
    "retest_111k_after_reclaim.happened",
    "retest_111k_given_reclaim.touched",
    "slips_under_99k.touched",
    "falls_to_97k_given_99k.happened",
    "falls_to_93k_given_99k.happened",
    "golden_cross.none",
    "holds_100k_for_3d.held",
):
    answer(question)

# %% [markdown]
# ## How many shorts are liquidated between 108K and 114K?
#
# The mean over all paths, and over those that reach 108K.

# %%
shorts = night.expected_liquidated.sel(side="short").isel(time=-1).sel(price=slice(108_000, 114_000)).sum().item()
reached = night.probability.sel(outcome="touch_108k.touched").item()
print(
    f"shorts liquidated between 108K and 114K: ${shorts / 1e6:.0f}M over all paths, "
    f"${shorts / reached / 1e6:.0f}M over those that reach 108K"
)
liqcascade.plot.heat_map(night)
plt.show()

# %% [markdown]
# ## How bad can an hour be?

# %%
liqcascade.plot.exceedance(night)
plt.show()

# %% [markdown]
# ## Would the fall feed itself?
#
# Where the branching ratio is above 1, a dollar of forced orders brings about more than another dollar.

# %%
liqcascade.plot.branching(night)
plt.show()

# %% [markdown]
# ## What does the answer hang on?
#
# How much of the open interest can be liquidated is not public, and volatility may rise. Each combination is a run on
# the same random numbers, so that differences to the base run are known better than the answers themselves.

# %%
table = liqcascade.sweep(
    "scenarios/stress-june-2025.toml",
    {"market.liquidatable_share": [0.25, 0.5, 1.0], "price.volatility": [0.3, 0.377, 0.5]},
    **QUICK,
)
down = table[(table["event"] == "race_113k_93k") & (table["outcome"] == "down") & (table["run"] > 0)]
print("93K before 113K in the stress, in %, by the share that can be liquidated and the volatility:")
percent = 100 * down.pivot(index="market.liquidatable_share", columns="price.volatility", values="probability")
print(percent.round(1).to_string())
