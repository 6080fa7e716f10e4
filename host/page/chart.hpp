/// \file
/// Charts as data: each becomes a figure with words and a table, and JSON that page.js draws.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "host/page/html.hpp"

namespace liq::page {

/// What the numbers of an axis are, and so how they are written.
enum class Unit : std::uint8_t { seconds, price, money, share, ratio };

/// The number in the words that terminal and page share (host/words/numbers.hpp); a number that is
/// not known is a dash. With its value where the number stands in the report, as text where the
/// page derives it.
Html in_words(Unit unit, double value);
Html in_plain_words(Unit unit, double value);

struct Axis {
    std::string title;
    Unit unit;
    bool logarithmic = false;
};

/// One line of a chart. `look` is one of page.js: with, without, median, low, high, sample, other.
struct Curve {
    std::string name;
    std::string look;
    std::vector<double> x, y;  ///< as long as each other; NaN: a gap
    std::string up_to = {};    ///< name of the curve up to which the area is filled
};

/// A straight line through the whole chart.
struct Mark {
    std::string name;
    double at = 0;
    bool upright = false;  ///< at a value of x; else of y
    std::string look;      ///< level, wall, spot, critical
};

struct Chart {
    std::string id, title;
    std::string words;  ///< what one sees, for those who do not
    Axis x, y;
    std::vector<Curve> curves = {};
    std::vector<Mark> marks = {};
};

/// Amounts by time and price, and beside them one amount by price.
struct HeatMap {
    std::string id, title, words;
    std::vector<double> time;    ///< ends of the columns [s]; the first begins at 0
    std::vector<double> price;   ///< edges of the rows, ascending [USD]
    std::vector<double> amount;  ///< [time][price], USD
    std::vector<double> beside;  ///< [price], USD
    double spot = 0;             ///< USD
};

/// How much the charts of a run show; a page of many runs has less of each.
struct Detail {
    std::size_t points = 120;             ///< the most of a curve
    std::size_t columns = 40, rows = 48;  ///< the most of a heat map
    std::size_t table_rows = 13;          ///< the most of the table behind a chart
    std::size_t paths = 12;               ///< paths that are drawn one by one
};

/// The figures of a run, and what page.js draws them from.
class Charts {
  public:
    explicit Charts(Detail const& detail) : detail_(detail) {}

    [[nodiscard]] Detail const& detail() const { return detail_; }
    Html figure(Chart const& chart);
    Html figure(HeatMap const& map);

    /// The drawings of all figures so far, the elements of a JSON array.
    [[nodiscard]] std::string const& json() const { return json_; }

  private:
    void add(std::string const& drawing);
    Detail detail_;
    std::string json_;
};

/// At most `most` of the indices below `count`, evenly spread, the first and the last among them.
std::vector<std::size_t> thinned(std::size_t count, std::size_t most);
/// The values at these indices.
std::vector<double> at(std::vector<double> const& values, std::vector<std::size_t> const& indices);

}  // namespace liq::page
