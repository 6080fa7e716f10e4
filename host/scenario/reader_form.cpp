#include "host/scenario/reader_form.hpp"

#include <algorithm>
#include <cmath>

#include "host/errors.hpp"
#include "host/scenario/field_text.hpp"
#include "host/scenario/sections.hpp"
#include "host/scenario/toml_text.hpp"
#include "host/words/nearest.hpp"

namespace liq::scenario {
namespace {

/// The largest number for which it and all smaller whole numbers are exact as double.
constexpr double max_exact = 9007199254740992.0;  // 2^53

bool is_number(Node const& node) {
    return node.kind == Node::Kind::integer || node.kind == Node::Kind::number;
}

}  // namespace

Reader::Reader(Node const* table, std::string section, std::string place,
               std::map<std::string, std::string>& places)
    : table_(table), section_(std::move(section)), place_(std::move(place)), places_(places) {}

Node const* Reader::find(char const* name, Field const& field) {
    key_ = dotted(section_, name);
    auto const* node = table_ == nullptr ? nullptr : table_->find(name);
    if (node == nullptr) {
        require(!field.required, place_ + ": " + key_ + " is missing" + meaning_text(field));
        return nullptr;
    }
    places_[key_] = node->place.text;
    return node;
}

std::string Reader::at(Node const& node, Field const& field) const {
    return node.place.text + ": " + key_ + " = " + value_text(node) +
           (is_number(node) ? unit_text(field) : "");
}

void Reader::refuse_type(Node const& node, Field const& field, std::string const& accepted) const {
    refuse(at(node, field) + " is " + kind_text(node) + "; accepted: " + accepted +
           meaning_text(field));
}

void Reader::check_range(Node const& node, double value, Field const& field) const {
    if (field.range.contains(value) && std::isfinite(value)) return;
    refuse(at(node, field) + (std::isfinite(value) ? " is out of range" : " is not finite") +
           "; accepted: " + range_text(field.range) + meaning_text(field));
}

double Reader::number(Node const& node, Field const& field, std::string const& accepted) const {
    if (!is_number(node))
        refuse_type(node, field, accepted.empty() ? accepted_numbers(field) : accepted);
    double const value =
        node.kind == Node::Kind::integer ? static_cast<double>(node.integer) : node.number;
    check_range(node, value, field);
    return value;
}

std::uint64_t Reader::whole(Node const& node, Field const& field) const {
    double const value = number(node, field, "an integer " + range_text(field.range));
    if (node.kind == Node::Kind::integer) {
        require(node.integer >= 0, at(node, field) + " is negative" + meaning_text(field));
        return static_cast<std::uint64_t>(node.integer);
    }
    require(value == std::trunc(value),
            at(node, field) + " is not a whole number" + meaning_text(field));
    require(value >= 0 && value <= max_exact,
            at(node, field) + " is too large for a number with an exponent; write all its digits" +
                meaning_text(field));
    return static_cast<std::uint64_t>(value);
}

void Reader::field(char const* name, double& member, Field const& f) {
    if (auto const* node = find(name, f)) member = number(*node, f);
}

void Reader::field(char const* name, std::uint64_t& member, Field const& f) {
    if (auto const* node = find(name, f)) member = whole(*node, f);
}

void Reader::field(char const* name, int& member, Field const& f) {
    auto const* node = find(name, f);
    if (node == nullptr) return;
    auto const value = whole(*node, f);
    require(value <= 2147483647U, at(*node, f) + " is too large" + meaning_text(f));
    member = static_cast<int>(value);
}

void Reader::field(char const* name, bool& member, Field const& f) {
    auto const* node = find(name, f);
    if (node == nullptr) return;
    if (node->kind != Node::Kind::boolean) refuse_type(*node, f, "true or false");
    member = node->boolean;
}

void Reader::read(Node const& node, Duration& member, std::string const& or_else, Field const& f) {
    if (node.kind != Node::Kind::string)
        refuse_type(node, f,
                    R"(a duration with its unit s, min, h or d, such as "5min")" + or_else);
    auto const problem = read_duration(node.text, member);
    require(problem.empty(), at(node, f) + " " + problem + or_else + meaning_text(f));
    if (f.range.contains(static_cast<double>(member.seconds))) return;
    refuse(at(node, f) + " is out of range; accepted, in seconds: " + range_text(f.range) +
           or_else + meaning_text(f));
}

bool Reader::is_never(Node const& node) {
    return node.kind == Node::Kind::string && node.text == never_word;
}

void Reader::read(Node const& node, DurationOrNever& member, std::string const& or_else,
                  Field const& f) {
    member.never = is_never(node);
    if (!member.never)
        read(node, member.length, std::string(", or \"") + never_word + "\"" + or_else, f);
}

void Reader::field(char const* name, Duration& member, Field const& f) {
    if (auto const* node = find(name, f)) read(*node, member, "", f);
}

void Reader::field(char const* name, DurationOrNever& member, Field const& f) {
    if (auto const* node = find(name, f)) read(*node, member, "", f);
}

void Reader::field(char const* name, std::optional<Duration>& member, Field const& f) {
    bool const never = std::string_view(f.default_text) == never_word;
    auto const* node = find(name, f);
    if (node == nullptr || (never && is_never(*node))) return;
    read(*node, member.emplace(), never ? std::string(", or \"") + never_word + "\"" : "", f);
}

void Reader::field(char const* name, std::string& member, Field const& f) {
    auto const* node = find(name, f);
    if (node == nullptr) return;
    if (node->kind != Node::Kind::string) refuse_type(*node, f, "text in quotes");
    require(node->text.find('\0') == std::string::npos,
            at(*node, f) + " contains the character U+0000, which is not accepted in a text" +
                meaning_text(f));
    member = node->text;
}

std::optional<std::size_t> Reader::word(char const* name, Field const& f) {
    auto const* node = find(name, f);
    if (node == nullptr) return std::nullopt;
    std::vector<std::string> words;
    std::string list;
    for (std::size_t i = 0; i < count_words(f.words); ++i) {
        words.push_back(word_at(f.words, i));
        list += (i == 0 ? "\"" : ", \"") + words.back() + "\"";
    }
    if (node->kind != Node::Kind::string) refuse_type(*node, f, list);
    auto const found = std::find(words.begin(), words.end(), node->text);
    if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
    auto const near = words::nearest(node->text, words);
    refuse(at(*node, f) + " is not accepted; accepted: " + list + meaning_text(f) +
           (near ? ". Did you mean \"" + *near + "\"?" : ""));
}

}  // namespace liq::scenario
