#include "host/market/read_history.hpp"

#include <cmath>
#include <map>
#include <utility>

#include "host/errors.hpp"
#include "host/market/checks.hpp"
#include "host/words/utc_time.hpp"

namespace liq::market {
namespace {

/// Unit and origin of a CF time axis: `seconds since 1970-01-01T00:00:00`.
struct TimeUnit {
    double seconds = 1;       ///< of one unit
    std::int64_t origin = 0;  ///< Unix seconds
};

TimeUnit read_time_unit(storage::Reader const& file, std::string const& time) {
    std::string const accepted =
        " (\"seconds since 1970-01-01\", or minutes, hours, days, milliseconds since a UTC time)";
    auto const calendar = file.text(time, "calendar");
    require(!calendar || *calendar == "standard" || *calendar == "gregorian" ||
                *calendar == "proleptic_gregorian",
            file.place(time) + ": calendar \"" + calendar.value_or("") +
                "\" is not supported; accepted: standard, gregorian or proleptic_gregorian");
    auto const units = file.text(time, "units");
    if (!units) return {};
    static std::map<std::string, double> const lengths{
        {"milliseconds", 1e-3}, {"seconds", 1}, {"minutes", 60}, {"hours", 3600}, {"days", 86'400}};
    std::string const since = " since ";
    auto const split = units->find(since);
    require(split != std::string::npos,
            file.place(time) + ": units \"" + *units + "\" is not a time axis" + accepted);
    auto const length = lengths.find(units->substr(0, split));
    auto const origin = words::parse_reference_time(units->substr(split + since.size()));
    require(length != lengths.end() && origin,
            file.place(time) + ": units \"" + *units + "\" is not supported" + accepted);
    return {length->second, *origin};
}

std::vector<std::int64_t> read_time(storage::Reader const& file) {
    Dataset const time{"/history/time", "", "time"};
    TimeUnit const unit = read_time_unit(file, time.name);
    auto const read = file.numbers(time.name);
    require(read.shape.size() == 1 && read.shape[0] > 0,
            file.place(time.name) + ": has shape " + storage::shape_text(read.shape) +
                "; one dimension (time) that is not empty is expected");
    std::vector<std::int64_t> seconds;
    for (std::size_t i = 0; i < read.values.size(); ++i) {
        double const value = read.values[i] * unit.seconds + static_cast<double>(unit.origin);
        if (!std::isfinite(value) || std::abs(value) > 1e12)
            refuse_element(file, time, read.shape, i, read.values[i], "is not a time");
        seconds.push_back(std::llround(value));
        if (i > 0 && seconds[i] <= seconds[i - 1])
            refuse_element(file, time, read.shape, i, read.values[i],
                           "is not after the time before it (strictly ascending, in whole "
                           "seconds)");
    }
    return seconds;
}

std::vector<double> read_column(storage::Reader const& file, Dataset const& dataset,
                                std::size_t length, Range const& range) {
    auto values = read_shaped(file, dataset, {length});
    require_range(file, dataset, values, {length}, range);
    return values;
}

std::vector<double> read_column_if_any(storage::Reader const& file, Dataset const& dataset,
                                       std::size_t length, Range const& range) {
    if (!file.has(dataset.name)) return {};
    return read_column(file, dataset, length, range);
}

void require_candles(storage::Reader const& file, History const& history) {
    std::vector<std::size_t> const shape{history.time.size()};
    for (std::size_t i = 0; i < history.time.size(); ++i) {
        double const low = history.low[i];
        double const high = history.high[i];
        std::pair<char const*, double> const inside[] = {{"open", history.open[i]},
                                                         {"close", history.close[i]}};
        for (auto const& [name, value] : inside)
            if (value < low || value > high)
                refuse_element(file, {std::string("/history/") + name, "USD", "time"}, shape, i,
                               value, "is not between low and high of the same candle");
    }
}

}  // namespace

void read_history(storage::Reader const& file, Market& market) {
    if (!file.has("/history")) return;
    History history;
    history.time = read_time(file);
    std::size_t const n = history.time.size();
    history.open = read_column(file, {"/history/open", "USD", "time"}, n, positive());
    history.high = read_column(file, {"/history/high", "USD", "time"}, n, positive());
    history.low = read_column(file, {"/history/low", "USD", "time"}, n, positive());
    history.close = read_column(file, {"/history/close", "USD", "time"}, n, positive());
    history.volume =
        read_column_if_any(file, {"/history/volume", market.asset, "time"}, n, not_negative());
    history.open_interest =
        read_column_if_any(file, {"/history/open_interest", "USD", "time"}, n, not_negative());
    history.funding_rate =
        read_column_if_any(file, {"/history/funding_rate", "1", "time"}, n, any_number());
    require_candles(file, history);
    market.history = std::move(history);
}

}  // namespace liq::market
