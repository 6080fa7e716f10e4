// bits [--backend cpu|cuda] [--instructions X] [--lanes N] [--threads N] [--block N] [--paths N]
//
// For each plan of tests/support/whole_model_plans.hpp, instruction set and lane width it prints
// one line: a hash of all totals, and those three. Two builds, or two machines, that print the same
// hashes simulate the same paths to the last bit. Without --instructions and --lanes it takes all
// that this processor runs.

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>
#include <vector>

#include "kernels/backend.hpp"
#include "kernels/cpu/tile_engine.hpp"
#include "tests/support/bits.hpp"
#include "tests/support/whole_model_plans.hpp"

namespace {

struct Asked {
    liq::BackendChoice choice{.name = "cpu", .instructions = ""};
    std::uint64_t paths = 3001;
};

/// Exits with code 2 if it finds an argument that it does not know.
Asked read_arguments(std::vector<std::string> const& arguments) {
    Asked asked;
    for (std::size_t i = 0; i < arguments.size(); i += 2) {
        std::string const& name = arguments[i];
        if (i + 1 == arguments.size()) {
            std::fprintf(stderr, "bits: %s: a value is missing\n", name.c_str());
            std::exit(2);
        }
        std::string const& value = arguments[i + 1];
        if (name == "--backend") {
            asked.choice.name = value;
        } else if (name == "--instructions") {
            asked.choice.instructions = value;
        } else if (name == "--lanes") {
            asked.choice.lanes = std::atoi(value.c_str());
        } else if (name == "--threads") {
            asked.choice.threads = std::atoi(value.c_str());
        } else if (name == "--block") {
            asked.choice.block_threads = std::atoi(value.c_str());
        } else if (name == "--paths") {
            asked.paths = std::strtoull(value.c_str(), nullptr, 10);
        } else {
            std::fprintf(stderr, "bits: %s is not known\n", name.c_str());
            std::exit(2);
        }
    }
    return asked;
}

/// The backend that is asked for, in every instruction set and lane width that was left open.
std::vector<liq::BackendChoice> choices(liq::BackendChoice const& asked) {
    if (asked.name != "cpu") return {asked};
    std::vector<liq::BackendChoice> all;
    for (liq::TileEngine const& engine : liq::tile_engines()) {
        bool const open = asked.instructions.empty();
        if (open ? !engine.supported() : asked.instructions != engine.instructions) continue;
        for (int lanes : {1, 8, 32}) {
            if (asked.lanes != 0 && asked.lanes != lanes) continue;
            all.push_back(asked);
            all.back().instructions = engine.instructions;
            all.back().lanes = lanes;
        }
    }
    return all;
}

int print_hashes(Asked const& asked) {
    auto const plans = liq::tests::all_plans_for_bits();
    auto const all = choices(asked.choice);
    if (all.empty()) {
        std::fprintf(stderr, "bits: no such instruction set or lane width\n");
        return 2;
    }
    for (liq::BackendChoice const& choice : all) {
        std::string explanation;
        auto const backend = liq::make_backend(choice, explanation);
        for (auto const& [name, plan] : plans) {
            liq::Totals const totals =
                liq::tests::totals_on(*backend, plan, {0, liq::tests::paths_of(plan, asked.paths)});
            std::printf("%016llx  %-6s %2d  %s\n",
                        static_cast<unsigned long long>(liq::tests::hash_of(totals)),
                        choice.name == "cpu" ? choice.instructions.c_str() : choice.name.c_str(),
                        choice.lanes, name.c_str());
        }
    }
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    try {
        return print_hashes(read_arguments({argv + 1, argv + argc}));
    } catch (liq::BackendMissing const& missing) {
        std::fprintf(stderr, "bits: %s\n", missing.what());
        return 4;
    } catch (std::exception const& error) {
        std::fprintf(stderr, "bits: %s\n", error.what());
        return 1;
    }
}
