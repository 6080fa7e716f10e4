/// \file
/// Writes numbers for people, with one function for each kind of number. The tables of
/// tests/host/words/numbers_test.cpp have more examples.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace liq::words {

/// The text for a number that is not finite.
inline constexpr char const* unknown = "not known";

/// A price with thousands separators and without a currency: 104,000; 171.35; 0.0000138123. A price
/// of at most eight significant digits is not rounded, any other is rounded to six.
std::string price_in_words(double price);
/// The same, with as many more digits as show that the price is another one than `other`.
std::string price_beside(double price, double other);
/// A price that is a result, rounded to six significant digits: $101,500; $0.0000138123.
std::string price(double usd);
/// The digits after the point with which all prices of one column are written by `price_in`: six
/// significant digits of the largest one.
int price_decimals(std::vector<double> const& prices);
/// A price of such a column: $104,123; a price of which that leaves fewer than three significant
/// digits is written as by `price`.
std::string price_in(double usd, int decimals);

/// An amount of money in three digits with a suffix: $1.23B, $45.6M, $7.80K, $12, -$2.50M; no zero
/// has a sign.
std::string money(double usd);
/// The same with a sign also for gains: +$1.23M, -$4.00K.
std::string profit(double usd);
/// An amount of money rounded to a dollar, without the dollar sign: 12,345,678.
std::string dollars(double usd);

/// A whole number with thousands separators: 1,000,000.
std::string whole(std::uint64_t count);
/// A count in three digits with a prefix: 950, 1.20 M, 85.0 G.
std::string count_at_a_glance(double count);
/// A rate in three digits with a prefix and a unit: "1.06 G path-steps/s", "8.00 path-steps/s".
std::string rate(double per_second, std::string_view unit);
/// Memory in whole megabytes, rounded up: "17 MB".
std::string megabytes(double bytes);

/// A probability or a share: 44.27 %, with `digits` after the point.
std::string percent(double share, int digits = 2);
/// The same with a sign also for gains, for a move of a price: +2.50 %.
std::string signed_percent(double share, int digits = 2);
/// A difference of two shares in percentage points, always with a sign: +1.32 pp.
std::string points(double share, int digits = 2);
/// A distance in log price, which is no share: 0.0123.
std::string log_distance(double distance);
/// The number of digits for `percent` with which a standard error of this size would have two
/// significant digits.
int digits_for(double standard_error);
/// The number of digits for all shares of a column: two of every error, but at most 2 after the
/// point where one row does without more, because a row with a tiny error would lengthen all
/// others.
int digits_for_all(std::vector<double> const& standard_errors);
/// That of one share of the column. An error that would look like 0 keeps its own digits.
int digits_in(int of_column, double standard_error);
/// A share with its interval: "35.43 %  (95 % interval 35.34 % to 35.53 %)". The standard error
/// decides the number of digits.
std::string percent_with_interval(double share, double standard_error, double low, double high);

/// A duration: 30 d, 1.5 h, 5 min, 8.1 s, 0.042 s.
std::string duration(double seconds);
/// A duration that is an estimate: 12 s, 3 min, 1.5 h, 2.1 d.
std::string about_duration(double seconds);

/// A number with at most four significant digits: 0.0001, 2.5e-05.
std::string significant(double value);
/// A number with thousands separators and `digits` digits after the point: 1,234.50.
std::string plain(double value, int digits);
/// A number rounded to seven significant digits, without an exponent: 0.45, 100,000,000.
std::string plain(double value);
/// A number with `digits` digits after the point, always with a sign: +2.31.
std::string signed_plain(double value, int digits);

}  // namespace liq::words
