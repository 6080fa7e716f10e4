#include "kernels/backend.hpp"

namespace liq {

std::unique_ptr<Backend> make_backend(BackendChoice const& choice, std::string& explanation) {
    explanation.clear();
    if (choice.name == "cpu") return make_cpu_backend(choice);
    if (choice.name == "cuda") return make_cuda_backend(choice);
    if (choice.name != "auto") {
        throw BackendMissing("backend '" + choice.name +
                             "' is not known; there are auto, cuda, cpu");
    }
    try {
        return make_cuda_backend(choice);
    } catch (BackendMissing const& missing) {
        explanation = std::string{"using the CPU: "} + missing.what();
    }
    return make_cpu_backend(choice);
}

}  // namespace liq
