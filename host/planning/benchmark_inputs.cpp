#include "host/planning/benchmark_inputs.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>
#include <optional>
#include <variant>

#include "host/data/cells.hpp"
#include "host/data/csv.hpp"
#include "host/errors.hpp"
#include "host/words/numbers.hpp"
#include "host/words/other_zone.hpp"
#include "host/words/printable.hpp"
#include "host/words/utc_time.hpp"

namespace liq::planning {
namespace {

std::string path_beside(scenario::Scenario const& scenario, std::string const& file) {
    return (scenario.source.parent_path() / file).string();
}

struct TimedValue {
    std::int64_t time = 0;  ///< Unix ms
    double value = 0;
};

/// The last value of a file at or before a time.
TimedValue last_implied(std::string const& path, std::int64_t as_of) {
    data::ByteStream stream(path);
    data::Table table(stream.name());
    std::size_t time = 0, value = 0;
    std::optional<TimedValue> last;
    data::read_csv(stream, [&](data::CsvRow const& row) {
        if (!table.begun()) {
            table.begin(row);
            time = table.need("date", {"date", "time", "timestamp", "ts"});
            value = table.need("implied", {"implied", "dvol", "implied_volatility"});
        }
        if (row.row == 0) return;
        TimedValue const found{table.time(row, time, false), table.number(row, value, "implied")};
        if (!(found.value >= 2 && found.value <= 1000))
            refuse(table.place(row) + ": implied = " + words::plain(found.value) +
                   " is not acceptable (a volatility in % a year, such as 42.8; accepted: 2 to "
                   "1,000). Is it a fraction?");
        if (found.time <= as_of && (!last || found.time >= last->time)) last = found;
    });
    if (!last)
        refuse(stream.name() + ": has no value at or before " + words::iso_utc(as_of / 1000) +
               ", the time of the snapshot");
    return *last;
}

/// The touch with this level and end.
std::string touch_named(scenario::Scenario const& scenario, market::Market const& market,
                        double level, std::string_view direction, std::int64_t expiry,
                        std::string const& place) {
    if (direction != "above" && direction != "below")
        refuse(place + ": direction = \"" + words::printable(direction.substr(0, 40)) +
               "\" is not known; accepted: above, below");
    double const spot = scenario.market.spot.value_or(market.spot);
    std::int64_t const as_of = words::parse_utc(market.as_of).value();
    for (auto const& event : scenario.events) {
        auto const* touch = std::get_if<events::Touch>(&event.question);
        if (touch == nullptr || std::abs(touch->level / level - 1) > 1e-9) continue;
        if ((direction == "above") != (touch->level > spot)) continue;
        std::int64_t const end = as_of + touch->by.value_or(scenario.simulation.horizon).seconds;
        if (end / 86'400 == expiry / 86'400'000) return event.name + ".touched";
    }
    return "";
}

bool has_outcome(scenario::Scenario const& scenario, std::string const& outcome) {
    return std::ranges::any_of(scenario.events, [&](events::Event const& event) {
        return std::visit(
            [&](auto const& question) {
                return std::ranges::any_of(question.outcomes, [&](auto const& one) {
                    return outcome == event.name + "." + one.name;
                });
            },
            event.question);
    });
}

void check_quote(scenario::Scenario const& scenario, scenario::Quote const& quote,
                 std::string const& place) {
    if (!has_outcome(scenario, quote.outcome))
        refuse(place + ": outcome = \"" + words::printable(quote.outcome) +
               "\" is no outcome of the scenario (accepted: event.outcome)");
    if (!(quote.bid >= 0 && quote.bid <= quote.ask && quote.ask <= 1))
        refuse(place + ": bid = " + words::plain(quote.bid) +
               " and ask = " + words::plain(quote.ask) +
               " are not acceptable (probabilities from 0 to 1, the bid not above the ask)");
    if (!words::parse_utc(quote.time))
        refuse(place + ": time = \"" + words::printable(quote.time) +
               "\" is not a time in UTC, such as " +
               words::utc_of_other_zone(quote.time).value_or("2025-06-05T21:00:00Z"));
}

/// The columns of a file of quotes.
struct QuoteColumns {
    std::size_t time, bid, ask;
    std::optional<std::size_t> outcome, level, direction, expiry;

    explicit QuoteColumns(data::Table& table)
        : time(table.need("time", {"time", "timestamp", "ts"})),
          bid(table.need("bid", {"bid"})),
          ask(table.need("ask", {"ask"})),
          outcome(table.find("outcome", {"outcome", "event"})),
          level(table.find("level", {"level"})),
          direction(table.find("direction", {"direction"})),
          expiry(table.find("expiry", {"expiry"})) {
        if (!outcome && (!level || !direction || !expiry)) table.need("outcome", {});
    }
};

std::vector<scenario::Quote> quotes_of(scenario::Scenario const& scenario,
                                       market::Market const& market, std::string const& path,
                                       std::int64_t as_of) {
    data::ByteStream stream(path);
    data::Table table(stream.name());
    std::optional<QuoteColumns> columns;
    std::map<std::string, std::pair<std::int64_t, scenario::Quote>> last;
    data::read_csv(stream, [&](data::CsvRow const& row) {
        if (!table.begun()) {
            table.begin(row);
            columns.emplace(table);
        }
        if (row.row == 0) return;
        std::string const place = table.place(row);
        std::int64_t const time = table.time(row, columns->time);
        scenario::Quote quote;
        if (columns->outcome) quote.outcome = table.text(row, *columns->outcome, "outcome");
        if (quote.outcome.empty() && columns->level)
            quote.outcome =
                touch_named(scenario, market, table.number(row, *columns->level, "level"),
                            table.text(row, *columns->direction, "direction"),
                            table.time(row, *columns->expiry), place);
        if (quote.outcome.empty()) return;  // of a question that the scenario does not ask
        quote.bid = table.number(row, columns->bid, "bid");
        quote.ask = table.number(row, columns->ask, "ask");
        quote.time = words::iso_utc(time / 1000);
        check_quote(scenario, quote, place);
        auto const found = last.find(quote.outcome);
        if (time > as_of || (found != last.end() && found->second.first > time)) return;
        last[quote.outcome] = {time, quote};
    });
    std::vector<scenario::Quote> quotes;
    for (auto& [outcome, timed] : last) quotes.push_back(std::move(timed.second));
    return quotes;
}

}  // namespace

void read_benchmark_files(scenario::Scenario& scenario, market::Market const& market) {
    auto& benchmark = scenario.benchmark;
    std::int64_t const as_of = words::parse_utc(market.as_of).value() * 1000;
    if (benchmark.implied && !benchmark.implied->file.empty()) {
        auto const last = last_implied(path_beside(scenario, benchmark.implied->file), as_of);
        benchmark.implied = scenario::ImpliedVolatility{last.value, ""};
        std::int64_t const late = as_of - last.time;
        if (late > 2 * 86'400'000)
            scenario.warnings.push_back(
                scenario.place_of("benchmark.implied.file") +
                ": the last implied volatility is of " + words::iso_utc(last.time / 1000) + ", " +
                words::duration(static_cast<double>(late) / 1000) + " before the snapshot");
    }
    for (auto const& quote : benchmark.quote)
        check_quote(scenario, quote, scenario.place_of("benchmark.quote"));
    if (benchmark.quotes.empty()) return;
    for (auto& quote : quotes_of(scenario, market, path_beside(scenario, benchmark.quotes), as_of))
        benchmark.quote.push_back(std::move(quote));
    benchmark.quotes.clear();
}

}  // namespace liq::planning
