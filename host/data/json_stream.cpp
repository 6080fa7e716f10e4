#include "host/data/json_stream.hpp"

#include <charconv>
#include <cmath>
#include <limits>
#include <utility>

#include "host/errors.hpp"
#include "host/words/nearest.hpp"
#include "host/words/printable.hpp"

namespace liq::data {
namespace {

using nlohmann::json;

bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/// Cuts a stream into values by brackets and quotes alone; each value is then parsed as a whole.
class Splitter {
  public:
    Splitter(std::string const& name, bool whole_file,
             std::function<void(std::string_view, std::uint64_t)> const& take)
        : name_(name), whole_file_(whole_file), take_(take) {}

    void add(std::string_view piece) {
        for (char const c : piece) {
            if (c == '\0') refuse_at("has a NUL byte. Is this a JSON file?");
            add(c);
            ++at_;
        }
    }
    void finish() {
        if (!value_.empty() && depth_ == base()) end_value();
        if (depth_ != 0 || !value_.empty())
            refuse_at("ends within a value. Is the download complete?");
        if (n_ == 0 && !ended_) refuse(name_ + ": is empty; a JSON value is needed");
    }

  private:
    [[nodiscard]] int base() const { return list_ ? 1 : 0; }
    [[noreturn]] void refuse_at(std::string const& problem) const {
        refuse(name_ + ": byte " + std::to_string(at_ + 1) + ": " + problem);
    }

    void add(char c) {
        if (in_text_) {
            keep(c);
            if (escaped_)
                escaped_ = false;
            else if (c == '\\')
                escaped_ = true;
            else if (c == '"')
                in_text_ = false;
            return;
        }
        if (depth_ == base() && value_.empty() && is_blank(c)) return;
        if (!begun_ && !whole_file_ && c == '[') {
            begun_ = list_ = true;
            depth_ = 1;
            return;
        }
        begun_ = true;
        bool const between = depth_ == base();
        if (list_ && between && (c == ',' || c == ']')) {
            if (value_.empty() && (c == ',' || n_ > 0))
                refuse_at(std::string("a value is missing before \"") + c + "\"");
            end_value();
            if (c == ']') depth_ = 0, list_ = false, ended_ = true;
            return;
        }
        if (ended_ && !is_blank(c)) refuse_at("there is more behind the end of the list");
        if (!list_ && between && is_blank(c) && !whole_file_) return end_value();
        if (ended_) return;
        keep(c);
        if (c == '"') in_text_ = true;
        if (c == '{' || c == '[') {
            if (++depth_ > deepest_json)
                refuse_at("is nested in more than " + std::to_string(deepest_json) + " levels");
        }
        if (c == '}' || c == ']') {
            if (--depth_ < base()) refuse_at("closes what was not opened");
            if (depth_ == base() && !list_) end_value();
        }
    }

    void keep(char c) {
        if (value_.size() >= largest_json)
            refuse_at("a value is longer than " + std::to_string(largest_json >> 20) + " MiB");
        if (value_.empty()) from_ = at_;
        value_ += c;
    }
    void end_value() {
        if (value_.empty()) return;
        if (whole_file_ && n_ > 0) refuse_at("there is more behind the end of the value");
        ++n_;
        take_(value_, from_);
        value_.clear();
    }

