#include "host/page/chart.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "host/words/numbers.hpp"
#include "host/words/printable.hpp"

namespace liq::page {
namespace {

/// Digits of the numbers that a chart is drawn from: more than a screen can show.
constexpr int drawn_digits = 6;
/// The colours of a heat map need fewer.
constexpr int colour_digits = 4;

std::string words_of(Unit unit, double value) {
    switch (unit) {
        case Unit::seconds:
            return words::duration(value);
        case Unit::price:
            return words::price(value);
        case Unit::money:
            return words::money(value);
        case Unit::share:
            return words::percent(value);
        case Unit::ratio:
            break;
    }
    return words::plain(value, 2);
}

std::string json_text(std::string const& words) {
    std::string json = "\"";
    for (char const c : words::printable(words)) {
        if (c == '"' || c == '\\') json += '\\';
        json += c;
    }
    return json + "\"";
}

std::string json_number(double value, int digits = drawn_digits) {
    if (!std::isfinite(value)) return "null";
    std::array<char, 32> text{};
    auto const end = std::to_chars(text.data(), text.data() + text.size(), value,
                                   std::chars_format::general, digits);
    return {text.data(), end.ptr};
}

std::string json_numbers(std::vector<double> const& values, int digits = drawn_digits) {
    std::string json = "[";
    for (std::size_t i = 0; i < values.size(); ++i)
        json += (i == 0 ? "" : ",") + json_number(values[i], digits);
    return json + "]";
}

std::string json_axis(Axis const& axis) {
    constexpr std::array names{"seconds", "price", "money", "share", "ratio"};
    return "{\"title\":" + json_text(axis.title) + ",\"unit\":\"" +
           names.at(static_cast<std::size_t>(axis.unit)) +
           "\",\"log\":" + (axis.logarithmic ? "true" : "false") + "}";
}

/// A curve; without x where it is that of the curve before.
std::string json_curve(Curve const& curve, Curve const* before) {
    std::string json = "{\"name\":" + json_text(curve.name) + ",\"look\":" + json_text(curve.look);
    if (before == nullptr || before->x != curve.x) json += ",\"x\":" + json_numbers(curve.x);
    if (!curve.up_to.empty()) json += ",\"up_to\":" + json_text(curve.up_to);
    return json + ",\"y\":" + json_numbers(curve.y) + "}";
}

std::string json_mark(Mark const& mark) {
    return "{\"name\":" + json_text(mark.name) + ",\"look\":" + json_text(mark.look) +
           ",\"upright\":" + (mark.upright ? "true" : "false") + ",\"at\":" + json_number(mark.at) +
           "}";
}

/// The curves [begin, end), which have the same x, as a table.
Html table_of(Chart const& chart, std::size_t begin, std::size_t end, std::size_t most_rows) {
    std::vector<Html> head{text(chart.x.title)};
    for (std::size_t c = begin; c < end; ++c) head.push_back(text(chart.curves[c].name));
    std::vector<std::vector<Html>> rows;
    for (std::size_t const i : thinned(chart.curves[begin].x.size(), most_rows)) {
        std::vector<Html> row{in_plain_words(chart.x.unit, chart.curves[begin].x[i])};
        for (std::size_t c = begin; c < end; ++c)
            row.push_back(in_plain_words(chart.y.unit, chart.curves[c].y[i]));
        rows.push_back(std::move(row));
    }
    return table(chart.title, head, rows, "numbers");
}

Html tables_of(Chart const& chart, std::size_t most_rows) {
    Html all;
    auto const& curves = chart.curves;
    for (std::size_t begin = 0; begin < curves.size();) {
        std::size_t end = begin + 1;
        while (end < curves.size() && curves[end].x == curves[begin].x) ++end;
        all += table_of(chart, begin, end, most_rows);
        begin = end;
    }
    if (chart.marks.empty()) return all;
    std::vector<std::vector<Html>> rows;
    for (Mark const& mark : chart.marks)
        rows.push_back(
            {text(mark.name), in_plain_words(mark.upright ? chart.x.unit : chart.y.unit, mark.at)});
    return all + table("Lines", {text("line"), text("at")}, rows, "numbers");
}

/// The figure of what page.js draws into a canvas, with all that says the same without it.
Html figure_of(std::string const& id, std::string const& title, std::string const& words,
               Html const& tables) {
    Html const canvas = element(
        "canvas", Html(),
        {{"role", "img"}, {"aria-labelledby", id + "-name"}, {"aria-describedby", id + "-seen"}});
    return element("figure",
                   element("figcaption", title, {{"id", id + "-name"}}) +
                       element("div", canvas, {{"class", "drawing"}}) +
                       element("p", words, {{"id", id + "-seen"}, {"class", "seen"}}) +
                       details("The same as a table", tables),
                   {{"id", id}, {"class", "chart"}});
}

}  // namespace

Html in_plain_words(Unit unit, double value) {
    if (!std::isfinite(value)) return Html::trusted("&ndash;");
    return text(words_of(unit, value));
}

Html in_words(Unit unit, double value) {
    if (!std::isfinite(value)) return Html::trusted("&ndash;");
    return number(value, words_of(unit, value));
}

void Charts::add(std::string const& drawing) {
    json_ += (json_.empty() ? "" : ",\n") + drawing;
}

Html Charts::figure(Chart const& chart) {
    std::string json = "{\"id\":" + json_text(chart.id) + ",\"x\":" + json_axis(chart.x) +
                       ",\"y\":" + json_axis(chart.y) + ",\"curves\":[";
    for (std::size_t i = 0; i < chart.curves.size(); ++i)
        json += (i == 0 ? "" : ",") +
                json_curve(chart.curves[i], i == 0 ? nullptr : &chart.curves[i - 1]);
    json += "],\"marks\":[";
    for (std::size_t i = 0; i < chart.marks.size(); ++i)
        json += (i == 0 ? "" : ",") + json_mark(chart.marks[i]);
    add(json + "]}");
    return figure_of(chart.id, chart.title, chart.words, tables_of(chart, detail_.table_rows));
}

Html Charts::figure(HeatMap const& map) {
    add("{\"id\":" + json_text(map.id) + ",\"heat\":true,\"spot\":" + json_number(map.spot) +
        ",\"time\":" + json_numbers(map.time) + ",\"price\":" + json_numbers(map.price) +
        ",\"amount\":" + json_numbers(map.amount, colour_digits) +
        ",\"beside\":" + json_numbers(map.beside, colour_digits) + "}");
    std::size_t const n_prices = map.beside.size();
    std::vector<std::vector<Html>> rows;
    for (std::size_t row = n_prices; row-- > 0;) {
        double sum = 0;
        for (std::size_t t = 0; t < map.time.size(); ++t) sum += map.amount[t * n_prices + row];
        if (sum == 0 && map.beside[row] == 0) continue;
        rows.push_back({in_plain_words(Unit::price, map.price[row]) + text(" to ") +
                            in_plain_words(Unit::price, map.price[row + 1]),
                        in_plain_words(Unit::money, sum),
                        in_plain_words(Unit::money, map.beside[row])});
    }
    return figure_of(map.id, map.title, map.words,
                     table(map.title,
                           {text("price"), text("expected liquidations up to the horizon"),
                            text("liquidatable at the start")},
                           rows, "numbers"));
}

std::vector<std::size_t> thinned(std::size_t count, std::size_t most) {
    std::vector<std::size_t> indices;
    std::size_t const n = std::min(count, most);
    for (std::size_t i = 0; i < n; ++i)
        indices.push_back(n == 1 ? count - 1 : i * (count - 1) / (n - 1));
    return indices;
}

std::vector<double> at(std::vector<double> const& values, std::vector<std::size_t> const& indices) {
    std::vector<double> some;
    for (std::size_t const i : indices) some.push_back(i < values.size() ? values[i] : NAN);
    return some;
}

}  // namespace liq::page
