#include "host/data/answers.hpp"

#include <string>

#include "host/errors.hpp"
#include "host/words/printable.hpp"

namespace liq::data {
namespace {

using nlohmann::json;

/// What the venue says, as people read it; empty where it says nothing.
std::string said(json const& answer, char const* key) {
    auto const message = answer.find(key);
    if (message == answer.end() || !message->is_string()) return {};
    return words::printable(message->get<std::string>().substr(0, 200));
}

}  // namespace

json const& data_of_okx(json const& answer, JsonPlace const& root) {
    json const& code = member(answer, "code", root);
    if (code != "0" && code != 0) {
        std::string const words = said(answer, "msg");
        refuse(root.text() + ": is an error message of the venue, code " +
               words::printable(code.dump().substr(0, 40)) + (words.empty() ? "" : ": " + words));
    }
    json const& data = member(answer, "data", root);
    require(data.is_array(), root.at("data").text() + " is not a list");
    return data;
}

json const& result_of_bybit(json const& answer, JsonPlace const& root) {
    if (number_at(answer, "retCode", root) != 0) {
        std::string const words = said(answer, "retMsg");
        refuse(root.text() + ": is an error message of the venue: " +
               (words.empty() ? "retCode is not 0" : words));
    }
    return member(answer, "result", root);
}

}  // namespace liq::data
