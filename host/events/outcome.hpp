/// \file
/// The outcomes of an event kind, by name. A kind lists them once. Other code finds an outcome by
/// its name, and a name that the kind does not list is an error of compilation.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace liq::events {

struct Outcome {
    char const* name = "";
    bool has_moment = false;  ///< it happens at a visit, so that there is a time when it happened
};

/// One of the outcomes that `Kind::outcomes` lists.
template <class Kind>
class OutcomeOf {
  public:
    /// A name that the kind does not list is an error of compilation.
    consteval OutcomeOf(char const* name) : index_(position(name)) {  // NOLINT: reads as its name
        if (index_ == Kind::outcomes.size()) throw "the kind has no outcome of this name";
    }
    /// \return nothing where the kind has no outcome of this name
    static constexpr std::optional<OutcomeOf> find(std::string_view name) {
        std::size_t const index = position(name);
        if (index == Kind::outcomes.size()) return std::nullopt;
        return OutcomeOf(index);
    }

    /// Its index in `Kind::outcomes`.
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

/// The indices of the outcomes of one event in the totals of a run.
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
