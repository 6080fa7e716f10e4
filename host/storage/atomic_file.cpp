#include "host/storage/atomic_file.hpp"

#include "host/storage/new_file.hpp"
#include "host/storage/output_path.hpp"

namespace liq::storage {

void write_atomically(std::filesystem::path const& target, std::span<std::byte const> content) {
    NewFile file(target);
    if (int const error = file.write_at(0, content); error != 0) fail_to_write(target, error);
    file.publish();
}

}  // namespace liq::storage
