#include "host/errors.hpp"
#include "host/storage/sha256_rounds.hpp"

namespace liq::storage {

bool has_sha_instructions() {
    return false;
}

void sha256_with_instructions(Sha256State&, unsigned char const*, std::size_t) {
    throw Error(Exit::failed, "SHA-256: this processor has no instructions for it");
}

}  // namespace liq::storage
