/// \file
/// The part of `Reader` for values that are tables or lists: a pair per side, a list of numbers, a
/// list of tables. The values that are one number or text are in reader_form.cpp.
#include <algorithm>
#include <utility>

#include "host/errors.hpp"
#include "host/scenario/field_text.hpp"
#include "host/scenario/reader_form.hpp"
#include "host/words/nearest.hpp"
#include "host/words/printable.hpp"

namespace liq::scenario {
namespace {

/// The keys with commas between them.
std::string list_of(std::vector<std::string> const& keys) {
    std::string list;
    for (auto const& key : keys) list += (list.empty() ? "" : ", ") + key;
    return list;
}

}  // namespace

void Reader::only(Node const& table, char const* first, char const* second, Field const& f) const {
    for (auto const& child : table.children) {
        std::string const unknown = words::printable(child.key);
        require(child.key == first || child.key == second,
                child.place.text + ": " + key_ + "." + unknown +
                    " is not a known key; accepted: " + first + " and " + second + meaning_text(f));
    }
}

Node const& Reader::part(Node const& table, std::string const& key, char const* name,
                         std::string const& accepted, Field const& f) const {
    auto const* child = table.find(name);
    require(child != nullptr, table.place.text + ": " + key + " = " + value_text(table) +
                                  " has no " + name + "; accepted: " + accepted + meaning_text(f));
    return *child;
}

void Reader::pair(Node const& node, char const* first, char const* second, double& a, double& b,
                  Field const& f) {
    std::string const accepted =
        accepted_numbers(f) + ", or { " + first + " = .., " + second + " = .. }";
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

void Reader::field(char const* name, ImpliedVolatility& member, Field const& f) {
    auto const* node = find(name, f);
    if (node == nullptr) return;
    std::string const accepted = accepted_numbers(f) + R"(, or { file = "implied.csv" })";
    if (node->kind != Node::Kind::table) {
        member.percent = number(*node, f, accepted);
        return;
    }
    only(*node, "file", "file", f);
    Node const& file = part(*node, key_, "file", accepted, f);
    key_ += ".file";
    if (file.kind != Node::Kind::string || file.text.empty())
        refuse_type(file, f, "the name of a file");
    places_[key_] = file.place.text;
    member.file = file.text;
}

void Reader::field(char const* name, TargetError& member, Field const& f) {
    auto const* node = find(name, f);
    if (node == nullptr) return;
    std::string const accepted =
        accepted_numbers(f) + R"(, or { outcome = "event.outcome", value = .. })";
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
        refuse_type(*node, f,
                    accepted_numbers(f) + ", { bid = .., ask = .. } or \"" + f.words + "\"");
    field(name, key.usd, f);
}

void Reader::field(char const* name, std::vector<double>& member, Field const& f) {
    auto const* node = find(name, f);
    if (node == nullptr) return;
    std::string const size = "1 to " + std::to_string(max_list) + " numbers";
    if (node->kind != Node::Kind::array) refuse_type(*node, f, "a list of " + size);
    require(!node->children.empty() && node->children.size() <= max_list,
            at(*node, f) + " has " + std::to_string(node->children.size()) +
                " elements; accepted: " + size + meaning_text(f));
    std::string const key = key_;
    member.clear();
    for (std::size_t i = 0; i < node->children.size(); ++i) {
        key_ = key + "[" + std::to_string(i) + "]";
        member.push_back(number(node->children[i], f));
    }
}

void Reader::field(char const* name, std::vector<std::string>& member, Field const& f) {
    auto const* node = find(name, f);
    if (node == nullptr) return;
    bool const is_list = node->kind == Node::Kind::array;
    std::vector<Node> const one{*node};
    auto const& texts = is_list ? node->children : one;
    member.clear();
    for (Node const& text : texts) {
        if (text.kind != Node::Kind::string) refuse_type(*node, f, "a text, or a list of texts");
        member.push_back(text.text);
    }
    require(!member.empty() && member.size() <= max_list,
            at(*node, f) + " has " + std::to_string(member.size()) + " elements; accepted: 1 to " +
                std::to_string(max_list) + meaning_text(f));
}

void Reader::field(char const* name, std::map<std::string, std::string>& member, Field const& f) {
    auto const* node = find(name, f);
    if (node == nullptr) return;
    std::string const accepted = "a table such as { time = \"ts\", open = 2 }";
    if (node->kind != Node::Kind::table) refuse_type(*node, f, accepted);
    for (Node const& child : node->children) {
        if (child.kind == Node::Kind::string)
            member[child.key] = child.text;
        else if (child.kind == Node::Kind::integer)
            member[child.key] = std::to_string(child.integer);
        else
            refuse_type(child, f, accepted);
    }
}

void Reader::check_known(Node const& table, std::vector<std::string> const& known,
                         Field const& f) const {
    for (Node const& member : table.children) {
        if (std::find(known.begin(), known.end(), member.key) != known.end()) continue;
        auto const near = words::nearest(member.key, known);
        refuse(member.place.text + ": " + key_ + "." + words::printable(member.key) +
               " is not a known key; accepted: " + list_of(known) + meaning_text(f) +
               (near ? ". Did you mean " + *near + "?" : ""));
    }
}

Reader::NamedTable Reader::inner(char const* name, std::vector<std::string> const& known,
                                 Field const& f) {
    auto const* node = find(name, f);
    if (node == nullptr) return {nullptr, key_};
    if (node->kind != Node::Kind::table)
        refuse_type(*node, f, "a table with some of the keys " + list_of(known));
    check_known(*node, known, f);
    return {node, key_};
}

std::vector<Reader::NamedTable> Reader::parts(char const* name,
                                              std::vector<std::string> const& known,
                                              Field const& f) {
    auto const* node = find(name, f);
    if (node == nullptr) return {};
    std::string const keys = " with some of the keys " + list_of(known);
    // The resolved text of a scenario without any has an empty list.
    std::size_t const least = f.required ? 1 : 0;
    std::string const accepted =
        "a list of " + std::to_string(least) + " to " + std::to_string(max_list) + " tables" + keys;
    if (node->kind != Node::Kind::array) refuse_type(*node, f, accepted);
    require(node->children.size() >= least && node->children.size() <= max_list,
            at(*node, f) + " has " + std::to_string(node->children.size()) +
                " elements; accepted: " + accepted + meaning_text(f));
    std::vector<NamedTable> tables;
    std::string const key = key_;
    for (Node const& child : node->children) {
        key_ = key + "[" + std::to_string(tables.size()) + "]";
        if (child.kind != Node::Kind::table) refuse_type(child, f, "a table" + keys);
        check_known(child, known, f);
        tables.push_back({&child, key_});
    }
    return tables;
}

}  // namespace liq::scenario
