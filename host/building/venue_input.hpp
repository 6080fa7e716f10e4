/// \file
/// Keys of a recipe for a venue: what it is, and what lies in its files.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "host/building/account_input.hpp"
#include "host/building/key_meanings.hpp"
#include "host/building/tier_input.hpp"
#include "host/data/series.hpp"
#include "models/core/parameter_form.hpp"
#include "models/margin/contract.hpp"

namespace liq::building {

using data::Sides;

struct OpenInterestInput {
    std::vector<std::string> files;
    std::string format = "auto";
    std::string symbol;
    std::map<std::string, std::string> columns;
    data::Unit unit = data::Unit::unknown;
    Sides sides = Sides::unknown;
    Duration counted_after{0};
    std::optional<double> amount;

    template <class Form>
    void describe(Form& form) {
        form.field("files", files, {.meaning = files_meaning});
        form.field("format", format, {.meaning = "format of the open interest"});
        form.field("symbol", symbol, {.meaning = symbol_meaning});
        form.field("columns", columns, {.meaning = columns_meaning});
        form.field("unit", unit,
                   {.meaning = "what amounts count, where the files do not tell",
                    .words = "unknown usd coin contracts"});
        form.field("sides", sides,
                   {.meaning = "whether every contract is counted once, or its long and its short",
                    .words = "unknown one both"});
        form.field("counted_after", counted_after,
                   {.range = not_negative(),
                    .meaning = "how long after the time that a row states it was counted; 1d for "
                               "daily rows with the count at the end of their day"});
        form.field("amount", amount,
                   {.unit = "of `unit`",
                    .range = not_negative(),
                    .meaning = "a figure in place of files",
                    .default_text = "none"});
    }
};

struct LiquidationInput {
    std::vector<std::string> files;
    std::string format = "auto";
    std::string symbol;
    std::map<std::string, std::string> columns;
    std::string side_is;
    data::Unit unit = data::Unit::unknown;
    std::string completeness;

    template <class Form>
    void describe(Form& form) {
        form.field("files", files, {.meaning = files_meaning, .required = true});
        form.field("format", format, {.meaning = "format of the liquidations"});
        form.field("symbol", symbol, {.meaning = symbol_meaning});
        form.field("columns", columns, {.meaning = columns_meaning});
        form.field("side_is", side_is,
                   {.meaning = "position or order: whose side a CSV file states"});
        form.field("unit", unit,
                   {.meaning = "what sizes of a CSV file count; contracts are of contract_size",
                    .words = "unknown usd coin contracts"});
        form.field("completeness", completeness, {.meaning = "what the feed leaves out, in words"});
    }
};

struct VenueInput {
    std::string name;
    Contract contract = Contract::linear;
    double contract_size = 0;
    OpenInterestInput open_interest;
    TierInput tiers;
    std::optional<LiquidationInput> liquidations;
    std::optional<AccountInput> positions;
    std::optional<double> insurance_fund;
    std::optional<double> liquidatable_share;

    template <class Form>
    void describe(Form& form) {
        form.field("name", name, {.meaning = "name of the venue", .required = true});
        form.field("contract", contract,
                   {.meaning = "linear: margin in the quote currency; inverse: margin in coin",
                    .required = true,
                    .words = "linear inverse"});
        form.field("contract_size", contract_size,
                   {.unit = "coin (inverse: USD)",
                    .range = not_negative(),
                    .meaning = "of a contract, where the data count contracts"});
        form.field("open_interest", open_interest,
                   {.meaning = "positions that are open", .required = true});
        form.field("tiers", tiers, {.meaning = "maintenance margins", .required = true});
        form.field("liquidations", liquidations,
                   {.meaning = "forced orders of the past", .default_text = "none"});
        form.field("positions", positions,
                   {.meaning = "positions of accounts, as the venue lists them",
                    .default_text = "none: they are estimated"});
        form.field("insurance_fund", insurance_fund,
                   {.unit = "USD",
                    .range = not_negative(),
                    .meaning = "what pays for positions that end below nothing",
                    .default_text = "no limit"});
        form.field("liquidatable_share", liquidatable_share,
                   {.range = unit_interval(),
                    .meaning = "share of the open interest that can be liquidated",
                    .default_text = "1"});
    }
};

}  // namespace liq::building
