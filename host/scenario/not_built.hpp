/// \file
/// What a scenario will be able to say and this version cannot do yet: refused by name, never
/// ignored and never called unknown. Building one means deleting its line here.
#pragma once

#include <array>
#include <string_view>

namespace liq {

/// A key, or with `whole` a table with everything in it.
struct NotBuiltKey {
    std::string_view key;  ///< dotted; arrays of tables without an index
    std::string_view meaning;
    bool whole = false;
};

/// A word that a built key does not accept yet.
struct NotBuiltWord {
    std::string_view key;
    std::string_view word;
    std::string_view meaning;
};

inline constexpr std::array not_built_keys{
    NotBuiltKey{"price.jump_intensity", "jumps a year, merton kou bates"},
    NotBuiltKey{"price.jump_mean", "mean of the log jump, merton bates"},
    NotBuiltKey{"price.jump_sd", "standard deviation of the log jump, merton bates"},
    NotBuiltKey{"price.jump_up_probability", "share of upward jumps, kou hawkes"},
    NotBuiltKey{"price.jump_up_mean", "mean upward log jump, kou hawkes"},
    NotBuiltKey{"price.jump_down_mean", "mean downward log jump, kou hawkes"},
    NotBuiltKey{"price.variance0", "variance at the start, heston bates"},
    NotBuiltKey{"price.mean_reversion", "of the variance, heston bates"},
    NotBuiltKey{"price.long_run_variance", "heston bates"},
    NotBuiltKey{"price.vol_of_variance", "heston bates"},
    NotBuiltKey{"price.correlation", "of price and variance, heston bates"},
    NotBuiltKey{"price.base_intensity", "of jumps a year, hawkes"},
    NotBuiltKey{"price.initial_intensity", "of jumps a year, hawkes"},
    NotBuiltKey{"price.self_excitation", "of jumps, hawkes"},
    NotBuiltKey{"price.decay", "of the excitation, hawkes"},
    NotBuiltKey{"price.block", "mean block length, bootstrap"},
    NotBuiltKey{"book", "the living book", true},
    NotBuiltKey{"book.refresh", "time between renewals of the living book"},
    NotBuiltKey{"book.turnover", "life of a position in the living book"},
    NotBuiltKey{"book.target", "size that the living book returns to"},
    NotBuiltKey{"wall", "resting depth at a price", true},
    NotBuiltKey{"wall.price", "of a wall"},
    NotBuiltKey{"wall.notional", "of a wall"},
    NotBuiltKey{"wall.refill", "of a wall"},
    NotBuiltKey{"waterfall", "insurance fund and auto-deleveraging", true},
    NotBuiltKey{"waterfall.enabled", "whether the waterfall is simulated"},
    NotBuiltKey{"waterfall.fund", "size of the insurance fund"},
    NotBuiltKey{"position", "the desk's own positions", true},
    NotBuiltKey{"position.name", "of a position"},
    NotBuiltKey{"position.side", "of a position"},
    NotBuiltKey{"position.notional", "of a position"},
    NotBuiltKey{"position.entry", "of a position"},
    NotBuiltKey{"position.leverage", "of a position"},
    NotBuiltKey{"position.wallet", "of a position"},
    NotBuiltKey{"position.venue", "of a position"},
    NotBuiltKey{"position.what_if", "changes to a position"},
    NotBuiltKey{"sweep", "a grid of runs", true},
    NotBuiltKey{"variant", "named changes of the base run", true},
    NotBuiltKey{"variant.name", "of a variant"},
    NotBuiltKey{"variant.set", "keys that a variant changes"},
    NotBuiltKey{"limit", "declared limits", true},
    NotBuiltKey{"limit.metric", "what a limit judges"},
    NotBuiltKey{"limit.warn", "of a limit"},
    NotBuiltKey{"limit.max", "of a limit"},
};

inline constexpr std::array not_built_words{
    NotBuiltWord{"price.model", "merton", "jumps of normal size"},
    NotBuiltWord{"price.model", "kou", "jumps of double-exponential size"},
    NotBuiltWord{"price.model", "heston", "stochastic volatility"},
    NotBuiltWord{"price.model", "bates", "stochastic volatility with jumps"},
    NotBuiltWord{"price.model", "hawkes", "self-exciting jumps"},
    NotBuiltWord{"price.model", "bootstrap", "resampled history"},
    NotBuiltWord{"cascade.book", "living", "positions that close and open"},
};

}  // namespace liq
