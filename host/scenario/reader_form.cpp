#include "host/scenario/reader_form.hpp"

#include <algorithm>
#include <cmath>

#include "host/errors.hpp"
#include "host/scenario/catalogue.hpp"
#include "host/scenario/sections.hpp"
#include "host/scenario/toml_text.hpp"
#include "host/words/printable.hpp"

namespace liq::scenario {
namespace {

/// Largest double up to which every whole number has a double of its own.
constexpr double max_exact = 9007199254740992.0;  // 2^53

bool is_number(Node const& node) {
    return node.kind == Node::Kind::integer || node.kind == Node::Kind::number;
}

std::string with_unit(Field const& field) {
    return std::string_view(field.unit) == "1" ? "" : std::string(" ") + field.unit;
}

std::string meaning(Field const& field) {
    return std::string(" (") + field.meaning + ")";
}

std::string numbers_text(Field const& field) {
    auto const range = range_text(field.range);
    return (range == "a finite number" ? range : "a number " + range) + with_unit(field);
}

}  // namespace

Reader::Reader(Node const* table, std::string section, std::string place,
               std::map<std::string, std::string>& places)
    : table_(table), section_(std::move(section)), place_(std::move(place)), places_(places) {}

Node const* Reader::find(char const* name, Field const& field) {
    key_ = dotted(section_, name);
    auto const* node = table_ == nullptr ? nullptr : table_->find(name);
    if (node == nullptr) {
        require(!field.required, place_ + ": " + key_ + " is missing" + meaning(field));
        return nullptr;
    }
    places_[key_] = node->place.text;
    return node;
}

std::string Reader::at(Node const& node, Field const& field) const {
    return node.place.text + ": " + key_ + " = " + value_text(node) +
           (is_number(node) ? with_unit(field) : "");
}

void Reader::refuse_type(Node const& node, Field const& field, std::string const& accepted) const {
    refuse(at(node, field) + " is " + kind_text(node) + "; accepted: " + accepted + meaning(field));
}

void Reader::check_range(Node const& node, double value, Field const& field) const {
    if (field.range.contains(value) && std::isfinite(value)) return;
    refuse(at(node, field) + (std::isfinite(value) ? " is out of range" : " is not finite") +
           "; accepted: " + range_text(field.range) + meaning(field));
}

double Reader::number(Node const& node, Field const& field, std::string const& accepted) const {
    if (!is_number(node))
        refuse_type(node, field, accepted.empty() ? numbers_text(field) : accepted);
    double const value =
        node.kind == Node::Kind::integer ? static_cast<double>(node.integer) : node.number;
    check_range(node, value, field);
    return value;
}

std::uint64_t Reader::whole(Node const& node, Field const& field) const {
    double const value = number(node, field, "an integer " + range_text(field.range));
    if (node.kind == Node::Kind::integer) {
        require(node.integer >= 0, at(node, field) + " is negative" + meaning(field));
        return static_cast<std::uint64_t>(node.integer);
    }
    require(value == std::trunc(value),
            at(node, field) + " is not a whole number" + meaning(field));
    require(value >= 0 && value <= max_exact,
            at(node, field) + " is too large for a number with an exponent; write all its digits" +
                meaning(field));
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
    require(value <= 2147483647U, at(*node, f) + " is too large" + meaning(f));
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
    require(problem.empty(), at(node, f) + " " + problem + or_else + meaning(f));
    if (f.range.contains(static_cast<double>(member.seconds))) return;
    refuse(at(node, f) + " is out of range; accepted, in seconds: " + range_text(f.range) +
           or_else + meaning(f));
}

bool Reader::says_never(char const* name) const {
    auto const* node = table_ == nullptr ? nullptr : table_->find(name);
    return node != nullptr && node->kind == Node::Kind::string && node->text == never_word;
}

void Reader::field(char const* name, Duration& member, Field const& f) {
    if (auto const* node = find(name, f)) read(*node, member, "", f);
}

void Reader::field(char const* name, DurationOrNever& member, Field const& f) {
    auto const* node = find(name, f);
    member.never = says_never(name);
    if (node != nullptr && !member.never)
        read(*node, member.length, std::string(", or \"") + never_word + "\"", f);
}

void Reader::field(char const* name, std::optional<Duration>& member, Field const& f) {
    bool const never = std::string_view(f.default_text) == never_word;
    auto const* node = find(name, f);
    if (node == nullptr || (never && says_never(name))) return;
    read(*node, member.emplace(), never ? std::string(", or \"") + never_word + "\"" : "", f);
}

void Reader::only(Node const& table, char const* first, char const* second, Field const& f) const {
    for (auto const& child : table.children) {
        std::string const unknown = words::printable(child.key);
        require(child.key == first || child.key == second,
                child.place.text + ": " + key_ + "." + unknown +
                    " is not a known key; accepted: " + first + " and " + second + meaning(f));
    }
}

Node const& Reader::part(Node const& table, std::string const& key, char const* name,
                         std::string const& accepted, Field const& f) const {
    auto const* child = table.find(name);
    require(child != nullptr, table.place.text + ": " + key + " = " + value_text(table) +
                                  " has no " + name + "; accepted: " + accepted + meaning(f));
    return *child;
}

void Reader::pair(Node const& node, char const* first, char const* second, double& a, double& b,
                  Field const& f) {
    std::string const accepted =
        numbers_text(f) + ", or { " + first + " = .., " + second + " = .. }";
    if (node.kind != Node::Kind::table) {
        a = b = number(node, f, accepted);
        return;
    }
    only(node, first, second, f);
    std::string const key = key_;
    for (auto const& [name, member] : {std::pair{first, &a}, std::pair{second, &b}}) {
        Node const& child = part(node, key, name, accepted, f);
        key_ = key + "." + name;
        *member = number(child, f);
    }
}

void Reader::field(char const* name, TargetError& member, Field const& f) {
    auto const* node = find(name, f);
    if (node == nullptr) return;
    std::string const accepted =
        numbers_text(f) + R"(, or { outcome = "event.outcome", value = .. })";
    if (node->kind != Node::Kind::table) {
        member.value = number(*node, f, accepted);
        return;
    }
    only(*node, "outcome", "value", f);
    std::string const key = key_;
    Node const& value = part(*node, key, "value", accepted, f);
    key_ = key + ".value";
    member.value = number(value, f);
    if (auto const* outcome = node->find("outcome")) {
        key_ = key + ".outcome";
        if (outcome->kind != Node::Kind::string) refuse_type(*outcome, f, R"("event.outcome")");
        require(!outcome->text.empty(), at(*outcome, f) + " is empty; accepted: " + accepted);
        places_[key_] = outcome->place.text;
        member.outcome = outcome->text;
    }
}

void Reader::field(char const* name, PerSide& member, Field const& f) {
    if (auto const* node = find(name, f))
        pair(*node, "long", "short", member.long_side, member.short_side, f);
}

void Reader::field(char const* name, BidAsk& member, Field const& f) {
    if (auto const* node = find(name, f)) pair(*node, "bid", "ask", member.bid, member.ask, f);
}

void Reader::field(char const* name, DepthKey const& key, Field const& f) {
    auto const* node = find(name, f);
    if (node == nullptr) return;
    key.from_market = node->kind == Node::Kind::string && node->text == f.words;
    if (key.from_market) return;
    if (node->kind == Node::Kind::string)
        refuse_type(*node, f, numbers_text(f) + ", { bid = .., ask = .. } or \"" + f.words + "\"");
    field(name, key.usd, f);
}

void Reader::field(char const* name, std::string& member, Field const& f) {
    auto const* node = find(name, f);
    if (node == nullptr) return;
    if (node->kind != Node::Kind::string) refuse_type(*node, f, "text in quotes");
    require(node->text.find('\0') == std::string::npos,
            at(*node, f) + " contains the character U+0000, which no text may" + meaning(f));
    member = node->text;
}

void Reader::field(char const* name, std::vector<double>& member, Field const& f) {
    auto const* node = find(name, f);
    if (node == nullptr) return;
    std::string const size = "1 to " + std::to_string(max_list) + " numbers";
    if (node->kind != Node::Kind::array) refuse_type(*node, f, "a list of " + size);
    require(!node->children.empty() && node->children.size() <= max_list,
            at(*node, f) + " has " + std::to_string(node->children.size()) +
                " elements; accepted: " + size + meaning(f));
    std::string const key = key_;
    member.clear();
    for (std::size_t i = 0; i < node->children.size(); ++i) {
        key_ = key + "[" + std::to_string(i) + "]";
        member.push_back(number(node->children[i], f));
    }
}

void Reader::check_known(Node const& table, std::vector<std::string> const& known,
                         Field const& f) const {
    std::string list;
    for (auto const& key : known) list += (list.empty() ? "" : ", ") + key;
    for (Node const& member : table.children) {
        if (std::find(known.begin(), known.end(), member.key) != known.end()) continue;
        auto const near = nearest(member.key, known);
        refuse(member.place.text + ": " + key_ + "." + words::printable(member.key) +
               " is not a known key; accepted: " + list + meaning(f) +
               (near ? ". Did you mean " + *near + "?" : ""));
    }
}

Reader::NamedTable Reader::inner(char const* name, std::vector<std::string> const& known,
                                 Field const& f) {
    auto const* node = find(name, f);
    if (node == nullptr) return {nullptr, key_};
    std::string list;
    for (auto const& key : known) list += (list.empty() ? "" : ", ") + key;
    if (node->kind != Node::Kind::table) refuse_type(*node, f, "a table with keys among " + list);
    check_known(*node, known, f);
    return {node, key_};
}

std::vector<Reader::NamedTable> Reader::parts(char const* name,
                                              std::vector<std::string> const& known,
                                              Field const& f) {
    auto const* node = find(name, f);
    if (node == nullptr) return {};
    std::string list;
    for (auto const& key : known) list += (list.empty() ? "" : ", ") + key;
    std::string const accepted =
        "a list of 1 to " + std::to_string(max_list) + " tables with keys among " + list;
    if (node->kind != Node::Kind::array) refuse_type(*node, f, accepted);
    require(!node->children.empty() && node->children.size() <= max_list,
            at(*node, f) + " has " + std::to_string(node->children.size()) +
                " elements; accepted: " + accepted + meaning(f));
    std::vector<NamedTable> tables;
    std::string const key = key_;
    for (Node const& child : node->children) {
        key_ = key + "[" + std::to_string(tables.size()) + "]";
        if (child.kind != Node::Kind::table)
            refuse_type(child, f, "a table with keys among " + list);
        check_known(child, known, f);
        tables.push_back({&child, key_});
    }
    return tables;
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
    auto const near = nearest(node->text, words);
    refuse(at(*node, f) + " is not a word that is accepted; accepted: " + list + meaning(f) +
           (near ? ". Did you mean \"" + *near + "\"?" : ""));
}

}  // namespace liq::scenario
