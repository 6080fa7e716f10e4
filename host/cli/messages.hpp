/// \file
/// What the program says on standard error. Results never go there.
#pragma once

#include <string>

namespace liq::cli {

/// `--color`.
enum class Colour { automatic, always, never };

/// Whether to use colour at a file descriptor: as asked, else where it is welcome.
bool use_colour(Colour colour, int descriptor);

/// Lines of the form `liqcascade: error: ...`, with an escape for what a terminal might obey:
/// paths, names and texts of files are in them. They never fail: there is nobody left to tell.
class Messages {
  public:
    void set_colour(Colour colour) { colour_ = colour; }
    /// Without notes and progress; warnings and errors remain.
    void set_quiet(bool quiet) { quiet_ = quiet; }

    void error(std::string const& text) const;
    void warning(std::string const& text) const;
    void note(std::string const& text) const;

  private:
    void say(char const* kind, char const* paint, std::string const& text) const;

    Colour colour_ = Colour::automatic;
    bool quiet_ = false;
};

}  // namespace liq::cli
