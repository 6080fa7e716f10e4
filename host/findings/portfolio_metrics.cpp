#include "host/findings/portfolio_metrics.hpp"

#include <algorithm>
#include <array>

namespace liq::findings {
namespace {

using Kind = PortfolioMetric::Kind;

/// Half the width of a two-sided 95 % interval of the normal law, in standard errors.
constexpr double normal_95 = 1.959963984540054;

/// Cuts `end` off the end of the text; false where it does not end with it.
bool cut_end(std::string_view& text, std::string_view end) {
    if (!text.ends_with(end)) return false;
    text.remove_suffix(end.size());
    return true;
}

SubjectFinding const* subject_of(PortfolioMetric const& metric, PortfolioFinding const& portfolio) {
    auto const& subjects = metric.position.empty() ? portfolio.totals : portfolio.positions;
    auto const at = std::ranges::find_if(subjects, [&](SubjectFinding const& s) {
        return s.what_if.empty() != metric.what_if &&
               (metric.position.empty() || s.name == metric.position);
    });
    return at == subjects.end() ? nullptr : &*at;
}

bool is_loss(StatisticDescription const& statistic) {
    using enum StatisticDescription::Kind;
    return statistic.kind == value_at_risk || statistic.kind == mean_loss;
}

}  // namespace

bool PortfolioMetric::is_profit() const {
    return kind == Kind::statistic && !is_loss(profit_statistics[statistic]);
}

std::string PortfolioMetric::in_words() const {
    std::string const of = (position.empty() ? "all positions" : "position " + position) +
                           std::string(what_if ? " with what_if" : "");
    if (kind == Kind::liquidated)
        return (position.empty() ? "probability of a liquidation among "
                                 : "probability of liquidation, ") +
               of;
    std::string const when = moment == 0 ? " at the horizon, " : " at the worst moment, ";
    if (kind == Kind::loss) return "mean loss since the start" + when + of;
    return profit_statistics[statistic].meaning + when + of;
}

std::optional<PortfolioMetric> portfolio_metric(std::string_view name) {
    PortfolioMetric metric;
    auto const dot = name.rfind('.');
    if (dot == std::string_view::npos) return std::nullopt;
    std::string_view const last = name.substr(dot + 1);
    std::string_view subject = name.substr(0, dot);
    if (last == "liquidated" || last == "loss") {
        metric.kind = last == "loss" ? Kind::loss : Kind::liquidated;
    } else {
        metric.kind = Kind::statistic;
        auto const at = std::ranges::find_if(profit_statistics, [&](auto const& statistic) {
            return statistic.is_metric() && last == statistic.name;
        });
        if (at == profit_statistics.end()) return std::nullopt;
        metric.statistic = static_cast<std::size_t>(at - profit_statistics.begin());
    }
    if (metric.kind != Kind::liquidated && cut_end(subject, ".worst")) metric.moment = 1;
    metric.what_if = cut_end(subject, ".what_if");
    if (subject == "portfolio") return metric;
    constexpr std::string_view one = "position.";
    if (!subject.starts_with(one)) return std::nullopt;
    metric.position = subject.substr(one.size());
    if (metric.position.empty() || metric.position.find('.') != std::string::npos)
        return std::nullopt;
    return metric;
}

std::vector<std::string> portfolio_statistics() {
    std::vector<std::string> names{"liquidated", "loss"};
    for (auto const& statistic : profit_statistics)
        if (statistic.is_metric()) names.emplace_back(statistic.name);
    return names;
}

bool has_subject(PortfolioMetric const& metric, PortfolioFinding const& portfolio) {
    return subject_of(metric, portfolio) != nullptr;
}

PortfolioNumber number_of(PortfolioMetric const& metric, PortfolioFinding const& portfolio) {
    SubjectFinding const* const subject = subject_of(metric, portfolio);
    if (subject == nullptr) return {};
    if (metric.kind == Kind::liquidated) {
        Estimate const& e = subject->fate[0].liquidated;
        return {e.probability, e.standard_error, e.low, e.high};
    }
    ProfitStatistics const& values = subject->profit[0][metric.moment];
    ProfitStatistics const& low = subject->profit_low[0][metric.moment];
    ProfitStatistics const& high = subject->profit_high[0][metric.moment];
    if (metric.kind == Kind::loss)
        return {0.0 - values["mean"], values["mean_standard_error"], 0.0 - high["mean"],
                0.0 - low["mean"]};
    PortfolioNumber number{values.all[metric.statistic], not_known, low.all[metric.statistic],
                           high.all[metric.statistic]};
    bool const is_mean =
        profit_statistics[metric.statistic].kind == StatisticDescription::Kind::mean;
    number.standard_error =
        is_mean ? values["mean_standard_error"] : (number.high - number.low) / (2 * normal_95);
    return number;
}

std::vector<std::string> headline_metrics(PortfolioFinding const& portfolio) {
    std::vector<std::string> names;
    auto const add = [&](std::string const& subject, SubjectFinding const& s, auto const& words) {
        for (char const* word : words)
            names.push_back(subject + (s.what_if.empty() ? "." : ".what_if.") + word);
    };
    for (SubjectFinding const& s : portfolio.totals)
        add("portfolio", s, std::array{"liquidated", "mean", "var99", "es99", "worst.es99"});
    for (SubjectFinding const& s : portfolio.positions)
        if (s.members == 1) add("position." + s.name, s, std::array{"liquidated", "mean", "es99"});
    return names;
}

}  // namespace liq::findings
