/// \file
/// All kinds of events. A new one is one file and one line here.
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
    /// The same, and what a run asks that no `[[event]]` can.
    template <Kind... Own>
    using QuestionWith = std::variant<Written..., Own...>;
};

/// What `[[event]]` can ask, in the order of `schema`.
using WrittenKinds = KindList<  //
    Race,                       // which of two levels comes first
    Touch,                      // whether a level is reached
    Close,                      // whether a step closes at or above a level
    Sequence,                   // whether levels are reached in their order
    Hold,                       // whether the price stays beyond a level
    Cross                       // which way two moving averages cross
    >;

using WrittenQuestion = WrittenKinds::Question;
using Question = WrittenKinds::QuestionWith<Waterfall>;

}  // namespace liq::events
