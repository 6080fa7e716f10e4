#include "host/storage/seal.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "host/errors.hpp"
#include "host/storage/output_path.hpp"
#include "host/storage/sha256.hpp"

namespace liq::storage {

namespace {

/// Reads the whole file. \returns the offsets at which `seal_to_be` begins; nothing: it was stopped
std::optional<std::vector<std::uint64_t>> places_of_the_seal(NewFile const& file, Sha256& sum,
                                                             std::function<bool()> const& stop) {
    constexpr std::size_t piece = std::size_t{1} << 20;
    std::vector<std::uint64_t> places;
    std::string window;  // the end of the last piece, where the text may begin, and the next piece
    std::uint64_t start = 0;
    for (std::uint64_t at = 0;;) {
        if (stop()) return std::nullopt;
        std::size_t const kept = window.size();
        window.resize(kept + piece);
        std::size_t read = 0;
        auto const into = std::as_writable_bytes(std::span(window)).subspan(kept);
        if (int const error = file.read_at(at, into, read); error != 0)
            fail_to_write(file.target(), error);
        window.resize(kept + read);
        sum.add(std::string_view(window).substr(kept));
        for (auto i = window.find(seal_to_be); i != window.npos; i = window.find(seal_to_be, i + 1))
            places.push_back(start + i);
        if (read < piece) return places;
        std::size_t const gone = window.size() - (seal_to_be.size() - 1);
        window.erase(0, gone);
        start += gone;
        at += read;
    }
}

}  // namespace

bool seal(NewFile const& file, std::function<bool()> const& stop) {
    Sha256 sum;
    auto const places = places_of_the_seal(file, sum, stop);
    if (!places) return false;
    if (places->size() != 1) return true;
    std::string const digest = sum.finish();
    if (int const error = file.write_at(places->front(), std::as_bytes(std::span(digest)));
        error != 0)
        fail_to_write(file.target(), error);
    return true;
}

void require_seal(Reader const& file) {
    auto const digest = file.text("/", seal_attribute);
    if (!digest || *digest == seal_to_be) return;
    std::string_view const bytes = file.image();
    auto const at = digest->size() == seal_to_be.size() ? bytes.find(*digest) : bytes.npos;
    Sha256 sum;
    if (at != bytes.npos) {
        sum.add(bytes.substr(0, at));
        sum.add(seal_to_be);
        sum.add(bytes.substr(at + seal_to_be.size()));
    }
    require(at != bytes.npos && sum.finish() == *digest,
            file.path().string() + ": is damaged: its bytes are not those that were written (" +
                seal_attribute +
                "). Fetch it again; or, where it was changed on purpose, delete that attribute of "
                "its root");
}

}  // namespace liq::storage
