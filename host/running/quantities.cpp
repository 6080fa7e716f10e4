#include "host/running/quantities.hpp"

#include <array>
#include <cmath>
#include <cstdio>
#include <utility>

namespace liq::running {
namespace {

std::string printed(char const* format, double value) {
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), format, value);
    return text.data();
}

}  // namespace

std::string with_prefix(double value) {
    constexpr std::array<std::pair<double, char const*>, 4> prefixes{
        {{1e12, " T"}, {1e9, " G"}, {1e6, " M"}, {1e3, " k"}}};
    for (auto const& [size, name] : prefixes) {
        // 999.96 k would print as 1e+03 k.
        if (value < size * 0.9995) continue;
        double const scaled = value / size;
        return printed(scaled < 9.995 ? "%.2f" : scaled < 99.95 ? "%.1f" : "%.0f", scaled) + name;
    }
    return printed("%.0f", value);
}

std::string duration_text(double seconds) {
    if (seconds < 90) return printed("%.0f s", std::ceil(seconds));
    if (seconds < 90 * 60) return printed("%.0f min", seconds / 60);
    if (seconds < 36 * 3600) return printed("%.1f h", seconds / 3600);
    return printed("%.1f d", seconds / 86400);
}

}  // namespace liq::running
