#include "host/batch/sparse_totals.hpp"

#include <vector>

#include "host/errors.hpp"

namespace liq::batch {

SparseTotals sparse(Totals const& totals) {
    SparseTotals result;
    std::uint64_t index = 0;
    for (std::vector<Counter> const* const counters : {&totals.hot(), &totals.cold()})
        for (Counter const value : *counters) {
            if (value != 0) result.add(index, value);
            ++index;
        }
    result.shrink();
    return result;
}

SparseTotals sum_of(SparseTotals const& a, SparseTotals const& b) {
    SparseTotals sum;
    SparseReader from_a(a), from_b(b);
    while (!from_a.at_end() || !from_b.at_end()) {
        bool const takes_a =
            from_b.at_end() || (!from_a.at_end() && from_a.index() <= from_b.index());
        bool const takes_b =
            from_a.at_end() || (!from_b.at_end() && from_b.index() <= from_a.index());
        std::uint64_t const index = takes_a ? from_a.index() : from_b.index();
        Counter const value = (takes_a ? from_a.value() : 0) + (takes_b ? from_b.value() : 0);
        if (value != 0) sum.add(index, value);  // counters wrap around, so a sum can be 0
        if (takes_a) from_a.next();
        if (takes_b) from_b.next();
    }
    sum.shrink();
    return sum;
}

void add_sparse(SparseTotals const& from, Totals& totals) {
    std::size_t const n_hot = totals.hot().size();
    for (SparseReader counters(from); !counters.at_end(); counters.next()) {
        std::uint64_t const at = counters.index();
        require(at < n_hot + totals.cold().size(), "it has a counter that the run does not have");
        Counter& counter = at < n_hot ? totals.hot()[at] : totals.cold()[at - n_hot];
        counter += counters.value();
    }
}

}  // namespace liq::batch