    std::string name_;
    bool whole_file_;
    std::function<void(std::string_view, std::uint64_t)> const& take_;
    std::string value_;
    std::uint64_t at_ = 0, from_ = 0, n_ = 0;
    int depth_ = 0;
    bool begun_ = false, list_ = false, ended_ = false, in_text_ = false, escaped_ = false;
};

json parse(std::string const& name, std::string_view text, std::uint64_t from) {
    try {
        return json::parse(text);
    } catch (json::parse_error const& error) {
        refuse(name + ": byte " + std::to_string(from + error.byte) + ": is no JSON");
    } catch (json::exception const&) {
        refuse(name + ": the value from byte " + std::to_string(from + 1) +
               " on has a number that is too large");
    }
}

void split(ByteStream& stream, bool whole_file,
           std::function<void(std::string_view, std::uint64_t)> const& take) {
    Splitter splitter(stream.name(), whole_file, take);
    bool first = true;
    for (auto piece = stream.next(); !piece.empty(); piece = stream.next()) {
        if (std::exchange(first, false) && piece.starts_with("\xef\xbb\xbf"))
            piece.remove_prefix(3);
        splitter.add(piece);
    }
    splitter.finish();
}

std::string keys_of(json const& object) {
    std::string list;
    for (auto const& [key, value] : object.items()) {
        if (list.size() > 200) return list + ", ...";
        list += (list.empty() ? "" : ", ") + key;
    }
    return list.empty() ? "nothing" : list;
}

}  // namespace

JsonPlace JsonPlace::at(std::string_view key) const {
    return {file, path.empty() ? std::string(key) : path + "." + std::string(key)};
}

JsonPlace JsonPlace::at(std::size_t index) const {
    return {file, path + "[" + std::to_string(index) + "]"};
}

std::string JsonPlace::text() const {
    return path.empty() ? file : file + ": " + path;
}

json read_json(ByteStream& stream) {
    json value;
    split(stream, true, [&](std::string_view text, std::uint64_t from) {
        value = parse(stream.name(), text, from);
    });
    return value;
}

void for_each_json(ByteStream& stream,
                   std::function<void(json const&, std::uint64_t)> const& take) {
    std::uint64_t n = 0;
    split(stream, false, [&](std::string_view text, std::uint64_t from) {
        take(parse(stream.name(), text, from), ++n);
    });
}

bool looks_like_json(std::string_view head) {
    if (head.starts_with("\xef\xbb\xbf")) head.remove_prefix(3);
    while (!head.empty() && is_blank(head.front())) head.remove_prefix(1);
    return !head.empty() && (head.front() == '{' || head.front() == '[');
}

json const& member(json const& object, char const* key, JsonPlace const& place) {
    require(object.is_object(), place.text() + " is not an object with the member " + key);
    auto const found = object.find(key);
    if (found == object.end())
        refuse(place.text() + " has no member " + key + "; found: " + keys_of(object));
    return *found;
}

double number_of(json const& value, JsonPlace const& place) {
    if (value.is_null()) return std::numeric_limits<double>::quiet_NaN();
    if (value.is_number()) return value.get<double>();
    require(value.is_string(), place.text() + " is not a number");
    auto const& text = value.get_ref<std::string const&>();
    if (text.empty()) return std::numeric_limits<double>::quiet_NaN();
    double number = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    require(error == std::errc() && end == text.data() + text.size() && std::isfinite(number),
            place.text() + " = \"" + text.substr(0, 60) + "\" is not a number");
    return number;
}

double number_at(json const& object, char const* key, JsonPlace const& place) {
    double const number = number_of(member(object, key, place), place.at(key));
    require(!std::isnan(number), place.at(key).text() + " is empty; a number is needed");
    return number;
}

double number_or_nothing(json const& object, char const* key, JsonPlace const& place) {
    auto const found = object.find(key);
    return found == object.end() ? std::numeric_limits<double>::quiet_NaN()
                                 : number_of(*found, place.at(key));
}

std::string text_at(json const& object, char const* key, JsonPlace const& place) {
    auto const& value = member(object, key, place);
    require(value.is_string(), place.at(key).text() + " is not a text");
    return value.get<std::string>();
}

std::string word_at(json const& object, char const* key,
                    std::initializer_list<char const*> accepted, JsonPlace const& place) {
    std::string word = text_at(object, key, place), list;
    for (char const* each : accepted) {
        if (word == each) return word;
        list += (list.empty() ? "" : ", ") + std::string(each);
    }
    refuse(place.at(key).text() + " = \"" + words::printable(word.substr(0, 60)) +
           "\" is not known; accepted: " + list);
}

}  // namespace liq::data
