/// \file
/// Values of quantities in words: one home for terminal, page and comparisons.
#pragma once

#include <string>
#include <vector>

#include "host/findings/findings.hpp"
#include "host/findings/quantities.hpp"
#include "host/words/money_unit.hpp"

namespace liq::report {

/// The name of a quantity in texts, which says so where its values are no shares but log distances.
std::string quantity_label(findings::QuantityDescription const& quantity);

/// A value of a quantity alone, in its unit, such as 12.4 %, $1.2B, $97,500 or, of a distance in
/// log price, 0.0123.
std::string quantity_value(findings::QuantityDescription const& quantity, double value);

/// Values of quantities in the tables of a run: all amounts in one unit, all prices with as many
/// digits.
class QuantityTable {
  public:
    explicit QuantityTable(findings::RunFindings const& run);
    [[nodiscard]] std::string text(findings::QuantityDescription const& quantity,
                                   double value) const;

  private:
    words::MoneyUnit unit_;
    int price_decimals_ = 0;
};

/// What a log distance says of a price: "0.0953 is 9.1 % down or 10.0 % up"; of more
/// than tenfold "4.6052 is a factor of 100".
std::string log_distance_in_words(double distance);

}  // namespace liq::report
