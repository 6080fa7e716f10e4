/// \file
/// From the classes of a living book in a plan to what programs read of them (plan_views.hpp).
#pragma once

#include <cmath>
#include <cstddef>

#include "kernels/plan.hpp"
#include "models/book/living_classes.hpp"
#include "models/core/expect.hpp"

namespace liq {

/// The tables of one class of a living book.
template <class Place>
void place_class(LivingClass const& a_class, LivingClassView& view, Place const& place) {
    for (std::size_t side = 0; side < n_sides; ++side) {
        place(view.fuel_up_to[side], a_class.ladder[side].fuel_up_to);
        place(view.gap_weight[side], a_class.ladder[side].gap_weight);
        InflowSide const& opening = a_class.inflow[side];
        InflowSideView& inflow = view.inflow[side];
        place(inflow.weight, opening.weight);
        place(inflow.gap, opening.gap);
        place(inflow.spots, opening.spots, inflow.n_spots);
        place(inflow.on_grid, opening.on_grid);
    }
}

/// What programs read of a living book beside its tables.
inline LivingBookView living_numbers_of(Plan const& plan) {
    LIQ_EXPECT(plan.classes.size() <= max_classes);
    LivingBookView view;
    view.count = static_cast<int>(plan.classes.size());
    view.refills_target = plan.book.refill == Refill::target;
    for (std::size_t i = 0; i < plan.classes.size(); ++i) {
        LivingClass const& from = plan.classes[i];
        LivingClassView& to = view.classes[i];
        to.kept = from.kept(plan.book.refresh);
        if (to.kept < 1)
            view.refresh_steps =
                static_cast<int>(std::llround(plan.book.refresh.years() / plan.step_years));
        for (std::size_t side = 0; side < n_sides; ++side) {
            to.target[side] = from.target.of(static_cast<Side>(side));
            to.initial[side] = from.ladder[side].fuel_up_to.back();
            to.first_level[side] = from.ladder[side].first_level();
            to.inflow[side].first = from.inflow[side].first;
            to.inflow[side].last = from.inflow[side].last;
            to.inflow[side].gap_scale = from.inflow[side].gap_scale;
        }
    }
    return view;
}

}  // namespace liq
