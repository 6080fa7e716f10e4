// In place of host/storage/isolated.cpp: what it does in a child process is done here, in the
// process in which libFuzzer can see where it comes, and where an exception that is not one for
// people is not made into one.
#include "host/storage/isolated.hpp"

#include <cstdint>
#include <string_view>

namespace liq::storage {

unsigned const child_seconds = 0;

std::string in_child_process(std::filesystem::path const& /*file*/,
                             std::function<std::string()> const& work) {
    return work();
}

std::string in_child_process(std::filesystem::path const& /*file*/, std::uint64_t /*size*/,
                             std::function<std::string()> const& work) {
    return work();
}

void in_child_process(std::filesystem::path const& /*file*/,
                      std::function<void(std::function<void(std::string_view)>)> const& work,
                      std::function<void(std::string)> const& take) {
    work([&](std::string_view record) { take(std::string(record)); });
}

}  // namespace liq::storage
