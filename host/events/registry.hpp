/// \file
/// The list of all kinds of events. A new kind needs one line here.
#pragma once

#include <variant>

#include "host/events/close.hpp"
#include "host/events/cross.hpp"
#include "host/events/event_kind.hpp"
#include "host/events/hold.hpp"
#include "host/events/race.hpp"
#include "host/events/sequence.hpp"
#include "host/events/touch.hpp"
#include "host/events/waterfall.hpp"

namespace liq::events {

template <Kind... Written>
struct KindList {
    using Question = std::variant<Written...>;
    /// The same with the kinds that only the program itself adds to a run.
    template <Kind... Own>
    using QuestionWith = std::variant<Written..., Own...>;
};

/// The kinds that `[[event]]` can have, in the order of `schema`.
using WrittenKinds = KindList<  //
    Race,                       // which of two levels comes first
    Touch,                      // whether a level is reached
    Close,                      // whether the price is at or above a level at the end of a step
    Sequence,                   // whether levels are reached in their order
    Hold,                       // whether the price stays on one side of a level for some time
    Cross                       // in which direction two moving averages cross first
    >;

using WrittenQuestion = WrittenKinds::Question;
using Question = WrittenKinds::QuestionWith<Waterfall>;

}  // namespace liq::events
