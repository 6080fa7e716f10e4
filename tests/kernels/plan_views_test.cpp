// No table of a plan is forgotten on the way to the programs, neither on the host nor on a card.
//
// Nothing here uses the list in kernels/plan_views.hpp. The tables are found by taking the types
// apart member by member, and the views are found by the addresses that they hold.
#include <gtest/gtest.h>

#include <cstdint>
#include <cstring>
#include <set>
#include <string>
#include <vector>

#include "kernels/cuda/device_tables.hpp"
#include "kernels/program_inputs.hpp"
#include "tests/support/largest_plan.hpp"

namespace liq::tests {
namespace {

/// The contents of one vector of a plan.
struct OwnedTable {
    unsigned char const* begin;
    std::size_t bytes;
    [[nodiscard]] bool holds(std::uint64_t address) const {
        auto const from = reinterpret_cast<std::uintptr_t>(begin);
        return from <= address && address < from + bytes;
    }
};

/// Takes a plan apart. After a member is added to one of these types this does not compile until
/// the member is named here. If it is a table, give it to kernels/plan_views.hpp too.
class Owned {
  public:
    explicit Owned(Plan const& plan) {
        auto const& [steps, step_years, bridge, seed, sampling, price_model, price, returns,
                     cascade, impact, withdrawal, depth, walls, ladder, book, classes, waterfall,
                     levels_below, levels_above, closes, remainders, stories, story_steps, crosses,
                     past_closes, closes_kept, givens, legs, profit_ticks_per_usd, day_ends,
                     records_both, fund_emptied, windows, memory, report_steps, layout] = plan;
        add(sampling, returns, depth, walls, ladder, classes, levels_below, levels_above, closes,
            remainders, stories, story_steps, crosses, past_closes, givens, legs,
            profit_ticks_per_usd, day_ends, report_steps);
    }
    [[nodiscard]] std::vector<OwnedTable> const& tables() const { return tables_; }

  private:
    template <class... Members>
    void add(Members const&... members) {
        (take(members), ...);
    }
    void take(std::vector<LivingClass> const& classes) {
        for (LivingClass const& of_book : classes) take(of_book);
    }
    template <class Entry>
    void take(std::vector<Entry> const& table) {
        auto const* const begin = reinterpret_cast<unsigned char const*>(table.data());
        tables_.push_back({begin, table.size() * sizeof(Entry)});
    }
    void take(SamplingPlan const& sampling) {
        auto const& [kind, replicates, log2_segments, whole_seed, bridge_weights, directions] =
            sampling;
        add(bridge_weights, directions);
    }
    void take(DepthTables const& depth) {
        auto const& [notional, distance, per_usd, points, bid, ask] = depth;
        add(notional, distance, per_usd);
    }
    void take(LadderSide const& side) {
        // `fuel` and `bankruptcy_gap` are for people; paths read the other three.
        auto const& [fuel, fuel_up_to, next_distance, bankruptcy_gap, gap_weight] = side;
        add(fuel_up_to, next_distance, gap_weight);
    }
    void take(Ladder const& ladder) {
        auto const& [longs, shorts] = ladder;
        add(longs, shorts);
    }
    void take(LivingClass const& of_book) {
        // As of `plan.ladder`, but paths do not read `next_distance`.
        auto const& [turnover, target, ladder, inflow] = of_book;
        for (LadderSide const& side : ladder) add(side.fuel_up_to, side.gap_weight);
        for (InflowSide const& side : inflow) {
            auto const& [weight, gap, spots, on_grid, first, last, gap_scale] = side;
            add(weight, gap, spots, on_grid);
        }
    }

    std::vector<OwnedTable> tables_;
};

std::vector<OwnedTable> tables_of(Plan const& plan) {
    return Owned(plan).tables();
}

/// All words of a program's inputs, among them addresses. The words of an empty optional may hold
/// anything, so the plans of these tests leave no optional empty.
std::vector<std::uint64_t> words_of(ProgramInputs const& inputs) {
    std::vector<std::uint64_t> words(sizeof(ProgramInputs) / 8);
    std::memcpy(words.data(), &inputs, words.size() * 8);
    return words;
}

bool contains(void const* memory, std::size_t bytes, OwnedTable const& table) {
    return memmem(memory, bytes, table.begin, table.bytes) != nullptr;
}

/// A plan in which each table has contents that no other table has.
Plan plan_with_different_tables() {
    Plan plan = largest_plan();
    unsigned char mark = 0;
    for (OwnedTable const& table : tables_of(plan)) {
        EXPECT_GT(table.bytes, 0u) << "largest_plan() leaves a table empty";
        std::memset(const_cast<unsigned char*>(table.begin), ++mark, table.bytes);
    }
    plan.stories.assign(plan.stories.size(), Story{.outcome = 3});  // these are read on the way
    return plan;
}

TEST(PlanViews, EveryTableOfAPlanIsSeenByPrograms) {
    Plan const plan = largest_plan();
    auto const words = words_of(inputs_of(plan));
    std::set<std::uint64_t> const seen(words.begin(), words.end());
    int number = 0;
    for (OwnedTable const& table : tables_of(plan)) {
        EXPECT_TRUE(seen.contains(reinterpret_cast<std::uintptr_t>(table.begin)))
            << "table " << number;
        ++number;
    }
}

TEST(PlanViews, TheCardGetsTheContentsOfEveryTable) {
    Plan const plan = plan_with_different_tables();
    DeviceTables const device = device_tables(plan, 88, 512, nullptr);
    int number = 0;
    for (OwnedTable const& table : tables_of(plan)) {
        EXPECT_TRUE(contains(device.words.data(), device.words.size() * 8, table) ||
                    contains(device.far.data(), device.far.size(), table))
            << "table " << number;
        ++number;
    }
}

TEST(PlanViews, NoAddressOfTheHostReachesTheCard) {
    Plan const plan = largest_plan();
    auto const tables = tables_of(plan);
    auto const here = words_of(inputs_of(plan));
    auto const there = words_of(device_tables(plan, 88, 512, nullptr).inputs);
    std::size_t views = 0;
    for (std::size_t i = 0; i < here.size(); ++i) {
        for (OwnedTable const& table : tables) {
            if (here[i] != reinterpret_cast<std::uintptr_t>(table.begin)) continue;
            EXPECT_FALSE(table.holds(there[i])) << "word " << i;
            ++views;
        }
    }
    EXPECT_GE(views, tables.size());
}

TEST(PlanViews, WhatATableTakesOnTheCardIsKnownBeforehand) {
    Plan const plan = largest_plan();
    DeviceTables const device = device_tables(plan, 88, 512, nullptr);
    TableBytes const bytes = table_bytes(plan);
    EXPECT_EQ(bytes.near, device.words.size() * 8);
    EXPECT_EQ(bytes.far, device.far.size());
}

}  // namespace
}  // namespace liq::tests
