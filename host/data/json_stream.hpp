/// \file
/// JSON files, read value by value.
#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "host/data/byte_stream.hpp"

namespace liq::data {

/// Largest value that is held in memory [bytes], and how deep values may be nested.
inline constexpr std::size_t largest_json = std::size_t{64} << 20;
inline constexpr int deepest_json = 64;

/// A value of a file and where it stands.
struct JsonPlace {
    std::string file;
    std::string path;  ///< "data[3].maxSz"; empty: the whole file

    [[nodiscard]] JsonPlace at(std::string_view key) const;
    [[nodiscard]] JsonPlace at(std::size_t index) const;
    /// `brackets.json: data[3].maxSz`
    [[nodiscard]] std::string text() const;
};

/// The one value that the file holds.
/// \throws Error(Exit::bad_input) with the byte if it is no JSON, too large or nested too deeply
nlohmann::json read_json(ByteStream& stream);

/// Calls `take` for one value after the other: the elements of a list where the file is one, else
/// the values that follow one another (JSON lines). Memory holds one value at a time.
/// \param take  gets the value and its number, from 1
void for_each_json(ByteStream& stream,
                   std::function<void(nlohmann::json const&, std::uint64_t)> const& take);

/// Whether a text that begins a file begins JSON: a brace or a bracket.
bool looks_like_json(std::string_view head);

/// The member of an object.
/// \throws Error(Exit::bad_input) that names what is missing and what is there
nlohmann::json const& member(nlohmann::json const& object, char const* key, JsonPlace const& place);

/// A number, also where it is written as a text ("34085.00000000", as exchanges do). NaN for null,
/// for a member that is missing (`number_or_nothing`) and for an empty text.
double number_at(nlohmann::json const& object, char const* key, JsonPlace const& place);
double number_or_nothing(nlohmann::json const& object, char const* key, JsonPlace const& place);
double number_of(nlohmann::json const& value, JsonPlace const& place);
std::string text_at(nlohmann::json const& object, char const* key, JsonPlace const& place);
/// A text that must be one of some words.
/// \throws Error(Exit::bad_input) that says what was found and what is accepted
std::string word_at(nlohmann::json const& object, char const* key,
                    std::initializer_list<char const*> accepted, JsonPlace const& place);

}  // namespace liq::data
