#include <algorithm>
#include <array>
#include <cmath>

#include "host/stress/stress_report.hpp"
#include "host/words/numbers.hpp"
#include "host/words/printable.hpp"

namespace liq::stress {
namespace {

constexpr std::size_t rows = 13;
constexpr std::size_t margin = 13;

/// Converts changes to columns or rows; the first and the last cell are the smallest and the
/// largest.
struct Axis {
    double low = 0, high = 0;

    void take(double change) {
        low = std::min(low, change);
        high = std::max(high, change);
    }
    [[nodiscard]] std::size_t cell(double change, std::size_t cells) const {
        double const share = high > low ? (change - low) / (high - low) : 0.0;
        return static_cast<std::size_t>(std::lround(share * static_cast<double>(cells - 1)));
    }
};

std::string right_aligned(std::string const& whole) {
    std::string const text = words::shortened(whole, margin);
    return std::string(margin > text.size() ? margin - text.size() : 0, ' ') + text;
}

}  // namespace

std::vector<std::string> contour_picture(StressResult const& result,
                                         words::TextStyle const& style) {
    if (result.keys.size() != 2 || result.nearest < 0) return {};
    Axis x, y;
    for (StressPoint const& point : result.points) {
        x.take(point.change(0, point.crossing.at));
        y.take(point.change(1, point.crossing.at));
    }
    auto const columns = static_cast<std::size_t>(std::clamp(style.width, 40, 76)) - margin - 2;
    std::vector<std::string> grid(rows, std::string(columns, ' '));
    auto const put = [&](double right, double up, char mark) {
        grid[rows - 1 - y.cell(up, rows)][x.cell(right, columns)] = mark;
    };
    put(0, 0, 'o');
    for (StressPoint const& point : result.points)
        put(point.change(0, point.crossing.at), point.change(1, point.crossing.at), '*');
    StressPoint const& nearest = result.points[static_cast<std::size_t>(result.nearest)];
    put(nearest.change(0, nearest.crossing.at), nearest.change(1, nearest.crossing.at), '#');

    auto const label = [&](std::size_t key, double change) {
        StressKey const& k = result.keys[key];
        return value_in_words(k, k.value(change), std::abs(k.value(change)) / 200);
    };
    std::vector<std::string> lines;
    for (std::size_t row = 0; row < rows; ++row) {
        std::string const at = row == 0 ? label(1, y.high) : row == rows - 1 ? label(1, y.low) : "";
        lines.push_back(right_aligned(at) + " |" +
                        grid[row].substr(0, grid[row].find_last_not_of(' ') + 1));
    }
    std::string const indent(margin + 2, ' ');
    std::string const left = label(0, x.low), right = label(0, x.high);
    lines.push_back(std::string(margin + 1, ' ') + "+" + std::string(columns, '-'));
    lines.push_back(
        indent + left +
        std::string(columns > left.size() + right.size() ? columns - left.size() - right.size() : 1,
                    ' ') +
        right);
    lines.push_back(indent + "right: " + result.keys[0].name + ", up: " + result.keys[1].name);
    lines.push_back(indent + "equal distances are equal changes");
    lines.push_back(indent + "o base, * probability reached, # the smallest change");
    return lines;
}

std::string value_in_words(StressKey const& /*key*/, double value, double error) {
    if (!std::isfinite(value)) return words::unknown;
    if (!std::isfinite(error) || error <= 0) return words::plain(value);
    return words::plain(value,
                        std::clamp(1 - static_cast<int>(std::floor(std::log10(error))), 0, 9));
}

}  // namespace liq::stress
