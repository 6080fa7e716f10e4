/// \file
/// Margin tiers in any CSV file. What its caps count and whether tiers are marginal is stated in
/// the recipe. A cap that is empty or "inf" is none: the last tier has no end.

#include "host/data/formats/formats.hpp"

namespace liq::data {
namespace {

/// As programs write infinity.
bool is_endless(std::string_view cap) {
    return same_word(cap, "inf") || same_word(cap, "infinity");
}

void read(ByteStream& stream, Reading const& reading, std::uint32_t file, Tiers& tiers) {
    Table table(stream.name(), reading.columns, reading.stated_by);
    std::size_t cap = 0, rate = 0;
    std::optional<std::size_t> floor, amount, leverage;
    read_csv(
        stream,
        [&](CsvRow const& row) {
            if (!table.begun()) {
                table.begin(row);
                cap = table.need("cap", {"cap", "notional_cap", "max_notional", "maxNotional"});
                rate = table.need("rate",
                                  {"rate", "maintenance_rate", "mmr", "maintenance_margin_rate"});
                floor = table.find("floor", {"floor", "min_notional", "minNotional"});
                amount = table.find("amount", {"amount", "cum"});
                leverage = table.find("max_leverage", {"max_leverage", "maxLeverage"});
                table.finish_columns();
            }
            if (row.row == 0) return;
            Tier tier;
            tier.at = row_at(file, row.line);
            tier.cap =
                is_endless(table.text(row, cap, "cap")) ? missing : table.number(row, cap, "cap");
            tier.rate = table.number(row, rate, "rate");
            tier.floor = table.number_or_nan(row, floor, "floor");
            tier.amount = table.number_or_nan(row, amount, "amount");
            tier.max_leverage = table.number_or_nan(row, leverage, "max_leverage");
            tiers.rows.push_back(tier);
        },
        reading.separator());
}

}  // namespace

TierFormat const csv_tiers{
    "csv", "any CSV file with cap and rate; `shape` and `unit` have to be stated", nullptr, read};

}  // namespace liq::data
