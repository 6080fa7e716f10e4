// This file is built once for each instruction set. Nothing in it may call an inline function of
// the standard library that other files use too: the linker would keep one copy of that function,
// perhaps this one, for all processors. tests/architecture checks the object files.

#include <cstdint>

#include "kernels/dispatch.hpp"
#include "models/core/counter.hpp"

namespace liq::inline LIQ_TARGET {
namespace {

/// One path alone, for what is left over of tiles. A function of its own, because the compiler
/// would else make it anew for every number of lanes.
template <class Program>
__attribute__((flatten, noinline)) void run_alone(Program const& program, std::uint64_t path,
                                                  CounterSink const& sink) {
    program.template run<1>(path, sink);
}

/// This is flattened, because a loop over lanes is SIMD only if everything in it is inlined.
template <int Lanes, class Program>
__attribute__((flatten)) void run_range(Program const& program, std::uint64_t first,
                                        std::uint64_t count, CounterSink const& sink) {
    std::uint64_t done = 0;
    while (done < count && !program.stopped()) {
        // A tile begins with an even path, so that it holds whole antithetic pairs.
        [[maybe_unused]] bool const whole = (first + done) % 2 == 0 && done + Lanes <= count;
        if constexpr (Lanes > 1) {
            if (whole) {
                program.template run<Lanes>(first + done, sink);
                done += Lanes;
                continue;
            }
        }
        run_alone(program, first + done, sink);
        ++done;
    }
}

}  // namespace

void run_tiles(ProgramInputs const& inputs, int lanes, std::uint64_t first, std::uint64_t count,
               Counter* hot, Counter* cold) {
    CounterSink const sink{hot, cold};
    with_program(inputs, [&](auto tag) {
        using Program = typename decltype(tag)::type;
        Program const program(inputs);
        if (lanes == 1) {
            run_range<1>(program, first, count, sink);
            return;
        }
        if constexpr (Program::lean) {
            if (lanes == 8) {
                run_range<8>(program, first, count, sink);
                return;
            }
        }
        run_range<32>(program, first, count, sink);
    });
}

}  // namespace liq::inline LIQ_TARGET
