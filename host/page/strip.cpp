#include "host/page/strip.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "host/words/numbers.hpp"

namespace liq::page {
namespace {

constexpr double width = 200, height = 16, middle = height / 2;

class Drawing {
  public:
    Drawing(double from, double to) : from_(from), size_(to > from ? to - from : 1) {}

    void line(char const* kind, double low, double high, double y_from, double y_to) {
        if (!std::isfinite(low) || !std::isfinite(high)) return;
        shapes_ += element("line", Html(),
                           {{"class", kind},
                            {"x1", x(low)},
                            {"x2", x(high)},
                            {"y1", words::plain(y_from)},
                            {"y2", words::plain(y_to)}});
    }
    void upright(char const* kind, double at, double reach) {
        line(kind, at, at, middle - reach, middle + reach);
    }
    void dot(char const* kind, double at) {
        if (!std::isfinite(at)) return;
        shapes_ +=
            element("circle", Html(),
                    {{"class", kind}, {"cx", x(at)}, {"cy", words::plain(middle)}, {"r", "3.5"}});
    }
    [[nodiscard]] Html html(std::string const& words) const {
        return element("svg", shapes_,
                       {{"class", "strip"},
                        {"viewBox", "0 0 " + words::plain(width) + " " + words::plain(height)},
                        {"role", "img"},
                        {"aria-label", words}});
    }

  private:
    /// Inside the picture, also for what lies beyond the axis.
    [[nodiscard]] std::string x(double value) const {
        double const share = std::clamp((value - from_) / size_, 0.0, 1.0);
        return words::plain(4 + share * (width - 8), 2);
    }
    double from_, size_;
    Html shapes_;
};

}  // namespace

Html strip(StripMarks const& marks, double from, double to, std::string const& words) {
    Drawing drawing(from, to);
    drawing.line("axis", from, to, middle, middle);
    if (from < 0 && to > 0) drawing.upright("zero", 0, middle);
    drawing.line("range", marks.range_low, marks.range_high, middle, middle);
    drawing.line("interval", marks.low, marks.high, middle, middle);
    drawing.upright("benchmark", marks.benchmark, middle - 1);
    drawing.dot("beside", marks.beside);
    drawing.dot("value", marks.value);
    return drawing.html(words);
}

}  // namespace liq::page
