// JSON: one value, and value by value.
#include "host/data/json_stream.hpp"
#include "tests/fuzz/target.hpp"

namespace liq::fuzz {
namespace {

void read(std::string_view bytes) {
    std::uint64_t n_values = 0;
    bool const values = accepts([&] {
        read_as_file(bytes, [&](std::string const& path) {
            data::ByteStream stream(path);
            data::for_each_json(stream, [&](nlohmann::json const&, std::uint64_t number) {
                expect(number == ++n_values, "a value is counted twice or not");
            });
        });
    });
    read_as_file(bytes, [&](std::string const& path) {
        data::ByteStream stream(path);
        nlohmann::json const whole = data::read_json(stream);
        expect(values, "what is one value of JSON is refused value by value");
        expect(n_values == (whole.is_array() ? whole.size() : 1),
               "one value has another number of parts than it is read as");
    });
}

}  // namespace

Target const json_target{"json", read};

}  // namespace liq::fuzz
