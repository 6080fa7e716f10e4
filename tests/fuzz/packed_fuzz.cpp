// Files as they are packed: gzip, zip, or not at all.
#include <algorithm>

#include "host/data/byte_stream.hpp"
#include "tests/fuzz/target.hpp"

namespace liq::fuzz {
namespace {

void read(std::string_view bytes) {
    read_as_file(bytes, [&](std::string const& path) {
        data::ByteStream stream(path);
        std::string const head(stream.head());
        std::string begin;
        std::uint64_t n = 0;
        for (auto piece = stream.next(); !piece.empty(); piece = stream.next()) {
            if (begin.size() < head.size()) begin += piece.substr(0, head.size() - begin.size());
            n += piece.size();
            // A piece may go beyond the limit before that is noticed.
            std::uint64_t const most =
                std::max<std::uint64_t>(data::ByteStream::always_allowed,
                                        data::ByteStream::largest_expansion * bytes.size());
            expect(n <= most + piece.size(), "a file expands beyond the limit");
        }
        expect(begin == head, "what was looked at first is not what is read first");
    });
}

}  // namespace

Target const packed_target{"packed", read};

}  // namespace liq::fuzz
