/// \file
/// Keys of a recipe for positions: how they are found.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "host/building/key_meanings.hpp"
#include "models/core/parameter_form.hpp"
#include "models/core/units.hpp"

namespace liq::building {

enum class Method : std::uint8_t { mixture, replay, accounts };

/// What the entries of a mixture are spread over.
enum class EntryTurnover : std::uint8_t { traded, even };

/// Turnover by price and time, in place of that of the candles.
struct VolumeProfileInput {
    std::vector<std::string> files;
    std::string format = "csv";
    std::map<std::string, std::string> columns;

    template <class Form>
    void describe(Form& form) {
        form.field("files", files, {.meaning = files_meaning, .required = true});
        form.field("format", format, {.meaning = "format of the volume profile"});
        form.field("columns", columns, {.meaning = columns_meaning});
    }
};

/// A range of leverage and its share of the open interest.
struct LeverageBand {
    double low = 0, high = 0, share = 0;
    int leverages = 1;

    template <class Form>
    void describe(Form& form) {
        form.field("low", low,
                   {.range = positive(), .meaning = "lowest leverage", .required = true});
        form.field("high", high,
                   {.range = positive(), .meaning = "highest leverage", .required = true});
        form.field("share", share,
                   {.range = unit_interval(),
                    .meaning = "of the open interest of a side",
                    .required = true});
        form.field("leverages", leverages,
                   {.range = between(1, 64),
                    .meaning = "number of leverages in the band: mid-points of equal pieces of log "
                               "leverage, to three digits"});
    }
};

struct PositionsInput {
    Method method = Method::mixture;
    std::vector<LeverageBand> band;
    Duration window{30 * seconds_per_day};
    DurationOrNever holding{{30 * seconds_per_day}};
    EntryTurnover turnover = EntryTurnover::traded;
    std::optional<VolumeProfileInput> volume_profile;
    double bin = 0;
    double size_times_leverage = 5e6;
    bool refilled = true;
    std::string fit = "default";
    std::optional<double> volume_days;

    template <class Form>
    void describe(Form& form) {
        form.field(
            "method", method,
            {.meaning = "how positions are found; mixture: stated shares of leverage, entries "
                        "where trading was heavy, less what the price has liquidated; "
                        "replay: by weights of a fit to liquidations; accounts: as a venue "
                        "lists them",
             .required = true,
             .words = "mixture replay accounts"});
        form.field("band", band, {.meaning = "with mixture: shares of the open interest"});
        form.field("window", window,
                   {.range = positive(), .meaning = "with mixture: nothing older is open"});
        form.field(
            "holding", holding,
            {.range = positive(),
             .meaning = "with mixture: entries of leverage L fade by 1/e in this time over L"});
        form.field("turnover", turnover,
                   {.meaning = "with mixture: traded: that of the candles; even: the same a day, "
                               "where volumes are not known",
                    .words = "traded even"});
        form.field("volume_profile", volume_profile,
                   {.meaning = "with mixture: turnover by price and time",
                    .default_text = "that of each candle, spread evenly over its range"});
        form.field("bin", bin,
                   {.unit = "quote currency",
                    .range = not_negative(),
                    .meaning = "width of a bin of entry prices; 0: a thousandth of the price, "
                               "rounded to 1, 2 or 5"});
        form.field("size_times_leverage", size_times_leverage,
                   {.unit = "USD",
                    .range = positive(),
                    .meaning = "a position of leverage L is worth this over L"});
        form.field("refilled", refilled,
                   {.meaning = "with mixture: whether others have opened in the place of what the "
                               "price has liquidated"});
        form.field("fit", fit,
                   {.meaning = "with replay: file that calibrate book wrote, relative to the "
                               "recipe; default: the weights that come with the program"});
        form.field("volume_days", volume_days,
                   {.unit = "days of mean volume",
                    .range = positive(),
                    .meaning = "with replay: positions of leverage L turn over in this over L",
                    .default_text = "20, or that of the fit, which takes no other"});
    }
};

}  // namespace liq::building
