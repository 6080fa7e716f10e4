/// \file
/// The part of `Reader` for the turnover of a living book: one time, a table that divides days by
/// the leverage, or a list of times by leverage.
#include <string>

#include "host/errors.hpp"
#include "host/scenario/field_text.hpp"
#include "host/scenario/reader_form.hpp"

namespace liq::scenario {
namespace {

std::string const table_form = "{ leverage_days = .. }";
std::string const band_form = "{ leverage = .., turnover = .. }";

}  // namespace

TurnoverBand Reader::band(Node const& table, double before, std::string const& accepted,
                          Field const& f) {
    if (table.kind != Node::Kind::table) refuse_type(table, f, band_form);
    only(table, "leverage", "turnover", f);
    Field const of_leverage{.range = positive(), .meaning = f.meaning};
    std::string const key = key_;
    Node const& leverage = part(table, key, "leverage", accepted, f);
    Node const& turnover = part(table, key, "turnover", accepted, f);
    TurnoverBand band;
    key_ = key + ".leverage";
    band.leverage = number(leverage, of_leverage);
    require(band.leverage > before,
            at(leverage, of_leverage) +
                " is not above that of the entry before; accepted: ascending leverages" +
                meaning_text(f));
    key_ = key + ".turnover";
    read(turnover, band.turnover, "", f);
    return band;
}

void Reader::field(char const* name, Turnover& member, Field const& f) {
    auto const* node = find(name, f);
    if (node == nullptr) return;
    std::string const key = key_;
    if (node->kind == Node::Kind::table) {
        check_known(*node, {"leverage_days"}, f);
        Node const& days = part(*node, key, "leverage_days", table_form, f);
        key_ = key + ".leverage_days";
        member.leverage_days =
            number(days, {.unit = "d", .range = leverage_days_range, .meaning = f.meaning});
    } else if (node->kind == Node::Kind::array) {
        std::string const accepted =
            "1 to " + std::to_string(max_classes) + " tables " + band_form + " by leverage";
        require(!node->children.empty() && node->children.size() <= max_classes,
                at(*node, f) + " has " + std::to_string(node->children.size()) +
                    " elements; accepted: " + accepted + meaning_text(f));
        for (Node const& child : node->children) {
            key_ = key + "[" + std::to_string(member.bands.size()) + "]";
            double const before = member.bands.empty() ? 0.0 : member.bands.back().leverage;
            member.bands.push_back(band(child, before, band_form, f));
        }
    } else {
        read(*node, member.of_all.emplace(), ", or " + table_form + ", or a list of " + band_form,
             f);
    }
}

}  // namespace liq::scenario
