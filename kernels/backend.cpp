#include "kernels/backend.hpp"

#include <cstdlib>

#include "kernels/cuda/visible_cards.hpp"

namespace liq {
namespace {

/// The CUDA backend, and what to say where it has fewer cards than one would expect.
std::unique_ptr<Backend> cuda_backend(BackendChoice const& choice, std::string& explanation) {
    auto backend = make_cuda_backend(choice);
    explanation = fewer_cards_in_words(n_cuda_cards(), std::getenv("CUDA_VISIBLE_DEVICES"));
    return backend;
}

}  // namespace

std::unique_ptr<Backend> make_backend(BackendChoice const& choice, std::string& explanation) {
    explanation.clear();
    if (choice.name == "cpu") return make_cpu_backend(choice);
    if (choice.name == "cuda") {
        try {
            return cuda_backend(choice, explanation);
        } catch (BackendMissing const& missing) {
            throw BackendMissing(std::string{missing.what()} +
                                 ". `--backend cpu` gives the same bits without one");
        }
    }
    if (choice.name != "auto") {
        throw BackendMissing("backend '" + choice.name +
                             "' is not known; there are auto, cuda, cpu");
    }
    try {
        return cuda_backend(choice, explanation);
    } catch (BackendMissing const& missing) {
        explanation = std::string{"using the CPU: "} + missing.what();
    }
    return make_cpu_backend(choice);
}

}  // namespace liq
