/// \file
/// Keys of a recipe for candles and for the order book.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "host/building/key_meanings.hpp"
#include "host/data/series.hpp"
#include "models/core/parameter_form.hpp"
#include "models/core/units.hpp"
#include "models/impact/parameters.hpp"

namespace liq::building {

struct CandleInput {
    std::vector<std::string> files;
    std::string format = "auto";
    std::string symbol;
    std::map<std::string, std::string> columns;
    std::string delimiter;
    std::optional<data::Label> label;
    data::Unit volume = data::Unit::unknown;
    double contract_size = 0;
    Duration history_bar{3'600};
    int history_days = 400;

    template <class Form>
    void describe(Form& form) {
        form.field("files", files, {.meaning = files_meaning, .required = true});
        form.field("format", format, {.meaning = "format of the candles"});
        form.field("symbol", symbol, {.meaning = symbol_meaning});
        form.field("columns", columns, {.meaning = columns_meaning});
        form.field("delimiter", delimiter, {.meaning = delimiter_meaning});
        form.field("label", label,
                   {.meaning = "whether the time of a candle is its begin or its end",
                    .words = "start end",
                    .default_text = "what the format says"});
        form.field("volume", volume,
                   {.meaning = "what volumes count, where the files do not tell",
                    .words = "unknown usd coin contracts"});
        form.field("contract_size", contract_size,
                   {.unit = "coin (inverse: USD)",
                    .range = not_negative(),
                    .meaning = "of the contracts that volumes count"});
        form.field("history_bar", history_bar,
                   {.range = positive(), .meaning = "length of the bars of /history"});
        form.field("history_days", history_days,
                   {.range = between(0, 36'500), .meaning = "days before as_of in /history"});
    }
};

struct DepthInput {
    std::vector<std::string> files;
    std::string format = "auto";
    std::string symbol;
    std::map<std::string, std::string> columns;
    std::string unit;
    double contract_size = 0;
    std::vector<double> distances;
    std::optional<BidAsk> within;
    double exponent = 1;

    template <class Form>
    void describe(Form& form) {
        form.field("files", files, {.meaning = files_meaning});
        form.field("format", format, {.meaning = "format of the order book"});
        form.field("symbol", symbol, {.meaning = symbol_meaning});
        form.field("columns", columns, {.meaning = columns_meaning});
        form.field("unit", unit,
                   {.meaning = "where the file does not tell: of distances, fraction or percent; "
                               "of sizes, coin, usd or contracts"});
        form.field("contract_size", contract_size,
                   {.unit = "coin (inverse: USD)",
                    .range = not_negative(),
                    .meaning = "of the contracts that sizes count"});
        form.field("distances", distances,
                   {.range = {.low = 0, .high = 1, .low_open = true, .high_open = true},
                    .meaning = "distances from the middle in the snapshot, as fractions of it"});
        form.field("within", within,
                   {.unit = "USD",
                    .range = positive(),
                    .meaning = "what rests within 1 % of the middle, in place of files",
                    .default_text = "none"});
        form.field("exponent", exponent,
                   {.range = between(0.1, 10),
                    .meaning = "of the power law through `within`, in log distance"});
    }
};

}  // namespace liq::building
