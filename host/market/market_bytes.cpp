#include "host/market/market_bytes.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>
#include <utility>

#include "host/errors.hpp"

namespace liq::market {
namespace {

/// Lists the members once for writing and reading: `Archive::operator()(member)` does either.
template <class Archive, class M>
void walk_market(Archive& archive, M& market) {
    archive(market.sha256), archive(market.asset), archive(market.quote), archive(market.as_of);
    archive(market.source), archive(market.license), archive(market.assumptions);
    archive(market.spot);
    archive(market.venues), archive(market.entry_price), archive(market.leverage);
    archive(market.open_interest), archive(market.position_notional);
    archive(market.liquidatable_share), archive(market.leverage_class);
    archive(market.turnover), archive(market.target);
    archive(market.known), archive(market.draws), archive(market.depth), archive(market.history);
    archive(market.warnings);
}

template <class Archive, class T>
void walk(Archive& archive, T& part) {
    using Part = std::remove_const_t<T>;
    if constexpr (std::is_same_v<Part, Venue>) {
        archive(part.name), archive(part.contract), archive(part.tiers);
        archive(part.insurance_fund), archive(part.shape), archive(part.measure);
        archive(part.max_leverage);
    } else if constexpr (std::is_same_v<Part, KnownFuel>) {
        archive(part.price), archive(part.notional), archive(part.bankruptcy_price);
        archive(part.not_liquidatable), archive(part.coverage);
    } else if constexpr (std::is_same_v<Part, BookDraws>) {
        archive(part.weight), archive(part.volume_days), archive(part.replay);
        archive(part.open_interest);
    } else if constexpr (std::is_same_v<Part, DepthTable>) {
        archive(part.distance), archive(part.bid), archive(part.ask);
    } else {
        static_assert(std::is_same_v<Part, History>);
        archive(part.time), archive(part.open), archive(part.high), archive(part.low);
        archive(part.close), archive(part.volume), archive(part.open_interest);
        archive(part.funding_rate);
    }
}

class Packer {
  public:
    std::string bytes;

    template <class T>
    void operator()(T const& value) {
        if constexpr (std::is_trivially_copyable_v<T>)
            raw(&value, sizeof value);
        else
            walk(*this, value);
    }
    void operator()(std::string const& text) {
        (*this)(text.size());
        raw(text.data(), text.size());
    }
    template <class T>
    void operator()(std::optional<T> const& value) {
        (*this)(value.has_value());
        if (value) (*this)(*value);
    }
    template <class T>
    void operator()(std::vector<T> const& values) {
        (*this)(values.size());
        if constexpr (std::is_trivially_copyable_v<T>)
            raw(values.data(), values.size() * sizeof(T));
        else
            for (T const& value : values) (*this)(value);
    }

  private:
    void raw(void const* from, std::size_t size) {
        bytes.append(static_cast<char const*>(from), size);
    }
};

constexpr char const* damaged = "a market is damaged that another process or an earlier run kept";
constexpr char const* incomplete = "the market from the process that reads the file is incomplete";

class Unpacker {
  public:
    explicit Unpacker(std::string_view bytes) : rest_(bytes) {}

    template <class T>
    void operator()(T& value) {
        if constexpr (std::is_trivially_copyable_v<T>)
            raw(&value, sizeof value);
        else
            walk(*this, value);
    }
    /// Of any other byte a bool may not be made.
    void operator()(bool& value) {
        std::uint8_t byte = 0;
        raw(&byte, 1);
        require(byte <= 1, damaged);
        value = byte == 1;
    }
    void operator()(std::string& text) {
        text.resize(count(1));
        raw(text.data(), text.size());
    }
    template <class T>
    void operator()(std::optional<T>& value) {
        bool has_value = false;
        (*this)(has_value);
        if (has_value) (*this)(value.emplace());
    }
    template <class T>
    void operator()(std::vector<T>& values) {
        if constexpr (std::is_trivially_copyable_v<T>) {
            values.resize(count(sizeof(T)));
            raw(values.data(), values.size() * sizeof(T));
        } else {
            values.resize(count(1));
            for (T& value : values) (*this)(value);
        }
    }

