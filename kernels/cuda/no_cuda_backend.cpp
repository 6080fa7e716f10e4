// Takes the place of cuda_backend.cu in a build without nvcc.

#include "kernels/backend.hpp"

namespace liq {

int n_cuda_cards() {
    return 0;
}

std::unique_ptr<Backend> make_cuda_backend(BackendChoice const& /*choice*/) {
    throw BackendMissing(
        "this program was built without CUDA; build it with the CUDA toolkit and -DCUDA=ON");
}

}  // namespace liq
