/// \file
/// Converts values to bytes and back, for files and messages that only this program reads
/// (part_file.hpp). Whole numbers take as many bytes as they need (LEB128: seven bits per byte,
/// lowest first).
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "host/errors.hpp"

namespace liq::batch {

class Packer {
  public:
    std::string bytes;

    void whole(std::uint64_t value) {
        for (; value >= 0x80; value >>= 7) bytes += static_cast<char>((value & 0x7f) | 0x80);
        bytes += static_cast<char>(value);
    }
    void number(double value) { whole(std::bit_cast<std::uint64_t>(value)); }
    void text(std::string_view value) {
        whole(value.size());
        bytes += value;
    }
    void texts(std::vector<std::string> const& values) {
        whole(values.size());
        for (auto const& value : values) text(value);
    }
    void texts(std::map<std::string, std::string> const& values) {
        whole(values.size());
        for (auto const& [key, value] : values) {
            text(key);
            text(value);
        }
    }
};

/// Reads values in the order in which they were written. Bytes that end too early, or that announce
/// more items than there are bytes, are an Error(Exit::bad_input); no memory is allocated for them.
class Unpacker {
  public:
    explicit Unpacker(std::string_view bytes) : bytes_(bytes) {}

    std::uint64_t whole() {
        std::uint64_t value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            auto const byte = static_cast<unsigned char>(next(1).front());
            value |= std::uint64_t{byte & 0x7fu} << shift;
            if ((byte & 0x80u) == 0) return value;
        }
        refuse("a number is too long");
    }
    double number() { return std::bit_cast<double>(whole()); }
    std::string text() { return std::string(next(whole())); }
    /// The number of items that follow, each of which takes at least so many bytes.
    std::size_t count(std::size_t least_bytes = 1) {
        std::uint64_t const n = whole();
        require(n <= (bytes_.size() - at_) / least_bytes, "it is cut short");
        return static_cast<std::size_t>(n);
    }
    std::vector<std::string> texts() {
        std::vector<std::string> values(count());
        for (auto& value : values) value = text();
        return values;
    }
    std::map<std::string, std::string> map() {
        std::map<std::string, std::string> values;
        for (std::size_t n = count(2); n > 0; --n) {
            std::string key = text();
            values[std::move(key)] = text();
        }
        return values;
    }
    [[nodiscard]] bool at_end() const { return at_ == bytes_.size(); }

  private:
    std::string_view next(std::uint64_t n) {
        require(n <= bytes_.size() - at_, "it is cut short");
        auto const part = bytes_.substr(at_, static_cast<std::size_t>(n));
        at_ += static_cast<std::size_t>(n);
        return part;
    }

    std::string_view bytes_;
    std::size_t at_ = 0;
};

}  // namespace liq::batch