  private:
    /// Reads a length, and refuses one for which the rest has too few bytes.
    std::size_t count(std::size_t element_size) {
        std::size_t n = 0;
        (*this)(n);
        require(n <= rest_.size() / element_size, incomplete);
        return n;
    }
    void raw(void* into, std::size_t size) {
        require(size <= rest_.size(), incomplete);
        if (size > 0) std::memcpy(into, rest_.data(), size);
        rest_.remove_prefix(size);
    }
    std::string_view rest_;
};

bool is_whole(Venue const& venue) {
    return venue.contract <= Contract::inverse && venue.shape <= TierShape::flat &&
           venue.measure <= TierMeasure::size && !venue.tiers.empty() &&
           (venue.max_leverage.empty() || venue.max_leverage.size() == venue.tiers.size());
}

bool is_whole(History const& history) {
    std::size_t const n = history.time.size();
    for (auto const* column : {&history.open, &history.high, &history.low, &history.close})
        if (column->size() != n) return false;
    for (auto const* column : {&history.volume, &history.open_interest, &history.funding_rate})
        if (!column->empty() && column->size() != n) return false;
    return true;
}

bool is_whole(KnownFuel const& known, std::size_t n_venues) {
    std::size_t const n = n_sides * n_venues;
    return known.notional.size() == n * known.price.size() &&
           known.bankruptcy_price.size() == n * known.price.size() &&
           (known.not_liquidatable.empty() || known.not_liquidatable.size() == n);
}

bool is_whole(BookDraws const& draws, std::size_t n_cells, std::size_t n_levers) {
    auto const is_there = [&](double days) {
        return std::ranges::find(draws.replay, days) != draws.replay.end();
    };
    return draws.volume_days.size() % n_sides == 0 &&
           draws.weight.size() == draws.volume_days.size() * n_levers &&
           draws.open_interest.size() == draws.replay.size() * n_cells &&
           std::ranges::all_of(draws.volume_days, is_there);
}

/// Whether the lists have the lengths that market.hpp says, by which others are read.
bool is_whole(Market const& market) {
    std::size_t const n_venues = market.venues.size(), n_levers = market.leverage.size();
    auto const fits = [](auto const& list, std::size_t n) {
        return list.empty() || list.size() == n;
    };
    auto const is_class = [&](int n) { return n >= 0 && static_cast<std::size_t>(n) < n_levers; };
    if (!std::ranges::all_of(market.venues, [](Venue const& venue) { return is_whole(venue); }))
        return false;
    if (!fits(market.leverage_class, n_levers) ||
        !std::ranges::all_of(market.leverage_class, is_class))
        return false;
    std::size_t const n_classes = market.n_classes();
    std::size_t const n_cells = n_sides * n_venues * market.entry_price.size() * n_levers;
    DepthTable const none, &depth = market.depth ? *market.depth : none;
    return market.open_interest.size() == n_cells &&
           fits(market.position_notional, n_sides * n_venues * n_levers) &&
           fits(market.liquidatable_share, n_sides * n_venues) &&
           fits(market.turnover, n_classes) && fits(market.target, n_sides * n_classes) &&
           (!market.known || is_whole(*market.known, n_venues)) &&
           (!market.draws || is_whole(*market.draws, n_cells, n_levers)) &&
           depth.bid.size() == depth.distance.size() && depth.ask.size() == depth.distance.size() &&
           (!market.history || is_whole(*market.history));
}

}  // namespace

std::string bytes_of(Market const& market) {
    Packer packer;
    walk_market(packer, market);
    return std::move(packer.bytes);
}

Market market_of(std::string_view bytes) {
    Market market;
    Unpacker unpacker(bytes);
    walk_market(unpacker, market);
    require(is_whole(market), damaged);
    return market;
}

}  // namespace liq::market
