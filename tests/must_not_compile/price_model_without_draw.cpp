// message: draw
// A price model that lacks a member of the concept is refused by a message that names the member.
#include "models/price/price_model.hpp"

namespace {

struct NothingMoves : liq::PriceModelDefaults {
    struct Parameters {
        static constexpr char const* name = "nothing_moves";
    };
    template <int Lanes>
    struct State {};
    template <int Lanes>
    struct Noise {};

    NothingMoves(Parameters const&, liq::PriceInputs const&) {}
    template <int Lanes>
    void start(State<Lanes>&, int) const {}
#ifdef CORRECT
    template <int Lanes>
    void draw(Noise<Lanes>&, liq::PriceDraws const&) const {}
#endif
    template <int Lanes>
    liq::LogPrice advance(State<Lanes>&, Noise<Lanes> const&, int, int) const {
        return 0;
    }
    template <int Lanes>
    float step_variance(State<Lanes> const&, int) const {
        return 0;
    }
};

template <liq::PriceModel Model>
void simulate() {}

}  // namespace

int main() {
    simulate<NothingMoves>();
}
