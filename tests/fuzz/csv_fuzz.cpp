// CSV: records of exchanges, and the file of positions of a scenario.
#include "host/data/csv.hpp"

#include "host/scenario/positions_csv.hpp"
#include "tests/fuzz/target.hpp"

namespace liq::fuzz {
namespace {

/// The limits that host/data/csv.hpp states.
constexpr std::size_t longest_cell = std::size_t{1} << 20, most_cells = 4096;

void read_records(std::string const& path, char delimiter) {
    data::ByteStream stream(path);
    std::uint64_t last = 0;
    bool first = true;
    data::read_csv(
        stream,
        [&](data::CsvRow const& row) {
            expect(first ? row.row <= 1 : row.row == last + 1, "a row is counted twice or not");
            expect(row.cells.size() <= most_cells, "a row has too many cells");
            for (auto const& cell : row.cells)
                expect(cell.size() <= longest_cell, "a cell is too long");
            last = row.row;
            first = false;
        },
        delimiter);
}

void read(std::string_view bytes) {
    for (char const delimiter : {',', ';'})
        static_cast<void>(data::first_rows(bytes, 20, delimiter));
    bool const positions = accepts([&] {
        scenario::CsvReading reading;
        scenario::read_csv(bytes, "positions.csv", reading);
    });
    bool const semicolons = accepts(
        [&] { read_as_file(bytes, [](std::string const& path) { read_records(path, ';'); }); });
    try {
        read_as_file(bytes, [](std::string const& path) { read_records(path, ','); });
    } catch (Error const&) {
        if (!positions && !semicolons) throw;
    }
}

}  // namespace

Target const csv_target{"csv", read};

}  // namespace liq::fuzz
