#include "host/running/progress_line.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <array>
#include <cmath>
#include <cstdio>

#include "host/results/estimates.hpp"

namespace liq {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds redraw_every{200};
constexpr std::chrono::seconds print_every{10};

template <class... Values>
std::string printed(char const* format, Values... values) {
    std::array<char, 128> text{};
    std::snprintf(text.data(), text.size(), format, values...);
    return text.data();
}

/// A count with a unit prefix: 950, 1.20 M.
std::string with_prefix(double value) {
    std::array<std::pair<double, char const*>, 4> const prefixes{
        {{1e12, " T"}, {1e9, " G"}, {1e6, " M"}, {1e3, " k"}}};
    for (auto const& [size, name] : prefixes) {
        if (value >= size) return printed("%.3g%s", value / size, name);
    }
    return printed("%.0f", value);
}

std::string duration_text(double seconds) {
    if (seconds < 90) return printed("%.0f s", std::ceil(seconds));
    if (seconds < 5400) return printed("%.0f min", seconds / 60);
    return printed("%.1f h", seconds / 3600);
}

/// Columns of the terminal on standard error.
std::size_t terminal_width() {
    winsize size{};
    bool const known = ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
    return known ? size.ws_col : 80;
}

}  // namespace

std::string progress_text(Progress const& progress, std::string const& estimate) {
    auto const done = static_cast<double>(progress.paths);
    auto const asked = static_cast<double>(progress.paths_asked);
    double const left = done > 0 ? progress.seconds * (asked - done) / done : 0.0;
    Estimate const so_far =
        estimate_of(progress.totals->outcome(0, TotalsLayout::hits), progress.paths);
    return printed("%3.0f %%  ", 100 * done / asked) + with_prefix(done) + " of " +
           with_prefix(asked) + " paths  " + with_prefix(progress.path_steps_per_second()) +
           " path-steps/s  " + duration_text(left) + " left  " + estimate +
           printed(" %.4f +- %.4f", so_far.probability, so_far.standard_error);
}

ProgressLine::ProgressLine(Style style, std::string estimate)
    : style_(style), estimate_(std::move(estimate)), next_(Clock::now()) {
    if (style_ == Style::now_and_then) next_ += print_every;
}

ProgressLine::~ProgressLine() {
    if (drawn_) std::fprintf(stderr, "\r\033[K");
}

void ProgressLine::show(Progress const& progress) {
    if (style_ == Style::none || Clock::now() < next_) return;
    std::string text = progress_text(progress, estimate_);
    if (style_ == Style::redrawn) {
        text.resize(std::min(text.size(), terminal_width() - 1));
        std::fprintf(stderr, "\r\033[K%s", text.c_str());
        std::fflush(stderr);
        drawn_ = true;
        next_ = Clock::now() + redraw_every;
    } else {
        std::fprintf(stderr, "liqcascade: %s\n", text.c_str());
        next_ = Clock::now() + print_every;
    }
}

}  // namespace liq
