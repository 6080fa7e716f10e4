#include "host/data/csv.hpp"

#include <csv.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <exception>
#include <utility>

#include "host/errors.hpp"

namespace liq::data {
namespace {

constexpr std::size_t longest_cell = std::size_t{1} << 20;
constexpr std::size_t most_cells = 4'096;

/// libcsv keeps a cell in memory until it ends. A cell that is too long ends here.
void* limited_realloc(void* memory, std::size_t bytes) {
    return bytes > longest_cell ? nullptr : std::realloc(memory, bytes);
}

int never_space(unsigned char) {
    return 0;
}

std::string_view trimmed(std::string_view text) {
    auto const first = text.find_first_not_of(" \t");
    if (first == text.npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool is_number(std::string_view cell) {
    double value = 0;
    auto const [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
    return error == std::errc() && end == cell.data() + cell.size();
}

/// A line above the header, as an address or a remark of whoever made the file: a single cell,
/// which is no header of a table that anybody reads.
bool is_note(std::vector<std::string_view> const& cells) {
    return cells.size() == 1 && (cells[0].starts_with("http") || cells[0].starts_with('#'));
}

/// The parser and the record that it is in. No exception passes through the code of the library:
/// one that `take` throws is kept, and what follows it is not looked at.
class Records {
  public:
    Records(std::string name, std::function<void(CsvRow const&)> const& take, char delimiter,
            RowsAre counted = RowsAre::lines)
        : name_(std::move(name)), take_(take) {
        row_.counted = counted;
        if (csv_init(&parser_, CSV_STRICT | CSV_STRICT_FINI) != 0)
            refuse(name_ + ": there is no memory to read it");
        csv_set_delim(&parser_, static_cast<unsigned char>(delimiter));
        csv_set_realloc_func(&parser_, limited_realloc);
        csv_set_space_func(&parser_, never_space);
    }
    ~Records() { csv_free(&parser_); }
    Records(Records const&) = delete;
    Records& operator=(Records const&) = delete;

    void add(std::string_view piece) {
        // In front of a quote, the mark of UTF-8 would be a part of the cell.
        if (!std::exchange(begun_, true) && piece.starts_with("\xef\xbb\xbf"))
            piece.remove_prefix(3);
        while (!piece.empty()) {
            auto const newline = piece.find('\n');
            add_line(piece.substr(0, newline == piece.npos ? newline : newline + 1));
            piece.remove_prefix(newline == piece.npos ? piece.size() : newline + 1);
        }
    }
    void finish() {
        int const code = csv_fini(&parser_, end_of_cell, end_of_record, this);
        rethrow();
        if (code != 0) refuse_record();
    }

  private:
    /// A line, or the part of it that is in a piece. The library says where a record ends, and not
    /// where it begins.
    void add_line(std::string_view text) {
        bool const is_blank = text == "\n" || text == "\r\n";
        if (begins_ == 0 && !is_blank) begins_ = line_;
        std::size_t const done =
            csv_parse(&parser_, text.data(), text.size(), end_of_cell, end_of_record, this);
        rethrow();
        if (done != text.size()) refuse_record();
        if (text.ends_with('\n')) ++line_;
    }
    [[nodiscard]] std::string place() const {
        return name_ + ": " + row_in_words(row_.counted, begins_ == 0 ? line_ : begins_);
    }
    void rethrow() {
        if (failure_) std::rethrow_exception(std::exchange(failure_, nullptr));
    }
    [[noreturn]] void refuse_record() {
        if (csv_error(&parser_) == CSV_ENOMEM)
            refuse(place() + " has a cell of more than " + std::to_string(longest_cell) +
                   " bytes. Is this a CSV file?");
        refuse(place() + " has a quote where none can be, or one that does not end");
    }

    static void end_of_cell(void* bytes, std::size_t length, void* self) {
        static_cast<Records*>(self)->cell({static_cast<char const*>(bytes), length});
    }
    static void end_of_record(int, void* self) { static_cast<Records*>(self)->record(); }

    void cell(std::string_view bytes) {
        if (failure_) return;
        if (ends_.size() == most_cells || text_.size() > longest_cell ||
            bytes.find('\0') != bytes.npos) {
            std::string const problem =
                bytes.find('\0') != bytes.npos ? " has a NUL byte" : " has too many cells";
            failure_ = std::make_exception_ptr(
                Error(Exit::bad_input, place() + problem + ". Is this a CSV file, in UTF-8?"));
            return;
        }
        text_ += bytes;
        ends_.push_back(text_.size());
    }

    void record() {
        if (failure_) return;
        // Where lines end with CR alone, the library alone sees them.
        row_.line = begins_ == 0 ? ++line_ : begins_;
        begins_ = 0;
        row_.cells.clear();
        std::size_t begin = 0;
        for (std::size_t const end : ends_) {
            row_.cells.push_back(trimmed(std::string_view(text_).substr(begin, end - begin)));
            begin = end;
        }
        if (n_records_ == 0 && is_note(row_.cells)) {
            text_.clear();
            ends_.clear();
            return;
        }
        if (n_records_ == 0) has_header_ = is_header(row_.cells);
        row_.row = n_records_ + (has_header_ ? 0 : 1);
        try {
            take_(row_);
        } catch (...) {
            failure_ = std::current_exception();
        }
        ++n_records_;
        text_.clear();
        ends_.clear();
    }

    std::string name_;
    std::function<void(CsvRow const&)> const& take_;
    csv_parser parser_{};
    std::string text_;
    std::vector<std::size_t> ends_;
    CsvRow row_;
    std::uint64_t n_records_ = 0;
    std::uint64_t line_ = 1, begins_ = 0;  ///< this line, and that of the record; 0: not begun
    bool begun_ = false, has_header_ = false;
    std::exception_ptr failure_;
};

}  // namespace

bool is_header(std::vector<std::string_view> const& cells) {
    return std::ranges::none_of(cells, is_number);
}

void read_csv(ByteStream& stream, std::function<void(CsvRow const&)> const& take, char delimiter) {
    Records records(stream.name(), take, delimiter,
                    stream.is_packed() ? RowsAre::unpacked_lines : RowsAre::lines);
    for (auto piece = stream.next(); !piece.empty(); piece = stream.next()) records.add(piece);
    records.finish();
}

std::vector<std::vector<std::string>> first_rows(std::string_view head, std::size_t limit,
                                                 char delimiter) {
    std::vector<std::vector<std::string>> rows;
    auto const keep = [&](CsvRow const& row) {
        if (rows.size() < limit) rows.emplace_back(row.cells.begin(), row.cells.end());
    };
    std::function<void(CsvRow const&)> const take = keep;
    try {
        Records records("", take, delimiter);
        records.add(head.substr(0, head.find_last_of("\r\n") + 1));
        if (rows.empty()) records.add(head), records.finish();
    } catch (Error const&) {
        // Reading the file will say what is wrong with it.
    }
    return rows;
}

}  // namespace liq::data
