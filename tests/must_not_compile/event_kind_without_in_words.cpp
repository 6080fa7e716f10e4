// message: in_words
// A kind of event that lacks a member of the concept is refused by a message that names the member.
#include "host/events/event_kind.hpp"

namespace {

struct NothingHappens {
    static constexpr char const* kind = "nothing";
    static constexpr std::array outcomes{liq::events::Outcome{"nothing"}};
    static constexpr bool needs_history = false;

    template <class Form>
    void describe(Form&) {}
    void check(liq::events::Setting const&) const {}
    void check_at_spot(liq::events::Setting const&, double) const {}
    void add_tables(liq::events::OutcomeIndices<NothingHappens>, liq::events::Tables&) const {}
#ifdef CORRECT
    std::string in_words(liq::events::OutcomeOf<NothingHappens>, liq::Duration) const { return ""; }
#endif
    liq::events::ClosedForms<NothingHappens> closed_forms(liq::events::Law const&) const {
        return liq::events::ClosedForms<NothingHappens>(liq::events::obstacle::kind);
    }
};

template <liq::events::Kind Kind>
void ask() {}

}  // namespace

int main() {
    ask<NothingHappens>();
}
