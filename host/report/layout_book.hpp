/// \file
/// The accounting of the book of a run, along the axis `side`.
#pragma once

#include <array>
#include <cstdint>
#include <numeric>
#include <string>
#include <vector>

#include "host/findings/book.hpp"
#include "host/report/layout_columns.hpp"

namespace liq::report::layout {

template <class Form>
void book(Form& form, std::array<findings::BookSideFinding, n_sides>& sides) {
    std::vector<std::string> names{"long", "short"};
    form.scale("side", names, {"", "side of the positions"});
    auto const put = [&](char const* name, double findings::BookSideFinding::* part,
                         char const* what) {
        column<double>(form, name, "side", sides,
                       [part](findings::BookSideFinding& side) -> double& { return side.*part; },
                       {"USD", what});
    };
    put("fuel", &findings::BookSideFinding::fuel, "forced orders on the price grid");
    put("off_grid", &findings::BookSideFinding::off_grid,
        "liquidated more than 0.8 of log distance from spot");
    put("wrong_side", &findings::BookSideFinding::wrong_side,
        "already beyond the liquidation price at spot");
    put("not_liquidatable", &findings::BookSideFinding::not_liquidatable,
        "hedged, cross-margined or cleared elsewhere");
    put("never", &findings::BookSideFinding::never,
        "open interest without a liquidation price, valued at entry");
}

/// The flows of a living book, along the axis `side`.
template <class Form>
void flows(Form& form, std::array<findings::FlowsFinding, n_sides>& sides) {
    std::vector<std::string> names{"long", "short"};
    form.scale("side", names, {"", "side of the positions"});
    auto const put = [&](char const* name, double findings::FlowsFinding::* part,
                         char const* what) {
        column<double>(form, name, "side", sides,
                       [part](findings::FlowsFinding& side) -> double& { return side.*part; },
                       {"USD", what});
    };
    put("initial", &findings::FlowsFinding::initial, "fuel alive at the start");
    put("opened", &findings::FlowsFinding::opened,
        "fuel of new positions on the grid, mean over paths");
    put("closed", &findings::FlowsFinding::closed, "fuel of positions that closed by themselves");
    put("liquidated", &findings::FlowsFinding::liquidated, "fuel liquidated");
    put("deleveraged", &findings::FlowsFinding::deleveraged,
        "fuel closed against the other side's deficit");
    put("alive", &findings::FlowsFinding::alive, "fuel alive at the horizon");
    put("inflow_off_grid", &findings::FlowsFinding::inflow_off_grid,
        "fuel of new positions beyond the grid, not included in the others");
}

/// The classes of a living book, along the axis `class`.
template <class Form>
void classes(Form& form, std::vector<findings::ClassFinding>& classes) {
    std::vector<std::int64_t> numbers(classes.size());
    std::iota(numbers.begin(), numbers.end(), std::int64_t{0});
    form.scale("class", numbers, {"1", "number of the class"});
    classes.resize(numbers.size());
    auto const put = [&](char const* name, double findings::ClassFinding::* part,
                         Description const& what) {
        column<double>(
            form, name, "class", classes,
            [part](findings::ClassFinding& one) -> double& { return one.*part; }, what);
    };
    put("lowest_leverage", &findings::ClassFinding::lowest_leverage, {"1", "lowest leverage"});
    put("highest_leverage", &findings::ClassFinding::highest_leverage, {"1", "highest leverage"});
    put("turnover", &findings::ClassFinding::turnover,
        {"s", "time in which 1 - 1/e of the positions close by themselves; inf: never"});
    put("target_long", &findings::ClassFinding::target_long,
        {"1", "size that the longs are held at, of their fuel at the start"});
    put("target_short", &findings::ClassFinding::target_short,
        {"1", "size that the shorts are held at, of their fuel at the start"});
}

}  // namespace liq::report::layout
