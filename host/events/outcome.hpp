/// \file
/// The outcomes of an event kind, by name. A kind lists them once; tables, closed forms and words
/// look one up by its name, and the compiler refuses a name that the kind does not list.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace liq::events {

struct Outcome {
    char const* name = "";
    bool has_moment = false;  ///< it happens at some visit, so that it has a first time
};

/// One outcome among those that `Kind::outcomes` lists.
template <class Kind>
class OutcomeOf {
  public:
    /// Does not compile with a name that the kind does not list.
    consteval OutcomeOf(char const* name) : index_(position(name)) {  // NOLINT: reads as its name
        if (index_ == Kind::outcomes.size()) throw "the kind has no outcome of this name";
    }
    /// \return nothing where the kind has no outcome of this name
    static constexpr std::optional<OutcomeOf> find(std::string_view name) {
        std::size_t const index = position(name);
        if (index == Kind::outcomes.size()) return std::nullopt;
        return OutcomeOf(index);
    }

    /// Its place in `Kind::outcomes`.
    [[nodiscard]] constexpr std::size_t index() const { return index_; }
    constexpr bool operator==(OutcomeOf const&) const = default;

  private:
    constexpr explicit OutcomeOf(std::size_t index) : index_(index) {}
    static constexpr std::size_t position(std::string_view name) {
        std::size_t i = 0;
        while (i < Kind::outcomes.size() && name != Kind::outcomes[i].name) ++i;
        return i;
    }

    std::size_t index_;
};

/// Where the outcomes of one event stand in the totals of a run.
template <class Kind>
class OutcomeIndices {
  public:
    /// \param first  index of the first outcome that the kind lists; the others follow
    explicit OutcomeIndices(int first) : first_(first) {}
    [[nodiscard]] int operator[](OutcomeOf<Kind> outcome) const {
        return first_ + static_cast<int>(outcome.index());
    }

  private:
    int first_;
};

}  // namespace liq::events
