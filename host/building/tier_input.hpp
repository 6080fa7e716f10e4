/// \file
/// Keys of a recipe for maintenance margins: tiers of files, stated ones, or a rate that grows.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "host/building/key_meanings.hpp"
#include "host/data/series.hpp"
#include "models/core/parameter_form.hpp"
#include "models/margin/maintenance_tiers.hpp"

namespace liq::building {

/// A maintenance rate that grows with the size of a position: that of the whole position is
/// base + per_unit (size - from), or base where it is smaller than `from`.
struct GrowingRate {
    double base = 0, per_unit = 0, from = 0, largest = 0;
    std::optional<double> step;

    template <class Form>
    void describe(Form& form) {
        form.field("base", base,
                   {.range = {.low = 0, .high = 1, .low_open = true, .high_open = true},
                    .meaning = "rate of the smallest positions",
                    .required = true});
        form.field("per_unit", per_unit,
                   {.unit = "1 per `unit`",
                    .range = positive(),
                    .meaning = "by which it grows",
                    .required = true});
        form.field("from", from,
                   {.unit = "of `unit`",
                    .range = not_negative(),
                    .meaning = "size from which on it grows"});
        form.field("largest", largest,
                   {.unit = "of `unit`",
                    .range = positive(),
                    .meaning = "size of the largest position",
                    .required = true});
        form.field("step", step,
                   {.unit = "of `unit`",
                    .range = positive(),
                    .meaning = "in steps of this size, each begun one in full",
                    .default_text = "without steps, which needs --approximate"});
    }
};

struct TierInput {
    std::vector<std::string> files;
    std::string format = "auto";
    std::string symbol;
    std::map<std::string, std::string> columns;
    std::optional<TierShape> shape;
    data::Unit unit = data::Unit::unknown;
    std::vector<double> cap, rate;
    std::optional<GrowingRate> growing;

    template <class Form>
    void describe(Form& form) {
        form.field("files", files, {.meaning = files_meaning});
        form.field("format", format, {.meaning = "format of the tiers"});
        form.field("symbol", symbol, {.meaning = symbol_meaning});
        form.field("columns", columns, {.meaning = columns_meaning});
        form.field("shape", shape,
                   {.meaning = "marginal: each part of a position pays the rate of its tier; flat: "
                               "the whole position pays that of the tier it is in",
                    .words = "marginal flat",
                    .default_text = "what the format says"});
        form.field("unit", unit,
                   {.meaning = "what caps count, where the files do not tell",
                    .words = "unknown usd coin contracts"});
        form.field(
            "cap", cap,
            {.unit = "of `unit`", .range = positive(), .meaning = "upper ends, in place of files"});
        form.field("rate", rate,
                   {.range = {.low = 0, .high = 1, .low_open = true, .high_open = true},
                    .meaning = "maintenance rates that belong to `cap`"});
        form.field("growing", growing,
                   {.meaning = "a rate that grows with the position, in place of files",
                    .default_text = "none"});
    }
};

}  // namespace liq::building
