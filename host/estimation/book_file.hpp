/// \file
/// The file of an estimated book (HDF5; README.md has its layout).
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "host/estimation/book_fit.hpp"

namespace liq::estimation {

inline constexpr char const* book_filetype = "liqcascade-book";
inline constexpr int book_schema_major = 1, book_schema_minor = 0;

/// The bytes of the file. The same fit gives the same bytes.
/// \param recipe  name and SHA-256 of what it was made from
std::string book_file_of(BookFit const& fit, std::string const& recipe,
                         std::string const& recipe_sha256);

/// Weights of both sides and their c.
struct BookWeights {
    std::array<std::vector<double>, n_sides> weight;  ///< by leverage
    std::array<double, n_sides> volume_days{};
};

/// What positions are made of.
struct FittedBook {
    std::string asset;
    std::int64_t from = 0, until = 0;  ///< of the data, Unix seconds UTC
    bool in_reported_units = true;
    std::vector<double> leverage;
    BookWeights all;
    std::vector<BookWeights> draws;
};

/// \throws Error with file and dataset: Exit::no_file where it cannot be read, Exit::bad_input for
///     what is no such file
FittedBook read_book_file(std::filesystem::path const& path);

}  // namespace liq::estimation
