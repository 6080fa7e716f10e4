/// \file
/// Packs texts for tests, as gzip and as zip archives.
#pragma once

#include <gtest/gtest.h>
#include <zlib.h>

#include <cstdint>
#include <string>
#include <vector>

namespace liq::data {

/// \param window  zlib's windowBits: MAX_WBITS + 16 gives gzip, -MAX_WBITS bare data
inline std::string deflated(std::string const& text, int window) {
    z_stream zip{};
    EXPECT_EQ(deflateInit2(&zip, 6, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY), Z_OK);
    std::string packed(deflateBound(&zip, static_cast<uLong>(text.size())), '\0');
    zip.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    zip.avail_in = static_cast<uInt>(text.size());
    zip.next_out = reinterpret_cast<Bytef*>(packed.data());
    zip.avail_out = static_cast<uInt>(packed.size());
    EXPECT_EQ(deflate(&zip, Z_FINISH), Z_STREAM_END);
    packed.resize(zip.total_out);
    deflateEnd(&zip);
    return packed;
}

inline std::string gzip_of(std::string const& text) {
    return deflated(text, MAX_WBITS + 16);
}

inline std::string little_endian(std::uint64_t value, int bytes) {
    std::string text;
    for (int i = 0; i < bytes; ++i, value >>= 8) text += static_cast<char>(value & 0xff);
    return text;
}

/// One file of a zip archive.
struct ZipMember {
    std::string name, text;
    bool from_pipe = false;  ///< sum and sizes stand behind the data
    int method = 8;
    std::uint32_t sum = 0;  ///< in place of the right one, unless 0
};

/// A zip archive (APPNOTE.TXT of PKWARE, 4.3): the files, the list of them, its end.
inline std::string zip_of(std::vector<ZipMember> const& members) {
    std::string archive, list;
    for (auto const& member : members) {
        std::string const data =
            member.method == 8 ? deflated(member.text, -MAX_WBITS) : member.text;
        std::uint64_t const right = crc32(0, reinterpret_cast<Bytef const*>(member.text.data()),
                                          static_cast<uInt>(member.text.size()));
        std::string const sizes = little_endian(member.sum != 0 ? member.sum : right, 4) +
                                  little_endian(data.size(), 4) +
                                  little_endian(member.text.size(), 4);
        auto const head = [&](std::string const& three) {
            return little_endian(20, 2) + little_endian(member.from_pipe ? 8 : 0, 2) +
                   little_endian(static_cast<std::uint64_t>(member.method), 2) +
                   std::string(4, '\0') + three + little_endian(member.name.size(), 2) +
                   little_endian(0, 2);
        };
        list += "PK\x01\x02" + little_endian(20, 2) + head(sizes) + std::string(10, '\0') +
                little_endian(archive.size(), 4) + member.name;
        archive += "PK\x03\x04" + head(member.from_pipe ? std::string(12, '\0') : sizes) +
                   member.name + data;
        if (member.from_pipe) archive += "PK\x07\x08" + sizes;
    }
    return archive + list + "PK\x05\x06" + std::string(4, '\0') + little_endian(members.size(), 2) +
           little_endian(members.size(), 2) + little_endian(list.size(), 4) +
           little_endian(archive.size(), 4) + little_endian(0, 2);
}

}  // namespace liq::data
