#include "host/report/portfolio_json.hpp"

#include <cmath>
#include <string>

namespace liq::report {
namespace {

using Json = nlohmann::ordered_json;

Json number(double value) {
    return std::isfinite(value) ? Json(value) : Json();
}

Json text(std::string const& text) {
    return text.empty() ? Json() : Json(text);
}

Json profit_json(findings::ProfitStatistics const& values) {
    Json json;
    for (std::size_t i = 0; i < values.all.size(); ++i)
        json[findings::profit_statistics[i].name] = number(values.all[i]);
    json["worst_tail"] = findings::word_of(findings::Tail::low);
    return json;
}

Json fate_json(findings::FateFinding const& fate) {
    return {{"hits", fate.liquidated.hits},
            {"probability", number(fate.liquidated.probability)},
            {"standard_error", number(fate.liquidated.standard_error)},
            {"low", number(fate.liquidated.low)},
            {"high", number(fate.liquidated.high)},
            {"mean_days", number(fate.mean_days)},
            {"stopped", number(fate.stopped)},
            {"stopped_mean_days", number(fate.stopped_mean_days)}};
}

/// One account: both moments, and how the mean differs from that with the cascade.
Json view_json(findings::SubjectFinding const& s, std::size_t view) {
    Json json{{"horizon", profit_json(s.profit[view][0])},
              {"worst", profit_json(s.profit[view][1])}};
    if (view == 0) return json;
    json["mean_effect"] = number(s.mean_effect[view][0]);
    json["mean_effect_standard_error"] = number(s.mean_effect_standard_error[view][0]);
    return json;
}

Json subject_json(findings::SubjectFinding const& s) {
    Json json{{"name", s.name},
              {"what_if", text(s.what_if)},
              {"side", text(s.side)},
              {"venue", text(s.venue)},
              {"notional", number(s.notional)},
              {"net", number(s.net)},
              {"entry", number(s.entry)},
              {"margin", number(s.margin)},
              {"profit_now", number(s.profit_now)},
              {"liquidation_price", number(s.liquidation_price)},
              {"stop", number(s.stop)}};
    json["liquidated"] = fate_json(s.fate[0]);
    json["liquidated_without_cascade"] = fate_json(s.fate[1]);
    json["liquidation_effect"] = number(s.liquidation_effect);
    json["liquidation_effect_standard_error"] = number(s.liquidation_effect_standard_error);
    json["deleveraged"] = number(s.deleveraged);
    json["deleveraged_share"] = number(s.deleveraged_share);
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
