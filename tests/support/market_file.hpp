/// \file
/// Writes small market snapshots, valid ones and ones spoilt in a chosen way, with the HDF5 C API
/// alone: the reader is tested against files that its own program did not write.
#pragma once

#include <hdf5.h>

#include <cstdint>
#include <filesystem>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

namespace liq::test {

inline constexpr double nan = std::numeric_limits<double>::quiet_NaN();

/// A folder that goes with its content when the test ends.
class TemporaryFolder {
  public:
    TemporaryFolder() {
        std::string name = (std::filesystem::temp_directory_path() / "liq_test_XXXXXX").string();
        if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
        path_ = name;
    }
    TemporaryFolder(TemporaryFolder const&) = delete;
    TemporaryFolder& operator=(TemporaryFolder const&) = delete;
    ~TemporaryFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    [[nodiscard]] std::filesystem::path file(std::string const& name) const { return path_ / name; }

  private:
    std::filesystem::path path_;
};

/// A negative result of HDF5 is a mistake of the test, which then ends.
inline hid_t done(std::int64_t result) {
    if (result < 0) throw std::runtime_error("the test cannot write its HDF5 file");
    return result;
}

/// How strings are stored.
enum class Text { variable, fixed, fixed_space_padded };

/// An HDF5 file open for changes. Writing an object that is there replaces it.
class FileEditor {
  public:
    enum class Mode { create, change };
    FileEditor(std::filesystem::path const& path, Mode mode)
        : file_(done(mode == Mode::create
                         ? H5Fcreate(path.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT)
                         : H5Fopen(path.c_str(), H5F_ACC_RDWR, H5P_DEFAULT))) {
        // A report that is changed on purpose loses the seal that finds what is changed by chance.
        if (H5Aexists(file_, "file_sha256") > 0) done(H5Adelete(file_, "file_sha256"));
    }
    FileEditor(FileEditor const&) = delete;
    FileEditor& operator=(FileEditor const&) = delete;
    ~FileEditor() { H5Fclose(file_); }

    [[nodiscard]] hid_t id() const { return file_; }

    void group(std::string const& name) {
        H5Gclose(done(H5Gcreate2(file_, name.c_str(), H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT)));
    }
    void remove(std::string const& name) { done(H5Ldelete(file_, name.c_str(), H5P_DEFAULT)); }
    void remove_attribute(std::string const& object, std::string const& name) {
        done(H5Adelete_by_name(file_, object.c_str(), name.c_str(), H5P_DEFAULT));
    }
    void soft_link(std::string const& name, std::string const& target) {
        make_room(name);
        done(H5Lcreate_soft(target.c_str(), file_, name.c_str(), H5P_DEFAULT, H5P_DEFAULT));
    }
    void external_link(std::string const& name, std::string const& file,
                       std::string const& target) {
        make_room(name);
        done(H5Lcreate_external(file.c_str(), target.c_str(), file_, name.c_str(), H5P_DEFAULT,
                                H5P_DEFAULT));
    }

    /// Numbers stored as `type`; an empty shape is a scalar.
    void numbers(std::string const& name, std::vector<hsize_t> const& shape,
                 std::vector<double> const& values, hid_t type = H5T_IEEE_F64LE) {
        make_room(name);
        hid_t const space = space_of(shape);
        hid_t const set = done(
            H5Dcreate2(file_, name.c_str(), type, space, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT));
        done(H5Dwrite(set, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()));
        H5Dclose(set);
        H5Sclose(space);
    }

    /// A chunked dataset that declares a shape, may grow, and stores nothing.
    void declared(std::string const& name, std::vector<hsize_t> const& shape,
                  std::vector<hsize_t> const& chunk, hid_t type = H5T_IEEE_F64LE) {
        make_room(name);
        std::vector<hsize_t> const growing(shape.size(), H5S_UNLIMITED);
        hid_t const space =
            done(H5Screate_simple(static_cast<int>(shape.size()), shape.data(), growing.data()));
        hid_t const layout = done(H5Pcreate(H5P_DATASET_CREATE));
        done(H5Pset_chunk(layout, static_cast<int>(chunk.size()), chunk.data()));
        H5Dclose(
            done(H5Dcreate2(file_, name.c_str(), type, space, H5P_DEFAULT, layout, H5P_DEFAULT)));
        H5Pclose(layout);
        H5Sclose(space);
    }

    void strings(std::string const& name, std::vector<std::string> const& values,
                 Text how = Text::variable) {
        make_room(name);
        hid_t const space = space_of({values.size()});
        std::size_t const width = 16;
        hid_t const type = done(H5Tcopy(H5T_C_S1));
        done(H5Tset_size(type, how == Text::variable ? H5T_VARIABLE : width));
        done(H5Tset_cset(type, H5T_CSET_UTF8));
        if (how == Text::fixed_space_padded) done(H5Tset_strpad(type, H5T_STR_SPACEPAD));
        hid_t const set = done(
            H5Dcreate2(file_, name.c_str(), type, space, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT));
        std::vector<char const*> pointers;
        std::string padded;
        for (auto const& value : values) {
            pointers.push_back(value.c_str());
            padded += value;
            padded.resize(pointers.size() * width, how == Text::fixed_space_padded ? ' ' : '\0');
        }
        void const* const from = how == Text::variable ? static_cast<void const*>(pointers.data())
                                                       : static_cast<void const*>(padded.data());
        done(H5Dwrite(set, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, from));
        H5Dclose(set);
        H5Tclose(type);
        H5Sclose(space);
    }

