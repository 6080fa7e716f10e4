/// \file
/// What a run counted, in little memory: most counters of a run stay 0.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "host/batch/packing.hpp"
#include "kernels/totals.hpp"

namespace liq::batch {

/// Counters that are not 0, by ascending index: the hot ones first, then the cold ones. They are
/// packed, about three bytes each, because a batch keeps those of all its runs.
class SparseTotals {
  public:
    SparseTotals() = default;
    /// Takes over what `bytes` gave; damage is found by those who read the counters.
    explicit SparseTotals(std::string_view bytes) { packer_.bytes = bytes; }

    /// \param index  above those that were added before
    void add(std::uint64_t index, Counter value) {
        packer_.whole(index - last_);
        packer_.whole(value);
        last_ = index;
    }
    void shrink() { packer_.bytes.shrink_to_fit(); }

    [[nodiscard]] std::string const& bytes() const { return packer_.bytes; }
    bool operator==(SparseTotals const& other) const { return bytes() == other.bytes(); }

  private:
    Packer packer_;
    std::uint64_t last_ = 0;
};

/// Reads counters in order. \throws Error(Exit::bad_input) where the bytes are damaged
class SparseReader {
  public:
    explicit SparseReader(SparseTotals const& from) : from_(from.bytes()) { next(); }

    [[nodiscard]] bool at_end() const { return at_end_; }
    [[nodiscard]] std::uint64_t index() const { return index_; }
    [[nodiscard]] Counter value() const { return value_; }
    void next() {
        at_end_ = from_.at_end();
        if (at_end_) return;
        index_ += from_.whole();
        value_ = from_.whole();
    }

  private:
    Unpacker from_;
    std::uint64_t index_ = 0;
    Counter value_ = 0;
    bool at_end_ = false;
};

SparseTotals sparse(Totals const& totals);
/// The sum, counter by counter.
SparseTotals sum_of(SparseTotals const& a, SparseTotals const& b);
/// Adds to totals of the same layout. \throws Error if an index is beyond it
void add_sparse(SparseTotals const& from, Totals& totals);

}  // namespace liq::batch
