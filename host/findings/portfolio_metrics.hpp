/// \file
/// The names of the portfolio's numbers, for limits, stress tests and comparisons.
///
/// `portfolio.STATISTIC` is of all positions together, `position.NAME.STATISTIC` of one of them. A
/// `what_if` after the subject stands for the same with its what-if (with all of them), and a
/// `worst` before the statistic for the worst moment instead of the horizon:
/// `position.core-long.what_if.worst.es99`.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host/findings/portfolio.hpp"

namespace liq::findings {

/// What a name says.
struct PortfolioMetric {
    enum class Kind : std::uint8_t {
        liquidated,  ///< probability of liquidation; of the portfolio: of any position
        loss,        ///< mean loss, which is the mean profit with the other sign
        statistic    ///< one of `profit_statistics`
    };
    std::string position;  ///< empty: all positions together
    bool what_if = false;
    std::size_t moment = 0;  ///< as in SubjectFinding::profit
    Kind kind = Kind::liquidated;
    std::size_t statistic = 0;  ///< index in `profit_statistics`

    [[nodiscard]] char const* unit() const { return kind == Kind::liquidated ? "1" : "USD"; }
    /// Whether more is better: a mean or a quantile of the profit.
    [[nodiscard]] bool is_profit() const;
    /// "mean loss at the horizon, all positions".
    [[nodiscard]] std::string in_words() const;
};

/// The metric of this name; nothing for another name. Whether a run has the position is another
/// question.
std::optional<PortfolioMetric> portfolio_metric(std::string_view name);

/// The words that may end such a name: liquidated, loss, mean, p01, ..., es99.
std::vector<std::string> portfolio_statistics();

/// A number with its standard error and its 95 % interval, in the unit of the metric. The standard
/// error of a quantile or a shortfall is that of the normal law with the same interval.
struct PortfolioNumber {
    double value = not_known;
    double standard_error = not_known;
    double low = not_known, high = not_known;
};

/// Whether the portfolio has the position, or the total, with or without a what-if as asked.
bool has_subject(PortfolioMetric const& metric, PortfolioFinding const& portfolio);

/// The number, with the cascade; not known where the portfolio has no such subject.
PortfolioNumber number_of(PortfolioMetric const& metric, PortfolioFinding const& portfolio);

/// The numbers by which portfolios are compared, in the order of its subjects: of all positions
/// liquidated, mean, var99, es99 and worst.es99, of each that is followed alone liquidated, mean
/// and es99.
std::vector<std::string> headline_metrics(PortfolioFinding const& portfolio);

}  // namespace liq::findings
