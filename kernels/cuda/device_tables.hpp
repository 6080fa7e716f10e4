/// \file
/// The tables of a plan as a card gets them: those of a block's shared memory as one run of words,
/// which travels in one copy, and the far ones, which stay in global memory, as one run of bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

#include "kernels/plan_views.hpp"
#include "kernels/program_inputs.hpp"
#include "models/core/table.hpp"

namespace liq {

/// The tables of a plan for a program that sets aside so many bytes a thread.
struct DeviceTables {
    ProgramInputs inputs;              ///< of the plan, its tables where the card will have them
    std::vector<std::uint64_t> words;  ///< of the memory of a block, behind what is set aside
    std::vector<unsigned char> far;    ///< in global memory
    std::size_t tables_at = 0;         ///< offset of `words` in the memory of a block [bytes]
};

/// What the tables of a plan take, each at a multiple of 8 [bytes].
struct TableBytes {
    std::size_t near = 0;  ///< in the memory that a block shares
    std::size_t far = 0;   ///< in global memory
};

/// Tables begin at multiples of this [bytes].
inline constexpr std::size_t table_alignment = 8;
constexpr std::size_t aligned(std::size_t bytes) {
    return (bytes + table_alignment - 1) / table_alignment * table_alignment;
}

/// Counts tables instead of placing them.
class TableCounter {
  public:
    explicit TableCounter(TableBytes& bytes) : bytes_(&bytes) {}
    template <class Entry>
    void operator()(Table<Entry>& /*view*/, std::vector<Entry> const& table) const {
        bytes_->near += aligned(table.size() * sizeof(Entry));
    }
    template <class Entry>
    void operator()(FarTable<Entry>& /*view*/, std::vector<Entry> const& table) const {
        bytes_->far += aligned(table.size() * sizeof(Entry));
    }

  private:
    TableBytes* bytes_;
};

inline TableBytes table_bytes(Plan const& plan) {
    TableBytes bytes;
    views_of(plan, TableCounter(bytes));
    return bytes;
}

/// Copies each table to the end of what is there, and points its view to where the card will have
/// it.
class TableCopier {
  public:
    TableCopier(DeviceTables& tables, unsigned char const* far_base)
        : tables_(&tables), far_base_(far_base) {}

    template <class Entry>
    void operator()(Table<Entry>& view, std::vector<Entry> const& table) const {
        std::vector<std::uint64_t>& words = tables_->words;
        std::size_t const start = words.size(), bytes = table.size() * sizeof(Entry);
        words.resize(start + aligned(bytes) / table_alignment, 0);
        if (bytes != 0) std::memcpy(words.data() + start, table.data(), bytes);
        view = Table<Entry>::in_block(tables_->tables_at + start * table_alignment);
    }
    template <class Entry>
    void operator()(FarTable<Entry>& view, std::vector<Entry> const& table) const {
        std::vector<unsigned char>& far = tables_->far;
        std::size_t const start = far.size(), bytes = table.size() * sizeof(Entry);
        far.resize(start + aligned(bytes), 0);
        if (bytes != 0) std::memcpy(far.data() + start, table.data(), bytes);
        view = FarTable<Entry>(reinterpret_cast<Entry const*>(far_base_ + start));
    }

  private:
    DeviceTables* tables_;
    unsigned char const* far_base_;
};

/// \param aside_bytes    of a thread, `PathProgram::aside_bytes`
/// \param block_threads  of the blocks that will run
/// \param far_base       where `far` will be in global memory
inline DeviceTables device_tables(Plan const& plan, std::size_t aside_bytes, int block_threads,
                                  unsigned char const* far_base) {
    DeviceTables tables;
    tables.tables_at = tables_offset(block_threads, aside_bytes);
    tables.inputs = views_of(plan, TableCopier(tables, far_base));
    return tables;
}

}  // namespace liq
