#include "host/storage/seal.hpp"

#include <algorithm>
#include <string>

#include "host/errors.hpp"
#include "host/storage/sha256.hpp"

namespace liq::storage {

std::vector<std::byte> sealed(std::vector<std::byte> file) {
    std::string_view const bytes(reinterpret_cast<char const*>(file.data()), file.size());
    auto const at = bytes.find(seal_to_be);
    if (at == bytes.npos || bytes.find(seal_to_be, at + 1) != bytes.npos) return file;
    std::string const digest = sha256_of_text(bytes);
    std::ranges::transform(digest, file.begin() + static_cast<std::ptrdiff_t>(at),
                           [](char c) { return static_cast<std::byte>(c); });
    return file;
}

void require_seal(Reader const& file) {
    auto const digest = file.text("/", seal_attribute);
    if (!digest || *digest == seal_to_be) return;
    std::string bytes(file.image());
    auto const at = digest->size() == seal_to_be.size() ? bytes.find(*digest) : bytes.npos;
    if (at != bytes.npos) bytes.replace(at, seal_to_be.size(), seal_to_be);
    require(at != bytes.npos && sha256_of_text(bytes) == *digest,
            file.path().string() + ": is damaged: its bytes are not those that were written (" +
                seal_attribute +
                "). Fetch it again; or, where it was changed on purpose, delete that attribute of "
                "its root");
}

}  // namespace liq::storage
