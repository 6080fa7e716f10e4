"""Pictures of reports and back-tests, with matplotlib.

Every function takes the Dataset of `run` or `open_report` (one run of it), or of `open_backtest`, and an Axes to draw
on; without one it makes a figure. It returns the Axes, so that everything else is up to you:
`ax.figure.savefig("fan.png")`. Colours are of the palette of Okabe and Ito, which colour-blind readers tell apart.
"""

from .branching import branching
from .exceedance import exceedance
from .fan import fan
from .first_touch import first_touch
from .heat_map import heat_map
from .reliability import reliability

__all__ = ["branching", "exceedance", "fan", "first_touch", "heat_map", "reliability"]