    void text(std::string const& object, std::string const& name, std::string const& value) {
        hid_t const type = done(H5Tcopy(H5T_C_S1));
        done(H5Tset_size(type, H5T_VARIABLE));
        done(H5Tset_cset(type, H5T_CSET_UTF8));
        char const* const pointer = value.c_str();
        attribute(object, name, type, type, {}, &pointer);
        H5Tclose(type);
    }
    void integers(std::string const& object, std::string const& name,
                  std::vector<int> const& values) {
        attribute(object, name, H5T_STD_I32LE, H5T_NATIVE_INT, {values.size()}, values.data());
    }
    void number(std::string const& object, std::string const& name, double value) {
        attribute(object, name, H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, {}, &value);
    }

    /// Deletes what has this name, if anything.
    void make_room(std::string const& name) {
        if (H5Lexists(file_, name.c_str(), H5P_DEFAULT) > 0) remove(name);
    }

  private:
    static hid_t space_of(std::vector<hsize_t> const& shape) {
        if (shape.empty()) return done(H5Screate(H5S_SCALAR));
        return done(H5Screate_simple(static_cast<int>(shape.size()), shape.data(), nullptr));
    }
    void attribute(std::string const& object, std::string const& name, hid_t file_type,
                   hid_t memory_type, std::vector<hsize_t> const& shape, void const* value) {
        if (H5Aexists_by_name(file_, object.c_str(), name.c_str(), H5P_DEFAULT) > 0)
            remove_attribute(object, name);
        hid_t const space = space_of(shape);
        hid_t const made = done(H5Acreate_by_name(file_, object.c_str(), name.c_str(), file_type,
                                                  space, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT));
        done(H5Awrite(made, memory_type, value));
        H5Aclose(made);
        H5Sclose(space);
    }

    hid_t file_;
};

/// A valid snapshot with everything a snapshot may have: venues "okx" (linear, one tier) and
/// "bybit" (inverse, two tiers), 3 entry prices, 2 leverages. open_interest counts 1e6, 2e6, ...
inline void write_valid_market(std::filesystem::path const& path) {
    FileEditor file(path, FileEditor::Mode::create);
    file.text("/", "filetype", "liqcascade-market");
    file.integers("/", "schema_version", {1, 0});
    file.text("/", "asset", "BTC");
    file.text("/", "quote", "USD");
    file.text("/", "as_of", "2025-06-05T21:00:00Z");
    file.text("/", "source", "written by a test");
    file.text("/", "license", "CC0-1.0");
    file.numbers("/spot", {}, {100'000});

    file.group("/positions");
    file.strings("/positions/side", {"long", "short"});
    file.strings("/positions/venue", {"okx", "bybit"});
    file.numbers("/positions/entry_price", {3}, {99'000, 100'000, 101'000});
    file.numbers("/positions/leverage", {2}, {5, 20}, H5T_STD_I32LE);
    std::vector<double> interest;
    for (int i = 1; i <= 24; ++i) interest.push_back(1e6 * i);
    file.numbers("/positions/open_interest", {2, 2, 3, 2}, interest);
    file.text("/positions/open_interest", "units", "USD");
    file.numbers("/positions/position_notional", {2, 2, 2}, {1e4, 2e4, .1, .2, 3e4, 4e4, .3, .4});
    file.numbers("/positions/liquidatable_share", {2, 2}, {1, .5, .25, 0});

    file.group("/margin");
    file.strings("/margin/venue", {"okx", "bybit"});
    file.numbers("/margin/notional_cap", {2, 2}, {1e6, nan, 100, 200});
    file.numbers("/margin/maintenance_rate", {2, 2}, {.004, nan, .005, .01});
    file.strings("/margin/contract", {"linear", "inverse"});
    file.numbers("/margin/insurance_fund", {2}, {1e8, 2e8});

    file.group("/depth");
    file.strings("/depth/book_side", {"bid", "ask"});
    file.numbers("/depth/distance", {3}, {.001, .01, .05});
    file.numbers("/depth/notional", {2, 3}, {1e7, 5e8, 2e9, 1e7, 4e8, 1e9});

    file.group("/history");
    file.numbers("/history/time", {3}, {0, 3600, 7200}, H5T_STD_I64LE);
    file.text("/history/time", "units", "seconds since 2025-06-05T18:00:00Z");
    file.numbers("/history/open", {3}, {100, 101, 102});
    file.numbers("/history/high", {3}, {102, 103, 104});
    file.numbers("/history/low", {3}, {99, 100, 101});
    file.numbers("/history/close", {3}, {101, 102, 103});
    file.numbers("/history/volume", {3}, {10, 11, 12});
    file.numbers("/history/open_interest", {3}, {1e9, 2e9, 3e9});
    file.numbers("/history/funding_rate", {3}, {1e-4, -1e-4, 0});
}

}  // namespace liq::test
