#include "kernels/program_inputs.hpp"

#include "kernels/plan_views.hpp"

namespace liq {

ProgramInputs inputs_of(Plan const& plan) {
    return views_of(plan, [](auto& view, auto const& table) { view = table.data(); });
}

}  // namespace liq
