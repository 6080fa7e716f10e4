/// \file
/// Positions by account in a CSV file: the columns of Hyperliquid's archived snapshots, or others
/// that a recipe names.
///
/// Sizes are signed, or `side` says long or short. The cross positions of an account share its
/// value, so that one without a liquidation price can be recomputed only where it is certainly the
/// only one: where the file has users, and this one has no other. Users are hashed as they are
/// read, and their names are kept nowhere. In a mode other than the standard one the collateral
/// lies elsewhere too, so that only the venue knows the liquidation price.

#include <cmath>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include "host/data/formats/formats.hpp"
#include "host/errors.hpp"
#include "host/words/printable.hpp"

namespace liq::data {
namespace {

bool recognises(std::string_view head) {
    std::string_view const header = head.substr(0, head.find('\n'));
    for (char const* name : {"market", "liquidation_price", "leverage_type", "account_value"})
        if (header.find(name) == header.npos) return false;
    return true;
}

struct Columns {
    std::size_t market, size, notional;
    std::optional<std::size_t> side, entry, liquidation, leverage, type, value, mode, user, margin,
        time;

    explicit Columns(Table& table)
        : market(table.need("market", {"market", "coin", "symbol"})),
          size(table.need("size", {"size", "szi"})),
          notional(table.need("notional", {"notional", "position_value"})),
          side(table.find("side", {"side"})),
          entry(table.find("entry_price", {"entry_price", "entry_px"})),
          liquidation(table.find("liquidation_price", {"liquidation_price", "liquidation_px"})),
          leverage(table.find("leverage", {"leverage"})),
          type(table.need("leverage_type", {"leverage_type"})),
          value(table.find("account_value", {"account_value"})),
          mode(table.find("account_mode", {"account_mode"})),
          user(table.find("user", {"user", "address"})),
          margin(table.find("margin", {"margin", "isolated_margin"})),
          time(table.find("time", {"time", "timestamp"})) {
        table.finish_columns();
    }
};

class Accounts {
  public:
    Accounts(std::string const& file, Reading const& reading, std::uint32_t number,
             AccountPositions& into)
        : market_(reading.symbol.empty() ? reading.asset : reading.symbol),
          table_(file, reading.columns, reading.stated_by),
          number_(number),
          into_(into) {}

    void add(CsvRow const& cells) {
        if (!table_.begun()) {
            table_.begin(cells);
            columns_.emplace(table_);
        }
        if (cells.row == 0) return;
        double const signed_size = table_.number(cells, columns_->size, "size");
        bool const isolated = is_isolated(cells);
        if (!isolated && signed_size != 0 && columns_->user) ++crosses_[hash_of(cells)];
        if (table_.text(cells, columns_->market, "market") != market_)
            return into_.leave_out(of_another_market);
        if (signed_size == 0) return into_.leave_out(closed_position);
        AccountPosition row = row_of(cells, signed_size, isolated);
        refuse_second(cells, row);
        bool const recomputable = !isolated && std::isnan(row.liquidation_price) && columns_->user;
        if (recomputable)
            waiting_.emplace_back(hash_of(cells), row);
        else
            add_checked(into_, row);
    }

    void finish(std::string const& file) {
        require(n_rows_ == 0 || sides_known_,
                file +
                    ": no size is negative and there is no column `side`, so that longs and "
                    "shorts cannot be told apart. State the column of the side, or give signed "
                    "sizes");
        for (auto& [user, row] : waiting_) {
            row.alone = crosses_[user] == 1;
            add_checked(into_, row);
        }
    }

