/// \file
/// What a fuzz target is, and what the targets share.
#pragma once

#include <string>
#include <string_view>

#include "host/errors.hpp"

namespace liq::fuzz {

/// A reader of the program that libFuzzer feeds with bytes of its own making.
struct Target {
    std::string_view name;
    /// Reads the bytes. Throws an Error where it refuses them; whatever else happens is a fault.
    void (*read)(std::string_view bytes);
    /// Changes keep the length: for files whose offsets would no longer fit.
    bool in_place = false;
};

extern Target const checkpoint_target, csv_target, formats_target, json_target, market_target,
    packed_target, recipe_target, report_target, scenario_target;

/// Prints what is wrong and ends the process, which libFuzzer notices.
[[noreturn]] void fail(std::string const& what);

/// Fails unless `holds`.
inline void expect(bool holds, std::string const& what) {
    if (!holds) fail(what);
}

/// Fails for an Error that is not for people: without a message, or with an exit code that bytes
/// which cannot be read do not have.
/// \param file  the name that the message has to have in it; empty: any message
void check_error(Error const& error, std::string const& file = {});

/// Bytes as a file that is nowhere on a disk, and goes with the object.
class GivenFile {
  public:
    explicit GivenFile(std::string_view bytes);
    GivenFile(GivenFile const&) = delete;
    GivenFile& operator=(GivenFile const&) = delete;
    ~GivenFile();
    [[nodiscard]] std::string path() const { return "/proc/self/fd/" + std::to_string(id_); }

  private:
    int id_;
};

/// Calls `read(path)` with the path of a file of these bytes. What it throws has to name the file.
template <class Read>
void read_as_file(std::string_view bytes, Read const& read) {
    GivenFile const file(bytes);
    try {
        read(file.path());
    } catch (Error const& error) {
        check_error(error, file.path());
        throw;
    }
}

/// Whether `read()` accepts what it reads.
template <class Read>
bool accepts(Read const& read) {
    try {
        read();
        return true;
    } catch (Error const& error) {
        check_error(error);
        return false;
    }
}

}  // namespace liq::fuzz
