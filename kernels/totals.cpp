#include "kernels/totals.hpp"

#include <thrust/functional.h>
#include <thrust/system/cpp/execution_policy.h>
#include <thrust/transform.h>

#include "models/core/expect.hpp"

namespace liq {
namespace {

void add_to_all(std::vector<Counter>& into, std::vector<Counter> const& from) {
    thrust::transform(thrust::cpp::par, into.begin(), into.end(), from.begin(), into.begin(),
                      thrust::plus<Counter>{});
}

}  // namespace

void Totals::add(Totals const& other) {
    LIQ_EXPECT(layout_ == other.layout_);
    add_to_all(hot_, other.hot_);
    add_to_all(cold_, other.cold_);
}

}  // namespace liq
