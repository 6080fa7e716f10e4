/// \file
/// Messages of the program on standard error. Results never go there.
#pragma once

#include <string>

namespace liq::cli {

/// The values of `--color`.
enum class Colour { automatic, always, never };

/// Whether to use colour on a file descriptor: as asked for; if automatic, as
/// words::welcomes_colour.
bool use_colour(Colour colour, int descriptor);

/// Writes lines of the form `liqcascade: error: ...`. They may contain paths, names and texts of
/// files, so control characters are escaped. A failure to write a message is ignored, since it
/// could not be reported.
class Messages {
  public:
    void set_colour(Colour colour) { colour_ = colour; }
    /// Whether to leave out notes; warnings and errors are always written.
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
