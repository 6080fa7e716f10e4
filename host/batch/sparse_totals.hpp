/// \file
/// The counters of a run in little memory: most of them are 0 and need not be stored.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "host/batch/packing.hpp"
#include "kernels/totals.hpp"

namespace liq::batch {

/// The counters that are not 0, in order of their index: hot ones first, then cold ones. They are
/// packed into one or two bytes each, because a batch keeps those of all its runs: twice the
/// distance from the index before, plus 1 and followed by the counter if that is not 1.
class SparseTotals {
  public:
    SparseTotals() = default;
    /// Takes over the result of `bytes()`. Damaged bytes are found when the counters are read.
    explicit SparseTotals(std::string_view bytes) { packer_.bytes = bytes; }

    /// \param index  above those that were added before
    void add(std::uint64_t index, Counter value) {
        bool const is_one = value == 1;
        packer_.whole((index - last_) << 1 | (is_one ? 0u : 1u));
        if (!is_one) packer_.whole(value);
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
        std::uint64_t const step = from_.whole();
        index_ += step >> 1;
        value_ = (step & 1) == 0 ? 1 : from_.whole();
    }

  private:
    Unpacker from_;
    std::uint64_t index_ = 0;
    Counter value_ = 0;
    bool at_end_ = false;
};

/// The counters of `totals` that are not 0.
SparseTotals sparse(Totals const& totals);
/// The sum, counter by counter.
SparseTotals sum_of(SparseTotals const& a, SparseTotals const& b);
/// Adds the counters to totals of the same layout. \throws Error if an index is beyond the layout
void add_sparse(SparseTotals const& from, Totals& totals);

}  // namespace liq::batch
