/// \file
/// Turns members of a list of structs into datasets and back, for the lists of layout.hpp.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include "host/findings/findings.hpp"
#include "host/storage/writer.hpp"

namespace liq::report::layout {

using storage::Description;

/// One member of every item, as one dataset along `dimension`.
template <class T, class Form, class Items, class Member>
void column(Form& form, std::string const& name, std::string const& dimension, Items& items,
            Member member, Description const& what) {
    std::vector<T> values;
    for (auto& item : items) values.push_back(member(item));
    form.variable(name, {dimension}, values, what);
    if constexpr (Form::reading) {
        std::size_t i = 0;
        for (auto& item : items) member(item) = values[i++];
    }
}

/// A curve over time of every item, as one matrix [time][item]; an empty curve becomes NaN.
template <class Form, class Items, class Member>
void curves(Form& form, std::string const& name, std::string const& dimension, std::size_t n_times,
            Items& items, Member member, Description const& what) {
    std::vector<double> matrix(n_times * items.size(), findings::not_known);
    for (std::size_t j = 0; j < items.size(); ++j) {
        auto const& curve = member(items[j]);
        for (std::size_t i = 0; i < std::min(n_times, curve.size()); ++i)
            matrix[i * items.size() + j] = curve[i];
    }
    form.variable(name, {"time", dimension}, matrix, what);
    if constexpr (Form::reading) {
        for (std::size_t j = 0; j < items.size(); ++j) {
            auto& curve = member(items[j]);
            curve.resize(n_times);
            for (std::size_t i = 0; i < n_times; ++i) curve[i] = matrix[i * items.size() + j];
        }
    }
}

}  // namespace liq::report::layout
