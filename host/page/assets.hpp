/// \file
/// The files that every page carries, as the build found them (tools/cmake/embed.cmake).
#pragma once

#include <string_view>

namespace liq::page {

extern std::string_view const page_css;       ///< page.css beside this file
extern std::string_view const page_js;        ///< page.js
extern std::string_view const chart_js;       ///< Chart.js of Debian's package libjs-chart.js
extern std::string_view const chart_licence;  ///< chart_licence.txt

}  // namespace liq::page
