#include "host/estimation/book_fit.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "host/errors.hpp"
#include "host/estimation/book_refusals.hpp"
#include "host/estimation/resampled_days.hpp"
#include "host/words/numbers.hpp"

namespace liq::estimation {
namespace {

/// Days from the first bar on that fill the book.
constexpr std::int64_t burn_in_days = 30;
/// One side, ready to be fitted to any draw of its days.
struct SideData {
    std::vector<Basis> bases;  ///< of each c of the grid
    std::vector<double> usd;   ///< reported, by scored day
    std::size_t break_at = 0;  ///< the end: no break
};

/// What an estimate is made with.
struct Estimated {
    SideEstimate estimate;
    BestFit of_reported;
    std::size_t chosen = 0;
    std::vector<double> expected, true_over_reported;
};

/// \param feed_share  alpha; nothing: in reported units
Estimated estimate_of(SideData const& data, std::vector<double> const& times,
                      std::optional<double> feed_share) {
    Estimated made;
    ReportedDays const reported{data.usd, times, data.break_at};
    made.of_reported = best_fit(data.bases, reported);
    made.chosen = made.of_reported.at;
    auto& estimate = made.estimate;
    estimate.weight = made.of_reported.fit.weight;
    estimate.after = made.of_reported.fit.after;
    made.expected = liquidated_with(estimate.weight, data.bases[made.chosen]);
    made.true_over_reported.assign(data.usd.size(), 1.0);
    if (data.break_at < data.usd.size()) estimate.jump = feed_jump(made.expected, reported);
    if (feed_share) {
        std::vector<double> true_usd;
        for (std::size_t d = 0; d < data.usd.size(); ++d) {
            made.true_over_reported[d] = true_over_reported(estimate.jump.at(made.expected[d]),
                                                            *feed_share, d >= data.break_at);
            true_usd.push_back(data.usd[d] * made.true_over_reported[d]);
        }
        auto const best = best_fit(data.bases, {true_usd, times, true_usd.size()});
        made.chosen = best.at;
        estimate.weight = best.fit.weight;
    }
    for (std::size_t d = data.break_at; d < data.usd.size(); ++d)
        made.expected[d] *= estimate.after;
    estimate.volume_days = volume_days_grid[made.chosen];
    estimate.fuel = fuel_with(estimate.weight, data.bases[made.chosen]);
    return made;
}

ByLeverage deviations_of(std::vector<SideEstimate> const& draws) {
    ByLeverage deviations{};
    auto const n = static_cast<double>(draws.size());
    for (std::size_t l = 0; l < n_leverages; ++l) {
        double sum = 0, squares = 0;
        for (auto const& draw : draws) {
            sum += draw.weight[l];
            squares += draw.weight[l] * draw.weight[l];
        }
        deviations[l] = n > 1 ? std::sqrt(std::max(0.0, (squares - sum * sum / n) / (n - 1)))
                              : std::numeric_limits<double>::quiet_NaN();
    }
    return deviations;
}

ByLeverage shares_of(ByLeverage const& weight, Basis const& basis) {
    ByLeverage shares{};
    double all = 0;
    for (std::size_t l = 0; l < n_leverages; ++l) {
        for (double const usd : basis.of(l)) shares[l] += weight[l] * usd;
        all += shares[l];
    }
    for (double& share : shares) share = all > 0 ? share / all : 0.0;
    return shares;
}

/// One call of `fit_book`.
class Calibration {
  public:
    Calibration(BookInputs const& inputs, BookFitOptions const& options)
        : inputs_(inputs), options_(options) {
        fit_.asset = inputs.asset;
        fit_.quote = inputs.quote;
        fit_.completeness = inputs.completeness;
        fit_.from = inputs.time.front();
        fit_.until = inputs.until;
        fit_.price = inputs.price;
        fit_.options = options;
        fit_.notes = inputs.notes;
    }

    BookFit run() {
        score_days();
        draw_shares();
        for (std::size_t s = 0; s < n_sides; ++s) fit_side(static_cast<Side>(s));
        refuse_fit(fit_);
        return std::move(fit_);
    }

