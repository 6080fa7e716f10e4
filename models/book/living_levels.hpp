/// \file
/// What the levels of one side of a living book hold (models/law.md 4), in one lane.
#pragma once

#include "models/book/living_memory.hpp"

namespace liq::inline LIQ_TARGET {

/// Positions that enter at a renewal are added to two *cells*, one for each grid point next to the
/// price. What a level holds is worked out when it is asked for: the products of cells and the mix,
/// less the entry of the level, which is what they were when it was last swept. The entry of a
/// level that was never reached is not kept; there the snapshot's fuel is alive too. A part whose
/// entries spread over more than `most_spread` levels has *buckets* from then on: the entry of a
/// level is what it holds, and every renewal fills them. Both ways are in whole units, and have the
/// same bits until units are counted anew.
class LivingLevels : public LivingMemory {
  public:
    using LivingMemory::LivingMemory;

  protected:
    /// Products of all cells and the mix, or the gaps of the mix, at a level.
    template <int Lanes>
    LIQ_HD double entered_at(LivingPart<Lanes> const& a, int lane, Part part, int level,
                             FarTable<double> const& mix) const;
    /// Gives the levels from .. to entries, and all between them and those that have some.
    template <int Lanes>
    LIQ_HD void know(LivingPart<Lanes>& a, int lane, Part part, int from, int to) const;
    /// What a level holds.
    template <int Lanes>
    LIQ_HD double units_at(LivingPart<Lanes> const& a, int lane, Part part, int level) const;
    /// The first level from `level` on that holds fuel; beyond the grid if there is none.
    template <int Lanes>
    LIQ_HD int next_filled(LivingPart<Lanes> const& a, int lane, Part part, int level) const;
    /// What all levels hold.
    template <int Lanes>
    LIQ_HD double units_alive(LivingPart<Lanes> const& a, int lane, Part part) const;

    /// Some positions enter in a cell and in the next one. The cells must be there, or the part
    /// must have buckets.
    LIQ_HD void fill_buckets(int lane, Part part, int entered, double here, double behind) const;
    /// Makes room for two cells; else the part gets buckets.
    template <int Lanes>
    LIQ_HD void make_room(LivingPart<Lanes>& a, int lane, Part part, int entered) const;
    template <int Lanes>
    LIQ_HD void widen(LivingPart<Lanes>& a, int lane, Part part) const;

  private:
    /// What positions that enter at two grid points add to entries of levels.
    LIQ_HD static void add_entry(InflowSideView const& mix, FarTable<double> const& table,
                                 Levels levels, int entered, double here, double behind);
};

}  // namespace liq::inline LIQ_TARGET

#include "models/book/living_cells.hpp"
#include "models/book/living_content.hpp"
