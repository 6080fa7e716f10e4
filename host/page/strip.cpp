#include "host/page/strip.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "host/words/values.hpp"

namespace liq::page {
namespace {

constexpr int width = 360, height = 16, middle = height / 2, edge = 6;

class Drawing {
  public:
    Drawing(double from, double to) : from_(from), size_(to > from ? to - from : 1) {}

    void line(char const* kind, double low, double high) {
        if (std::isfinite(low) && std::isfinite(high))
            path(kind, "M" + x(low) + " " + std::to_string(middle) + "H" + x(high));
    }
    void upright(char const* kind, double at, int reach) {
        if (std::isfinite(at))
            path(kind, "M" + x(at) + " " + std::to_string(middle - reach) + "V" +
                           std::to_string(middle + reach));
    }
    void dot(char const* kind, double at) {
        if (!std::isfinite(at)) return;
        shapes_ +=
            element("circle", Html(),
                    {{"class", kind}, {"cx", x(at)}, {"cy", std::to_string(middle)}, {"r", "4.5"}});
    }
    [[nodiscard]] Html html() const {
        return element("svg", shapes_,
                       {{"class", "strip"},
                        {"viewBox", "0 0 " + std::to_string(width) + " " + std::to_string(height)},
                        {"aria-hidden", "true"}});
    }

  private:
    void path(char const* kind, std::string const& way) {
        shapes_ += element("path", Html(), {{"class", kind}, {"d", way}});
    }
    /// Inside the picture, also for what lies beyond the axis.
    [[nodiscard]] std::string x(double value) const {
        double const share = std::clamp((value - from_) / size_, 0.0, 1.0);
        return words::plain_number(std::round(10 * (edge + share * (width - 2 * edge))) / 10);
    }
    double from_, size_;
    Html shapes_;
};

}  // namespace

Html strip(StripMarks const& marks, double from, double to) {
    Drawing drawing(from, to);
    drawing.line("axis", from, to);
    if (from < 0 && to > 0) drawing.upright("zero", 0, middle);
    drawing.line("range", marks.range_low, marks.range_high);
    drawing.line("interval", marks.low, marks.high);
    drawing.upright("benchmark", marks.benchmark, middle - 1);
    drawing.dot("beside", marks.beside);
    drawing.dot("value", marks.value);
    return drawing.html();
}

}  // namespace liq::page
