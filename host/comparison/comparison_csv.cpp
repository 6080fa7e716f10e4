#include "host/comparison/comparison_csv.hpp"

#include "host/words/sheet.hpp"

namespace liq::comparison {
namespace {

using words::Sheet;
using Cells = std::vector<Sheet::Cell>;

/// A table whose rows begin with the pair of runs, counted from 0, and the name of the run of NEW.
class OfPairs {
  public:
    OfPairs(std::vector<char const*> const& texts, std::vector<char const*> const& numbers)
        : sheet_({{"pair", "pair", Sheet::Kind::number}, {"name", "name"}}) {
        for (char const* name : texts) sheet_.column({name, name});
        for (char const* name : numbers) sheet_.column({name, name, Sheet::Kind::number});
    }
    /// \param rows  called as rows(pair, add), where add takes the cells of a row
    template <class Rows>
    std::string csv(Comparison const& comparison, Rows const& rows) {
        for (std::size_t i = 0; i < comparison.runs.size(); ++i)
            rows(comparison.runs[i], [&](Cells cells) {
                cells.insert(cells.begin(), {Sheet::Cell(static_cast<double>(i)),
                                             Sheet::Cell(comparison.runs[i].after->name)});
                sheet_.row(std::move(cells));
            });
        return sheet_.csv();
    }

  private:
    Sheet sheet_;
};

std::string inputs(Comparison const& comparison) {
    OfPairs table({"kind", "input", "unit", "old_toml", "new_toml"}, {"old", "new"});
    return table.csv(comparison, [](RunComparison const& pair, auto const& add) {
        for (InputChange const& change : pair.inputs)
            add({"key", change.key, "", change.before, change.after});
        for (MarketChange const& change : pair.market)
            add({"market", change.figure, change.unit, "", "", change.before, change.after});
    });
}

std::string outcomes(Comparison const& comparison) {
    OfPairs table({"event", "outcome", "question_old", "question_new"},
                  {"old", "new", "difference", "standard_error", "z", "p_value"});
    return table.csv(comparison, [](RunComparison const& pair, auto const& add) {
        for (OutcomeChange const& change : pair.outcomes)
            add({change.event, change.outcome, change.question_before, change.question_after,
                 change.before.probability, change.after.probability, change.difference,
                 change.standard_error, change.z, change.p_value});
    });
}

std::string statistics(Comparison const& comparison) {
    OfPairs table({"metric", "unit"}, {"old", "new", "difference", "standard_error"});
    return table.csv(comparison, [](RunComparison const& pair, auto const& add) {
        for (StatisticChange const& change : pair.statistics)
            add({change.metric(), findings::quantities[change.quantity].unit(), change.before,
                 change.after, change.difference(), change.standard_error});
    });
}

std::string limits(Comparison const& comparison) {
    OfPairs table({"metric", "state_old", "state_new"}, {"old", "new"});
    return table.csv(comparison, [](RunComparison const& pair, auto const& add) {
        for (LimitChange const& change : pair.limits)
            add({change.metric(), change.before.state, change.after.state, change.before.value,
                 change.after.value});
    });
}

std::string attribution(Comparison const& comparison) {
    OfPairs table({"event", "outcome", "input"}, {"first", "last", "mean", "standard_error"});
    return table.csv(comparison, [](RunComparison const& pair, auto const& add) {
        if (!pair.attribution) return;
        for (OutcomeAttribution const& one : pair.attribution->outcomes) {
            for (auto const& part : one.contributions)
                add({one.event, one.outcome, name_of(part.group), part.first.value, part.last.value,
                     part.mean.value, part.mean.standard_error});
            for (auto const& [name, effect] :
                 {std::pair{"interaction", &one.interaction}, std::pair{"all", &one.total}})
                add({one.event, one.outcome, name, Sheet::nothing, Sheet::nothing, effect->value,
                     effect->standard_error});
        }
    });
}

}  // namespace

std::string comparison_csv(Comparison const& comparison, std::string const& table) {
    if (table == "inputs") return inputs(comparison);
    if (table == "outcomes") return outcomes(comparison);
    if (table == "statistics") return statistics(comparison);
    return table == "limits" ? limits(comparison) : attribution(comparison);
}

}  // namespace liq::comparison
