#include "host/words/utc_time.hpp"

#include <charconv>
#include <chrono>
#include <cstddef>
#include <cstdio>

namespace liq::words {
namespace {

/// Reads `text` from the left. A failed step is remembered, see `failed`.
class Scanner {
  public:
    explicit Scanner(std::string_view text) : rest_(text) {}

    /// A number of exactly `digits` digits that is at most `largest`.
    int number(std::size_t digits, int largest) {
        int value = 0;
        if (rest_.size() < digits) return fail();
        auto const [end, error] = std::from_chars(rest_.data(), rest_.data() + digits, value);
        if (error != std::errc() || end != rest_.data() + digits || value < 0 || value > largest)
            return fail();
        rest_.remove_prefix(digits);
        return value;
    }
    bool skip(std::string_view any_of) {
        if (rest_.empty() || any_of.find(rest_.front()) == std::string_view::npos) return false;
        rest_.remove_prefix(1);
        return true;
    }
    void expect(std::string_view any_of) {
        if (!skip(any_of)) fail();
    }
    /// The first three of the digits that follow, as thousandths: ".25" is 250.
    int thousandths() {
        int value = 0;
        int scale = 100;
        while (!rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9') {
            value += (rest_.front() - '0') * scale;
            scale /= 10;
            rest_.remove_prefix(1);
        }
        return value;
    }
    bool skip_word(std::string_view word) {
        if (!rest_.starts_with(word)) return false;
        rest_.remove_prefix(word.size());
        return true;
    }
    [[nodiscard]] bool at_end() const { return rest_.empty(); }
    [[nodiscard]] bool failed() const { return failed_; }

  private:
    int fail() {
        failed_ = true;
        return 0;
    }
    std::string_view rest_;
    bool failed_ = false;
};

std::int64_t scan_date(Scanner& scan, bool& valid) {
    int const year = scan.number(4, 9999);
    scan.expect("-");
    int const month = scan.number(2, 12);
    scan.expect("-");
    int const day = scan.number(2, 31);
    std::chrono::year_month_day const date{std::chrono::year(year),
                                           std::chrono::month(static_cast<unsigned>(month)),
                                           std::chrono::day(static_cast<unsigned>(day))};
    valid = !scan.failed() && date.ok();
    if (!valid) return 0;
    return std::int64_t{86'400} * std::chrono::sys_days(date).time_since_epoch().count();
}

/// Milliseconds since midnight.
std::int64_t scan_time_of_day(Scanner& scan) {
    int const hour = scan.number(2, 23);
    scan.expect(":");
    int const minute = scan.number(2, 59);
    int second = 0, fraction = 0;
    if (scan.skip(":")) {
        second = scan.number(2, 59);
        if (scan.skip(".")) fraction = scan.thousandths();
    }
    return 1'000 * std::int64_t{hour * 3600 + minute * 60 + second} + fraction;
}

bool scan_zone(Scanner& scan) {
    return scan.skip_word("Z") || scan.skip_word("+00:00") || scan.skip_word(" UTC");
}

std::optional<std::int64_t> whole_seconds(std::optional<std::int64_t> milliseconds) {
    if (!milliseconds) return std::nullopt;
    return std::chrono::floor<std::chrono::seconds>(std::chrono::milliseconds(*milliseconds))
        .count();
}

}  // namespace

std::optional<std::int64_t> parse_utc_milliseconds(std::string_view text, bool zone_needed) {
    Scanner scan(text);
    bool valid = false;
    std::int64_t const date = scan_date(scan, valid);
    std::int64_t time = 0;
    if (zone_needed || !scan.at_end()) {
        scan.expect("T ");
        time = scan_time_of_day(scan);
        if ((zone_needed || !scan.at_end()) && !scan_zone(scan)) return std::nullopt;
    }
    if (!valid || scan.failed() || !scan.at_end()) return std::nullopt;
    return 1'000 * date + time;
}

std::optional<std::int64_t> parse_utc(std::string_view text) {
    return whole_seconds(parse_utc_milliseconds(text));
}

std::optional<std::int64_t> parse_reference_time(std::string_view text) {
    return whole_seconds(parse_utc_milliseconds(text, false));
}

std::string utc_text(std::int64_t unix_seconds) {
    std::chrono::sys_seconds const when{std::chrono::seconds(unix_seconds)};
    auto const day = std::chrono::floor<std::chrono::days>(when);
    std::chrono::year_month_day const date(day);
    auto const minutes = std::chrono::duration_cast<std::chrono::minutes>(when - day).count();
    char text[64];
    std::snprintf(text, sizeof text, "%04d-%02u-%02u %02d:%02d UTC", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                  static_cast<int>(minutes / 60), static_cast<int>(minutes % 60));
    return text;
}

std::string iso_utc(std::int64_t unix_seconds) {
    std::chrono::sys_seconds const when{std::chrono::seconds(unix_seconds)};
    auto const day = std::chrono::floor<std::chrono::days>(when);
    std::chrono::year_month_day const date(day);
    auto const seconds = static_cast<int>((when - day).count());
    char text[64];
    std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02dZ",
                  static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                  static_cast<unsigned>(date.day()), seconds / 3600, seconds / 60 % 60,
                  seconds % 60);
    return text;
}

}  // namespace liq::words
