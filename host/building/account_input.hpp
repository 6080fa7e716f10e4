/// \file
/// Keys of a recipe for positions of accounts.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "host/building/key_meanings.hpp"
#include "models/core/parameter_form.hpp"

namespace liq::building {

struct AccountInput {
    std::vector<std::string> files;
    std::string format = "auto";
    std::string symbol;
    std::map<std::string, std::string> columns;
    std::string delimiter;

    template <class Form>
    void describe(Form& form) {
        form.field("files", files, {.meaning = files_meaning, .required = true});
        form.field("format", format, {.meaning = "format of the accounts"});
        form.field("symbol", symbol, {.meaning = symbol_meaning});
        form.field("columns", columns, {.meaning = columns_meaning});
        form.field("delimiter", delimiter, {.meaning = delimiter_meaning});
    }
};

}  // namespace liq::building