  private:
    [[nodiscard]] std::size_t hash_of(CsvRow const& cells) const {
        return std::hash<std::string_view>{}(table_.text(cells, *columns_->user, "user"));
    }
    /// A user has one position a side, so that a second one is in another file or of another time.
    void refuse_second(CsvRow const& cells, AccountPosition const& row) {
        if (!columns_->user) return;
        std::size_t const kind = row.side == Side::long_side ? 0 : 1;
        std::size_t const held = 4 * hash_of(cells) + 2 * kind + (row.isolated ? 1 : 0);
        require(into_.held.insert(held).second,
                table_.place(cells) + ": the user of this row holds a " +
                    (kind == 0 ? "long" : "short") +
                    " of this market in a row before. Is every account in the files once, at one "
                    "time?");
    }
    [[nodiscard]] bool is_isolated(CsvRow const& cells) const {
        auto const type = table_.text(cells, *columns_->type, "leverage_type");
        if (type == "isolated") return true;
        if (type != "cross")
            refuse(table_.place(cells) + ": leverage_type = \"" +
                   words::printable(type.substr(0, 60)) +
                   "\" is not known; accepted: isolated, cross");
        return false;
    }
    /// Whether the value of the account is all that its positions rest on.
    [[nodiscard]] bool is_standard(CsvRow const& cells) const {
        if (!columns_->mode) return true;
        auto const mode = table_.text(cells, *columns_->mode, "account_mode");
        return mode.empty() || mode == "standard" || mode == "default" || mode == "disabled";
    }

    AccountPosition row_of(CsvRow const& cells, double signed_size, bool isolated) {
        AccountPosition row;
        ++n_rows_;
        row.at = row_at(number_, cells.line);
        row.isolated = isolated;
        row.side = side_of(cells, signed_size);
        row.size = std::abs(signed_size);
        row.notional = std::abs(table_.number(cells, columns_->notional, "notional"));
        row.entry = table_.number_or_nan(cells, columns_->entry, "entry_price");
        row.liquidation_price =
            table_.number_or_nan(cells, columns_->liquidation, "liquidation_price");
        // A price of 0 is never reached.
        if (!(row.liquidation_price > 0)) row.liquidation_price = missing;
        row.leverage = table_.number_or_nan(cells, columns_->leverage, "leverage");
        if (isolated)
            row.margin = table_.number_or_nan(cells, columns_->margin, "margin");
        else if (is_standard(cells))
            row.account_value = table_.number_or_nan(cells, columns_->value, "account_value");
        if (columns_->time) row.time = table_.time(cells, *columns_->time);
        return row;
    }

    Side side_of(CsvRow const& cells, double signed_size) {
        if (!columns_->side) {
            sides_known_ = sides_known_ || signed_size < 0;
            return signed_size > 0 ? Side::long_side : Side::short_side;
        }
        sides_known_ = true;
        auto const word = table_.text(cells, *columns_->side, "side");
        bool const is_long = word == "long";
        if (!is_long && word != "short")
            refuse(table_.place(cells) + ": side = \"" + words::printable(word.substr(0, 60)) +
                   "\" is not known; accepted: long, short");
        if (is_long && signed_size < 0)
            refuse(table_.place(cells) + ": the side is long and the size is negative");
        return is_long ? Side::long_side : Side::short_side;
    }

    std::string market_;
    Table table_;
    std::uint32_t number_;
    AccountPositions& into_;
    std::optional<Columns> columns_;
    std::unordered_map<std::size_t, std::uint32_t> crosses_;  ///< cross positions of each user
    std::vector<std::pair<std::size_t, AccountPosition>> waiting_;
    bool sides_known_ = false;
    std::uint64_t n_rows_ = 0;
};

void read(ByteStream& stream, Reading const& reading, std::uint32_t file,
          AccountPositions& positions) {
    Accounts accounts(stream.name(), reading, file, positions);
    read_csv(stream, [&](CsvRow const& cells) { accounts.add(cells); }, reading.separator());
    accounts.finish(stream.name());
}

}  // namespace

AccountFormat const accounts_csv{
    "accounts-csv",
    "CSV with market, size (coin, signed), notional (USD at the mark price), liquidation_price, "
    "leverage_type and account_value (USD); entry_price, leverage, account_mode, user, margin, "
    "side "
    "and time where there are",
    recognises, read};

}  // namespace liq::data