  private:
    void score_days() {
        std::int64_t const first = (inputs_.time.front() + seconds_per_day - 1) / seconds_per_day;
        std::int64_t const last = (inputs_.time.back() + inputs_.seconds) / seconds_per_day;
        std::vector<std::ptrdiff_t> number(
            static_cast<std::size_t>(std::max<std::int64_t>(last - first, 0)), -1);
        for (std::int64_t day = first + burn_in_days; day < last; ++day) {
            auto const at = day - inputs_.first_day;
            if (at < 0 || at >= std::ssize(inputs_.reported[0])) continue;
            auto const i = static_cast<std::size_t>(at);
            if (std::isnan(inputs_.reported[0][i]) || std::isnan(inputs_.reported[1][i])) continue;
            number[static_cast<std::size_t>(day - first)] = std::ssize(fit_.day);
            fit_.day.push_back(day);
            for (std::size_t s = 0; s < n_sides; ++s)
                reported_[s].push_back(inputs_.reported[s][i]);
        }
        days_.count = fit_.day.size();
        for (std::int64_t const time : inputs_.time) {
            std::int64_t const at = time / seconds_per_day - first;
            bool const within = at >= 0 && at < std::ssize(number);
            days_.of_bar.push_back(within ? number[static_cast<std::size_t>(at)] : -1);
        }
        break_at_ = days_.count;
        if (options_.break_day)
            break_at_ = static_cast<std::size_t>(
                std::ranges::lower_bound(fit_.day, *options_.break_day) - fit_.day.begin());
        refuse_days(reported_, days_.count, break_at_, options_.break_day.has_value());
    }

    void draw_shares() {
        if (!options_.feed_share) return;
        auto const [low, high] = *options_.feed_share;
        for (int draw = 0; draw < options_.draws; ++draw)
            fit_.feed_share.push_back(
                low +
                (high - low) * uniform_of_draw(options_.seed, static_cast<std::uint64_t>(draw)));
        share_ = 0.5 * (low + high);
    }

    [[nodiscard]] Folds folds() const {
        if (!options_.held_out_from) return block_folds(days_.count);
        auto const first = static_cast<std::size_t>(
            std::ranges::lower_bound(fit_.day, *options_.held_out_from) - fit_.day.begin());
        require(first >= least_days_beside_break && days_.count - first >= least_days_held_out,
                "--held-out-from leaves " + std::to_string(first) + " scored days before it and " +
                    std::to_string(days_.count - first) + " from it on; at least " +
                    std::to_string(least_days_beside_break) + " and " +
                    std::to_string(least_days_held_out) + " are needed");
        return later_days(days_.count, first);
    }

    void fit_side(Side side) {
        auto const s = static_cast<std::size_t>(side);
        SideFit& made = fit_.sides[s];
        SideData data{{}, reported_[s], break_at_};
        for (double const c : volume_days_grid)
            data.bases.push_back(basis_of(inputs_.contracts, side, c, days_, inputs_.price));
        std::vector<double> const once(days_.count, 1.0);
        Estimated const all = estimate_of(data, once, share_);
        made.all = all.estimate;
        made.deviance = all.of_reported.deviance;
        made.chosen_reported = all.of_reported.at;
        made.chosen = all.chosen;
        made.reported = data.usd;
        made.expected = all.expected;
        made.true_over_reported = all.true_over_reported;
        made.basis = data.bases[made.chosen].liquidated;
        made.dollars = shares_of(made.all.weight, data.bases[made.chosen]);
        auto const& history = inputs_.contracts.front().history;
        made.held_out = held_out_scores(data.bases, {data.usd, once, break_at_},
                                        day_moves(history, days_, side), folds());
        for (int draw = 0; draw < options_.draws; ++draw) {
            auto const d = static_cast<std::uint64_t>(draw);
            auto const times = resampled_days(days_.count, break_at_, options_.seed, d);
            std::optional<double> share;
            if (share_) share = fit_.feed_share[static_cast<std::size_t>(draw)];
            made.draws.push_back(estimate_of(data, times, share).estimate);
        }
        made.standard_error = deviations_of(made.draws);
        if (share_ && made.all.after <= 1)
            fit_.warnings.push_back(
                std::string(side == Side::long_side ? "longs" : "shorts") +
                ": reported after the break of the feed over before = " +
                words::plain(made.all.after, 2) +
                ", so that the break does not show what is left out before it. Is it the right "
                "day?");
    }

    BookInputs const& inputs_;
    BookFitOptions const& options_;
    BookFit fit_;
    ScoredDays days_;
    std::size_t break_at_ = 0;
    std::array<std::vector<double>, n_sides> reported_;
    std::optional<double> share_;
};

}  // namespace

DrawnRange drawn_range(std::vector<double> figures) {
    double const unknown = std::numeric_limits<double>::quiet_NaN();
    if (figures.empty()) return {unknown, unknown};
    std::ranges::sort(figures);
    auto const at = [&](double share) {
        return figures[static_cast<std::size_t>(
            std::llround(share * static_cast<double>(figures.size() - 1)))];
    };
    return {at(0.05), at(0.95)};
}

BookFit fit_book(BookInputs const& inputs, BookFitOptions const& options) {
    require(!options.feed_share || options.break_day,
            "--feed-share needs --feed-break, the day from which some venues report everything");
    return Calibration(inputs, options).run();
}

}  // namespace liq::estimation
