#include "host/report/reading_form.hpp"

#include <limits>

#include "host/errors.hpp"
#include "host/report/text_lists.hpp"

namespace liq::report {
namespace {

/// A dataset as `next` records it: the values, then the shape.
template <class T>
using Kept = std::pair<std::vector<T>, std::vector<std::size_t>>;

template <class T>
Kept<T> kept(storage::Array<T> array) {
    return {std::move(array.values), std::move(array.shape)};
}

auto const read_numbers = [](storage::Reader const& r, std::string const& at) {
    return r.numbers(at);
};
auto const read_integers = [](storage::Reader const& r, std::string const& at) {
    return r.integers(at);
};
auto const read_counts = [](storage::Reader const& r, std::string const& at) {
    return r.counts(at);
};
auto const read_strings = [](storage::Reader const& r, std::string const& at) {
    return r.strings(at);
};
auto const read_attribute_numbers = [](storage::Reader const& r, std::string const& at,
                                       std::string const& name) {
    return r.attribute_numbers(at, name);
};
auto const read_attribute_counts = [](storage::Reader const& r, std::string const& at,
                                      std::string const& name) {
    return r.attribute_counts(at, name);
};
auto const read_attribute_strings = [](storage::Reader const& r, std::string const& at,
                                       std::string const& name) {
    return r.attribute_strings(at, name);
};

}  // namespace

template <class T, class Ask>
std::vector<T> ReadingForm::dataset(std::string const& name, std::vector<std::size_t> const& shape,
                                    Ask ask) {
    std::string const path = group_ + "/" + name;
    auto [values, found] = answers_.next<Kept<T>>(
        [&](storage::Reader const& reader) { return kept(ask(reader, path)); });
    require(found == shape, file_.string() + ": " + path + ": has shape " +
                                storage::shape_text(found) + "; its axes are " +
                                storage::shape_text(shape));
    return std::move(values);
}

template <class T, class Ask>
T ReadingForm::one(std::string const& name, Ask ask) {
    auto const values = answers_.next<std::vector<T>>([&](storage::Reader const& reader) {
        auto const found = ask(reader, group_, name);
        return found ? found->values : std::vector<T>{};
    });
    require(values.size() == 1, file_.string() + ": " + group_ + ", attribute " + name +
                                    ": is missing, or not a single value");
    return values.front();
}

std::vector<std::size_t> ReadingForm::shape_of(Dimensions const& dimensions) const {
    std::vector<std::size_t> shape;
    for (auto const& dimension : dimensions) shape.push_back(lengths_.at(dimension));
    return shape;
}

void ReadingForm::attribute(std::string const& name, std::string& value) {
    value = one<std::string>(name, read_attribute_strings);
}
void ReadingForm::attribute(std::string const& name, double& value) {
    value = one<double>(name, read_attribute_numbers);
}
void ReadingForm::attribute(std::string const& name, std::uint64_t& value) {
    value = one<std::uint64_t>(name, read_attribute_counts);
}
void ReadingForm::attribute(std::string const& name, std::int64_t& value) {
    std::uint64_t const count = one<std::uint64_t>(name, read_attribute_counts);
    require(count <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()),
            file_.string() + ": " + group_ + ", attribute " + name + " = " + std::to_string(count) +
                " is too large");
    value = static_cast<std::int64_t>(count);
}
void ReadingForm::attribute(std::string const& name, int& value) {
    std::int64_t number = 0;
    attribute(name, number);
    require(number <= std::numeric_limits<int>::max(),
            file_.string() + ": " + group_ + ", attribute " + name + " = " +
                std::to_string(number) + " is too large");
    value = static_cast<int>(number);
}
void ReadingForm::attribute(std::string const& name, bool& value) {
    std::int64_t number = 0;
    attribute(name, number);
    value = number != 0;
}
void ReadingForm::attribute(std::string const& name, Duration& value) {
    attribute(name, value.seconds);
}
void ReadingForm::attribute(std::string const& name, std::vector<std::string>& lines) {
    std::string text;
    attribute(name, text);
    lines = lines_of(text);
}
void ReadingForm::attribute(std::string const& name, std::map<std::string, std::string>& set) {
    std::string text;
    attribute(name, text);
    set = set_of(text);
}

/// A scale may have any length; the variables along it must have the same length.
template <class T, class Ask>
std::vector<T> scale_values(Answers& answers, std::string const& where, std::string const& path,
                            Ask ask) {
    auto [values, shape] = answers.next<Kept<T>>(
        [&](storage::Reader const& reader) { return kept(ask(reader, path)); });
    require(shape.size() == 1,
            where + ": has shape " + storage::shape_text(shape) + "; one axis is expected");
    return std::move(values);
}

void ReadingForm::scale(std::string const& name, std::vector<double>& values, Description const&) {
    std::string const path = group_ + "/" + name;
    values = scale_values<double>(answers_, file_.string() + ": " + path, path, read_numbers);
    lengths_[name] = values.size();
}
void ReadingForm::scale(std::string const& name, std::vector<std::int64_t>& values,
                        Description const&) {
    std::string const path = group_ + "/" + name;
    values =
        scale_values<std::int64_t>(answers_, file_.string() + ": " + path, path, read_integers);
    lengths_[name] = values.size();
}
void ReadingForm::scale(std::string const& name, std::vector<std::string>& values,
                        Description const&) {
    std::string const path = group_ + "/" + name;
    values = scale_values<std::string>(answers_, file_.string() + ": " + path, path, read_strings);
    lengths_[name] = values.size();
}

void ReadingForm::variable(std::string const& name, Dimensions const& dimensions,
                           std::vector<double>& values, Description const&) {
    values = dataset<double>(name, shape_of(dimensions), read_numbers);
}
void ReadingForm::variable(std::string const& name, Dimensions const& dimensions,
                           std::vector<std::uint64_t>& values, Description const&) {
    values = dataset<std::uint64_t>(name, shape_of(dimensions), read_counts);
}
void ReadingForm::variable(std::string const& name, Dimensions const& dimensions,
                           std::vector<std::string>& values, Description const&) {
    values = dataset<std::string>(name, shape_of(dimensions), read_strings);
}
void ReadingForm::scalar(std::string const& name, double& value, Description const&) {
    value = dataset<double>(name, {}, read_numbers).front();
}

bool ReadingForm::has(std::string const& name, bool) {
    return answers_.next<bool>(
        [&](storage::Reader const& reader) { return reader.has(group_ + "/" + name); });
}
bool ReadingForm::has_attribute(std::string const& name, bool) {
    // An attribute of another type is present as well; `attribute` then reports its type.
    return answers_.next<bool>([&](storage::Reader const& reader) {
        try {
            return reader.attribute_strings(group_, name).has_value();
        } catch (Error const&) {
            return true;
        }
    });
}

}  // namespace liq::report
