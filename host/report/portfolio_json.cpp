#include "host/report/portfolio_json.hpp"

#include <cstddef>
#include <utility>

#include "host/report/json_values.hpp"
namespace liq::report {
namespace {

using Json = nlohmann::ordered_json;

Json profit_json(findings::SubjectFinding const& s, std::size_t view, std::size_t moment) {
    Json json;
    findings::ProfitStatistics const& values = s.profit[view][moment];
    for (std::size_t i = 0; i < values.all.size(); ++i)
        json[findings::profit_statistics[i].name] = number_or_null(values.all[i]);
    json["worst_tail"] = findings::word_of(findings::Tail::low);
    for (auto const& [name, ends] : {std::pair{"low", &s.profit_low}, {"high", &s.profit_high}})
        for (std::size_t i = 0; i < values.all.size(); ++i)
            if (findings::profit_statistics[i].is_metric())
                json[name][findings::profit_statistics[i].name] =
                    number_or_null((*ends)[view][moment].all[i]);
    return json;
}

Json fate_json(findings::FateFinding const& fate) {
    return {{"hits", fate.liquidated.hits},
            {"probability", number_or_null(fate.liquidated.probability)},
            {"standard_error", number_or_null(fate.liquidated.standard_error)},
            {"low", number_or_null(fate.liquidated.low)},
            {"high", number_or_null(fate.liquidated.high)},
            {"mean_days", number_or_null(fate.mean_days)},
            {"stopped", number_or_null(fate.stopped)},
            {"stopped_mean_days", number_or_null(fate.stopped_mean_days)}};
}

/// One view of the profits: at both moments, and how the mean differs from the view with the
/// cascade.
Json view_json(findings::SubjectFinding const& s, std::size_t view) {
    Json json{{"horizon", profit_json(s, view, 0)}, {"worst", profit_json(s, view, 1)}};
    if (view == 0) return json;
    json["mean_effect"] = number_or_null(s.mean_effect[view][0]);
    json["mean_effect_standard_error"] = number_or_null(s.mean_effect_standard_error[view][0]);
    return json;
}

Json subject_json(findings::SubjectFinding const& s) {
    Json json{{"name", s.name},
              {"what_if", text_or_null(s.what_if)},
              {"side", text_or_null(s.side)},
              {"venue", text_or_null(s.venue)},
              {"members", s.members},
              {"liquidation_spread", number_or_null(s.liquidation_spread)},
              {"notional", number_or_null(s.notional)},
              {"net", number_or_null(s.net)},
              {"entry", number_or_null(s.entry)},
              {"margin", number_or_null(s.margin)},
              {"profit_now", number_or_null(s.profit_now)},
              {"liquidation_price", number_or_null(s.liquidation_price)},
              {"stop", number_or_null(s.stop)}};
    json["liquidated"] = fate_json(s.fate[0]);
    json["liquidated_without_cascade"] = fate_json(s.fate[1]);
    json["liquidation_effect"] = number_or_null(s.liquidation_effect);
    json["liquidation_effect_standard_error"] = number_or_null(s.liquidation_effect_standard_error);
    json["deleveraged"] = number_or_null(s.deleveraged);
    json["deleveraged_share"] = number_or_null(s.deleveraged_share);
    json["profit"] = view_json(s, 0);
    json["profit_without_cascade"] = view_json(s, 1);
    json["profit_not_deleveraged"] = view_json(s, 2);
    return json;
}

}  // namespace

Json portfolio_json(findings::RunFindings const& findings) {
    if (!findings.portfolio) return {};
    Json json{{"positions", Json::array()}, {"totals", Json::array()}};
    for (auto const& s : findings.portfolio->positions)
        json["positions"].push_back(subject_json(s));
    for (auto const& s : findings.portfolio->totals) json["totals"].push_back(subject_json(s));
    return json;
}

}  // namespace liq::report
