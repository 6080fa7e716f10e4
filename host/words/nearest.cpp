#include "host/words/nearest.hpp"

#include <algorithm>
#include <cctype>

namespace liq::words {
namespace {

/// Longer texts are not compared, because the time grows with the product of the lengths.
constexpr std::size_t longest = 64;

/// The optimal string alignment distance.
std::size_t edit_distance(std::string_view a, std::string_view b) {
    auto const same = [](char x, char y) {
        return std::tolower(static_cast<unsigned char>(x)) ==
               std::tolower(static_cast<unsigned char>(y));
    };
    std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i) d[i][0] = i;
    for (std::size_t j = 0; j <= b.size(); ++j) d[0][j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        for (std::size_t j = 1; j <= b.size(); ++j) {
            d[i][j] = std::min({d[i - 1][j - 1] + (same(a[i - 1], b[j - 1]) ? 0 : 1),
                                d[i - 1][j] + 1, d[i][j - 1] + 1});
            if (i > 1 && j > 1 && same(a[i - 1], b[j - 2]) && same(a[i - 2], b[j - 1]))
                d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
        }
    }
    return d[a.size()][b.size()];
}

}  // namespace

std::optional<std::size_t> distance_if_alike(std::string_view given, std::string_view word) {
    if (given.size() > longest) return std::nullopt;
    std::size_t const distance = edit_distance(given, word);
    if (distance > std::max<std::size_t>(1, std::min(given.size(), word.size()) / 3))
        return std::nullopt;
    return distance;
}

std::optional<std::string> nearest(std::string_view given, std::vector<std::string> const& words) {
    std::optional<std::string> best;
    std::size_t best_distance = 0;
    for (auto const& word : words) {
        auto const distance = distance_if_alike(given, word);
        if (!distance || (best && *distance >= best_distance)) continue;
        best = word;
        best_distance = *distance;
    }
    return best;
}

}  // namespace liq::words
