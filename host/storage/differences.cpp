#include "host/storage/differences.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstring>
#include <set>
#include <sstream>
#include <type_traits>
#include <utility>
#include <variant>

namespace liq::storage {
namespace {

std::string in_words(double value) {
    std::ostringstream text;
    text.precision(17);
    text << value;
    return text.str();
}
std::string in_words(std::int64_t value) {
    return std::to_string(value);
}
std::string in_words(std::uint64_t value) {
    return std::to_string(value);
}
/// A text with its quotation marks; of a long one the beginning.
std::string in_words(std::string const& text) {
    constexpr std::size_t most = 120;
    std::string const all = as_utf8(std::string_view(text).substr(0, most));
    return "\"" + all + (text.size() > most ? "...\"" : "\"");
}

template <class T>
bool alike(T const& a, T const& b) {
    return a == b;
}
template <>
bool alike(double const& a, double const& b) {
    return std::memcmp(&a, &b, sizeof a) == 0 || (std::isnan(a) && std::isnan(b));
}

template <class T>
std::string difference_of(Array<T> const& found, Array<T> const& expected) {
    if (found.shape != expected.shape)
        return "has shape " + shape_text(found.shape) + ", expected " + shape_text(expected.shape);
    std::size_t count = 0, first = 0;
    for (std::size_t i = 0; i < found.values.size(); ++i) {
        if (alike(found.values[i], expected.values[i])) continue;
        if (count++ == 0) first = i;
    }
    if (count == 0) return {};
    std::size_t const n = found.values.size();
    std::string const is =
        "is " + in_words(found.values[first]) + ", expected " + in_words(expected.values[first]);
    if (n == 1) return is;
    return "value " + std::to_string(first) + " " + is + "; " + std::to_string(count) + " of " +
           std::to_string(n) + (count == 1 ? " values differs" : " values differ");
}

/// The first line of two texts that is not the same, for texts of many lines.
std::string difference_of_lines(std::string const& found, std::string const& expected) {
    std::istringstream ours(found), theirs(expected);
    for (std::string mine, other; true;) {
        bool const more = static_cast<bool>(std::getline(ours, mine));
        bool const more_expected = static_cast<bool>(std::getline(theirs, other));
        if (!more && !more_expected) return {};
        if (more && more_expected && mine == other) continue;
        return (more ? "has " + in_words(mine) : "ends") +
               (more_expected ? " where " + in_words(other) + " is expected"
                              : " where the end is expected");
    }
}

class Walk {
  public:
    Walk(Below const& found, Below const& expected, ComparisonRules const& rules)
        : found_(found), expected_(expected), rules_(rules) {}

    void group(std::string const& below) {
        attributes(below);
        std::vector<std::string> const ours = found_.file.members(here(below));
        std::vector<std::string> const theirs = expected_.file.members(there(below));
        for (std::string const& name : in_either(ours, theirs)) {
            std::string const path = below + "/" + name;
            if (rules_.skip(here(path), "")) continue;
            if (!is_in(name, ours, theirs, path, "")) continue;
            object(path);
        }
    }

    std::vector<Difference> all;

  private:
    [[nodiscard]] std::string here(std::string const& below) const {
        return at(found_.group, below);
    }
    [[nodiscard]] std::string there(std::string const& below) const {
        return at(expected_.group, below);
    }
    static std::string at(std::string const& group, std::string const& below) {
        if (group == "/") return below.empty() ? "/" : below;
        return group + below;
    }
    static std::set<std::string> in_either(std::vector<std::string> const& a,
                                           std::vector<std::string> const& b) {
        std::set<std::string> names(a.begin(), a.end());
        names.insert(b.begin(), b.end());
        return names;
    }

    /// Whether both have the name; otherwise it is a difference.
    bool is_in(std::string const& name, std::vector<std::string> const& ours,
               std::vector<std::string> const& theirs, std::string const& path,
               std::string const& attribute) {
        bool const here_too = std::ranges::find(ours, name) != ours.end();
        bool const there_too = std::ranges::find(theirs, name) != theirs.end();
        if (here_too && there_too) return true;
        add(path, attribute, here_too ? "is not expected" : "is missing");
        all.back().only_expected = !here_too;
        return false;
    }

    void add(std::string const& path, std::string const& attribute, std::string what) {
        all.push_back({here(path), attribute, std::move(what), false});
    }

    void object(std::string const& path) {
        bool const group_here = found_.file.is_group(here(path));
        if (group_here != expected_.file.is_group(there(path)))
            return add(path, "", group_here ? "is a group, expected a dataset" : "is no group");
        if (group_here) return group(path);
        values(path, "");
        attributes(path);
    }

    void attributes(std::string const& path) {
        std::vector<std::string> const ours = found_.file.attributes(here(path));
        std::vector<std::string> const theirs = expected_.file.attributes(there(path));
        for (std::string const& name : in_either(ours, theirs))
            if (!rules_.skip(here(path), name) && is_in(name, ours, theirs, path, name))
                values(path, name);
    }

    void values(std::string const& path, std::string const& attribute) {
        Stored ours = found_.file.stored(here(path), attribute);
        Stored theirs = expected_.file.stored(there(path), attribute);
        if (ours.index() != theirs.index())
            return add(path, attribute, "has values of another kind than expected");
        std::string const what = std::visit(
            [&](auto& mine) -> std::string {
                using Kind = std::decay_t<decltype(mine)>;
                if constexpr (std::is_same_v<Kind, std::monostate>) {
                    return {};
                } else {
                    auto& other = std::get<Kind>(theirs);
                    if constexpr (std::is_same_v<Kind, Array<std::string>>)
                        return texts(path, attribute, mine, other);
                    else
                        return difference_of(mine, other);
                }
            },
            ours);
        if (!what.empty()) add(path, attribute, what);
    }

    std::string texts(std::string const& path, std::string const& attribute,
                      Array<std::string>& ours, Array<std::string>& theirs) {
        for (auto* side : {&ours, &theirs})
            for (std::string& text : side->values) text = rules_.text(here(path), attribute, text);
        if (ours.values.size() == 1 && theirs.values.size() == 1)
            return difference_of_lines(ours.values[0], theirs.values[0]);
        return difference_of(ours, theirs);
    }

    Below const& found_;
    Below const& expected_;
    ComparisonRules const& rules_;
};

}  // namespace

std::vector<Difference> differences(Below const& found, Below const& expected,
                                    ComparisonRules const& rules) {
    Walk walk(found, expected, rules);
    walk.group("");
    return std::move(walk.all);
}

}  // namespace liq::storage
