/// \file
/// The desk's own positions, `[[position]]`, or a CSV file of them, `[portfolio]`.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "models/core/parameter_form.hpp"
#include "models/core/units.hpp"

namespace liq::scenario {

/// The most positions of a desk: the resolved scenario has to fit into a report (document.hpp). A
/// run follows fewer and joins the rest (host/planning).
inline constexpr std::size_t max_listed_positions = 3'000;

/// A change of a position at t = 0. The result has the changed position beside the original one.
struct WhatIf {
    std::optional<double> add_margin;  ///< USD
    std::optional<double> reduce;      ///< share of the size
    std::optional<double> stop;        ///< USD

    template <class Form>
    void describe(Form& form) {
        form.field("add_margin", add_margin,
                   {.unit = "USD",
                    .range = positive(),
                    .meaning = "margin added at the start",
                    .default_text = "none"});
        form.field("reduce", reduce,
                   {.range = {.low = 0, .high = 1, .low_open = true, .high_open = true},
                    .meaning = "share of the size that is closed at spot at the start; the margin "
                               "stays",
                    .default_text = "none"});
        form.field("stop", stop,
                   {.unit = "USD",
                    .range = positive(),
                    .meaning = "mark price at which the whole position is closed, at the traded "
                               "price",
                    .default_text = "none"});
    }
};

/// One `[[position]]`, in isolated margin.
struct PositionParameters {
    std::string name;
    Side side = Side::long_side;
    double notional = 0;             ///< USD at entry; inverse: face value
    double entry = 0;                ///< USD
    std::optional<double> leverage;  ///< notional / wallet; exactly one of these two is given
    std::optional<double> wallet;    ///< USD; inverse: value of the coins at entry
    std::string venue;
    std::optional<WhatIf> what_if;

    /// The isolated margin [USD].
    [[nodiscard]] double margin() const { return wallet ? *wallet : notional / *leverage; }

    template <class Form>
    void describe(Form& form) {
        form.field("name", name,
                   {.meaning = "name of the position: letters, digits, - and _", .required = true});
        form.field("side", side,
                   {.meaning = "whether it gains when the price rises or when it falls",
                    .required = true,
                    .words = "long short"});
        form.field("notional", notional,
                   {.unit = "USD",
                    .range = between(1, 1e13),
                    .meaning = "size at entry; inverse contracts: face value",
                    .required = true});
        form.field("entry", entry,
                   {.unit = "USD",
                    .range = positive(),
                    .meaning = "average price at which the position was opened",
                    .required = true});
        form.field("leverage", leverage,
                   {.range = between(0.1, 1000),
                    .meaning = "notional divided by margin; give this key or wallet",
                    .default_text = "from wallet"});
        form.field("wallet", wallet,
                   {.unit = "USD",
                    .range = positive(),
                    .meaning = "isolated margin at entry; give this key or leverage",
                    .default_text = "from leverage"});
        form.field("venue", venue,
                   {.meaning = "venue of the snapshot whose contract and margin tiers apply",
                    .required = true});
        form.field(
            "what_if", what_if,
            {.meaning = "a change of the position; the result has it with and without the change",
             .default_text = "none"});
    }
};

struct PortfolioSection {
    std::optional<std::string> file;  ///< as written, relative to the scenario

    template <class Form>
    void describe(Form& form) {
        form.field("file", file,
                   {.meaning = "CSV file of positions, relative to the scenario: a header line "
                               "with the keys of [[position]], such as name or what_if.stop, then "
                               "a line for each position",
                    .default_text = "none"});
    }
};

}  // namespace liq::scenario
