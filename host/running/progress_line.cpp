#include "host/running/progress_line.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "host/words/numbers.hpp"
#include "host/words/printable.hpp"
#include "host/words/terminal.hpp"

namespace liq::running {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds redraw_every{500};
constexpr std::chrono::seconds print_every{10};

template <class... Values>
std::string printed(char const* format, Values... values) {
    std::array<char, 128> text{};
    std::snprintf(text.data(), text.size(), format, values...);
    return text.data();
}

/// The number of paths that the run will probably need: the error falls with its square root.
double likely_paths(Progress const& progress, results::RunningEstimate const& so_far,
                    double target) {
    auto const done = static_cast<double>(progress.paths);
    auto const most = static_cast<double>(progress.paths_asked);
    if (target <= 0 || !std::isfinite(so_far.cautious_error)) return most;
    double const ratio = so_far.cautious_error / target;
    return std::clamp(done * ratio * ratio, done, most);
}

}  // namespace

std::string progress_text(Progress const& progress, ShownEstimate const& shown,
                          std::size_t columns) {
    auto const done = static_cast<double>(progress.paths);
    results::RunningEstimate const so_far = shown.estimate(*progress.totals);
    double const asked = likely_paths(progress, so_far, shown.target);
    double const left = done > 0 ? progress.seconds * (asked - done) / done : 0.0;
    std::string const share = printed("%5.1f %%", 100 * done / asked);
    std::string const paths = "  " + words::count_at_a_glance(done) +
                              (shown.target > 0 ? " of about " : " of ") +
                              words::count_at_a_glance(asked) + " paths";
    std::string const rate =
        "  " + words::count_at_a_glance(progress.path_steps_per_second()) + " path-steps/s";
    // Targets can be below 1e-4, so a run with a target needs more digits after the point.
    char const* const format = shown.target > 0 ? " %.6f +- %.2g" : " %.4f +- %.4f";
    std::string const tail = "  " + words::about_duration(left) + " left  " + shown.name +
                             printed(format, so_far.probability, so_far.standard_error) +
                             (shown.target > 0 ? printed(", target %.2g", shown.target) : "");
    // On a narrow terminal the estimate is more important than the rate.
    std::string text = share + paths + rate + tail;
    if (text.size() > columns) text = share + paths + tail;
    if (text.size() > columns) text = share + tail;
    text.resize(std::min(text.size(), columns));
    return text;
}

ProgressLine::ProgressLine(Style style, ShownEstimate estimate)
    : style_(style), estimate_(std::move(estimate)), next_(Clock::now()) {
    if (style_ == Style::now_and_then) next_ += print_every;
}

ProgressLine::~ProgressLine() {
    if (drawn_) std::fprintf(stderr, "\r\033[K");
}

void ProgressLine::show(Progress const& progress) {
    draw([&](std::size_t columns) { return progress_text(progress, estimate_, columns); });
}

bool ProgressLine::is_due() const {
    return style_ != Style::none && Clock::now() >= next_;
}

void ProgressLine::draw(std::function<std::string(std::size_t)> const& text) {
    if (!is_due()) return;
    if (style_ == Style::redrawn) {
        auto const columns = static_cast<std::size_t>(words::terminal_width(STDERR_FILENO)) - 1;
        std::fprintf(stderr, "\r\033[K%s", words::printable(text(columns)).c_str());
        std::fflush(stderr);
        drawn_ = true;
        next_ = Clock::now() + redraw_every;
    } else {
        std::fprintf(stderr, "liqcascade: %s\n", words::printable(text(1000)).c_str());
        next_ = Clock::now() + print_every;
    }
}

}  // namespace liq::running
