#include <algorithm>

#include "host/errors.hpp"
#include "host/report/batch_table.hpp"
#include "host/words/nearest.hpp"

namespace liq::report {

void sort_by(words::Sheet& sheet, std::string const& column) {
    auto const& columns = sheet.columns();
    std::vector<std::size_t> found;
    for (std::size_t c = 0; c < columns.size(); ++c) {
        std::string const& name = columns[c].name;
        if (name == column || name == column + ".probability")
            found.insert(found.begin(), c);
        else if (name.ends_with("." + column))
            found.push_back(c);
    }
    bool const exact = !found.empty() && (columns[found[0]].name == column ||
                                          columns[found[0]].name == column + ".probability");
    if (found.empty() || (found.size() > 1 && !exact)) {
        std::string names;
        std::vector<std::string> all;
        for (auto const& one : columns) {
            all.push_back(one.name);
            names += (names.empty() ? "" : ", ") + one.name;
        }
        auto const meant = words::nearest(column, all);
        refuse("--sort " + column +
               (found.empty() ? ": is no column of the table" : ": is the end of several columns") +
               (meant ? "; did you mean " + *meant + "?" : "") + "; accepted: " + names);
    }
    words::Sheet::Column const& by = columns[found[0]];
    bool const is_input =
        by.name.starts_with("set.") || by.worth == words::Sheet::in_csv || found[0] == 0;
    sheet.sort(found[0], !is_input);
}

}  // namespace liq::report
