#include "host/estimation/book_refusals.hpp"

#include <algorithm>
#include <string>

#include "host/errors.hpp"
#include "host/words/numbers.hpp"
#include "host/words/values.hpp"

namespace liq::estimation {
namespace {

constexpr char const* side_words[] = {"longs", "shorts"};

std::string days_text(std::size_t n) {
    return words::whole(n) + (n == 1 ? " day" : " days");
}

class Problems {
  public:
    void add(bool is_one, std::string const& text) {
        if (is_one) list_ += (list_.empty() ? "" : "; ") + text;
    }
    void refuse_if_any() const { require(list_.empty(), "the book cannot be estimated: " + list_); }

  private:
    std::string list_;
};

}  // namespace

void refuse_days(std::array<std::vector<double>, n_sides> const& reported, std::size_t n_days,
                 std::size_t break_at, bool has_break) {
    Problems problems;
    problems.add(n_days < least_days,
                 "scored days = " + words::whole(n_days) + ", at least " +
                     words::whole(least_days) +
                     " are needed (whole UTC days with candles, open interest and liquidations, "
                     "30 days after the first candle and later)");
    if (has_break && n_days >= least_days) {
        std::size_t const after = n_days - break_at;
        problems.add(break_at < least_days_beside_break || after < least_days_beside_break,
                     "scored days before the break of the feed = " + words::whole(break_at) +
                         ", from it on = " + words::whole(after) + ", at least " +
                         words::whole(least_days_beside_break) + " each are needed");
    }
    for (std::size_t s = 0; s < n_sides && n_days > 0; ++s) {
        auto const zero = static_cast<std::size_t>(std::ranges::count(reported[s], 0.0));
        double const share = static_cast<double>(zero) / static_cast<double>(n_days);
        problems.add(share > most_zero_days, std::string(side_words[s]) + ": no liquidation on " +
                                                 days_text(zero) + ", " + words::percent(share, 0) +
                                                 " of the scored ones; accepted: at most " +
                                                 words::percent(most_zero_days, 0));
    }
    problems.refuse_if_any();
}

void refuse_fit(BookFit const& fit) {
    Problems problems;
    for (std::size_t s = 0; s < n_sides; ++s) {
        SideFit const& side = fit.sides[s];
        std::string const who = std::string(side_words[s]) + ": ";
        double const c = side.all.volume_days;
        problems.add(c == volume_days_grid.front() || c == volume_days_grid.back(),
                     who + "c = " + words::plain_number(c) + " days of volume is at the edge of " +
                         "its grid, " + words::plain_number(volume_days_grid.front()) + " to " +
                         words::plain_number(volume_days_grid.back()) +
                         " (the deviance falls beyond it)");
        HeldOut const& out = side.held_out;
        std::string const held = " on " + days_text(out.n_days) + " held out";
        problems.add(!(out.rank >= least_rank_correlation),
                     who + "rank correlation" + held + " = " + words::plain(out.rank, 2) +
                         "; accepted: at least " + words::plain(least_rank_correlation, 1));
        problems.add(!(out.ratio >= least_ratio && out.ratio <= most_ratio),
                     who + "reported over expected" + held + " = " + words::plain(out.ratio, 2) +
                         "; accepted: " + words::plain(least_ratio, 1) + " to " +
                         words::plain(most_ratio, 0));
        problems.add(!(out.log_r_squared > out.log_r_squared_of_largest),
                     who + "R2 of logs" + held + " = " + words::plain(out.log_r_squared, 2) +
                         ", no gain over " + words::plain(out.log_r_squared_of_largest, 2) +
                         " of a regression on the day's largest move");
    }
    problems.refuse_if_any();
}

}  // namespace liq::estimation
