/// \file
/// Numbers as a risk officer reads them.
#pragma once

#include <cstdint>
#include <string>

namespace liq::report {

/// Money with a suffix: $1.23B, $45.6M, $7.8K, $12; "not known" for NaN.
std::string money(double usd);
/// A price: $101,500 or $0.1234.
std::string price_text(double usd);
/// A probability or a share: 44.27 %, with `digits` after the point.
std::string percent(double share, int digits = 2);
/// The same with a sign, in percentage points: +1.32 pp.
std::string points(double share, int digits = 2);
/// Digits after the point that show an error of this size with two figures, for `percent`.
int digits_for(double standard_error);
/// A small number as a person would write it: 0.0001, 2.5e-05.
std::string significant(double value);
/// A whole number with thousands separators: 1,000,000.
std::string whole(std::uint64_t count);
/// A length of time: 30 d, 5 min, 1.5 h; 8.1 s.
std::string time_text(double seconds);
/// The number of a rate with a metric prefix and a space, for a unit to follow: "1.06 G ".
std::string metric(double value);

}  // namespace liq::report
