/// \file
/// Reads files of data for tests: samples of the tree, and texts that a test makes.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <string>

#include "host/data/format.hpp"
#include "host/errors.hpp"
#include "tests/support/market_file.hpp"

namespace liq::data {

/// The path of a sample.
inline std::string sample(std::string const& name) {
    return std::string(LIQ_SOURCE_DIR) + "/tests/host/data/samples/" + name;
}

/// A file with this text, which goes with the object.
class WrittenText {
  public:
    WrittenText(std::string const& name, std::string const& text) : path_(folder_.file(name)) {
        std::ofstream(path_, std::ios::binary) << text;
    }
    [[nodiscard]] std::string path() const { return path_.string(); }

  private:
    test::TemporaryFolder folder_;
    std::filesystem::path path_;
};

/// Reads one file, by default by the format that recognises it.
template <class Series>
Series read_one(std::string const& path, std::string const& format = "auto",
                Reading const& reading = {.asset = "BTC"}) {
    return read_files<Series>(std::span(&path, 1), format, reading, "data");
}

/// What is said when a text is refused; empty, and a failure, where it is not.
template <class Series>
std::string refusal(std::string const& text, std::string const& format,
                    Reading const& reading = {.asset = "BTC"}) {
    WrittenText const file("given.txt", text);
    try {
        static_cast<void>(read_one<Series>(file.path(), format, reading));
    } catch (Error const& error) {
        EXPECT_EQ(error.exit(), Exit::bad_input);
        std::string const message = error.what();
        EXPECT_EQ(message.find(file.path()), 0U) << message;
        return message;
    }
    ADD_FAILURE() << "was not refused: " << text;
    return {};
}

/// Whether a message has all these words.
inline testing::AssertionResult says(std::string const& message,
                                     std::initializer_list<std::string> words) {
    for (auto const& word : words)
        if (message.find(word) == std::string::npos)
            return testing::AssertionFailure() << "no \"" << word << "\" in: " << message;
    return testing::AssertionSuccess();
}

}  // namespace liq::data
