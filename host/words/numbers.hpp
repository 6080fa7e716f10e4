/// \file
/// Every number that people read, one function a kind. The tables of tests/host/words say more.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace liq::words {

/// What stands for a number that is not finite.
inline constexpr char const* unknown = "not known";

/// A price with thousands separators and without a currency: 104,000; 171.35; 0.0000138123. What
/// needs at most eight digits is shown as it is, anything else rounded to six, so that a price has
/// at least five significant digits at any size.
std::string price_in_words(double price);
/// A price as a result, rounded to six significant digits: $101,500; $0.0000138123.
std::string price(double usd);

/// Money in three digits with a suffix: $1.23B, $45.6M, $7.80K, $12, -$2.50M.
std::string money(double usd);
/// The same with its sign, for profits: +$1.23M, -$4.00K.
std::string profit(double usd);
/// Money to the dollar, without a sign for the currency: 12,345,678.
std::string dollars(double usd);

/// A whole number with thousands separators: 1,000,000.
std::string whole(std::uint64_t count);
/// A count in three digits with a prefix: 950, 1.20 M, 85.0 G.
std::string count_at_a_glance(double count);
/// A rate: count_at_a_glance with a unit, "1.06 G path-steps/s"; "8.00 path-steps/s" below 1,000.
std::string rate(double per_second, std::string_view unit);
/// Memory in whole megabytes, rounded up: "17 MB".
std::string megabytes(double bytes);

/// A probability or a share: 44.27 %, with `digits` after the point.
std::string percent(double share, int digits = 2);
/// The same with its sign, for a move of a price: +2.50 %.
std::string signed_percent(double share, int digits = 2);
/// A difference of shares in percentage points, with its sign: +1.32 pp.
std::string points(double share, int digits = 2);
/// Digits after the point that show an error of this size with two figures, for `percent`.
int digits_for(double standard_error);
/// A share with its interval, "35.43 %  (95 % interval 35.34 % to 35.53 %)", as many digits as the
/// standard error gives.
std::string percent_with_interval(double share, double standard_error, double low, double high);

/// A length of time: 30 d, 1.5 h, 5 min, 8.1 s, 0.042 s.
std::string duration(double seconds);
/// A time that is estimated: 12 s, 3 min, 1.5 h, 2.1 d.
std::string about_duration(double seconds);

/// A plain number with at most four significant digits, as a person would write it:
/// 0.0001, 2.5e-05.
std::string significant(double value);
/// A plain number with thousands separators and so many digits after the point: 1,234.50.
std::string plain(double value, int digits);
/// A plain number in at most seven digits, never in powers of ten above 1: 0.45, 100,000,000.
std::string plain(double value);
/// The same with its sign: +2.31.
std::string signed_plain(double value, int digits);

}  // namespace liq::words
