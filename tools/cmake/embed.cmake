# Writes a C++ source with the texts of files in it, which declares what host/page/assets.hpp promises:
#   cmake -D OUTPUT=assets.cpp -D HEADER=host/page/assets.hpp -D NAMESPACE=liq::page
#         -D "FILES=page_css=page.css;page_js=page.js" -P embed.cmake
set(source "// Made by tools/cmake/embed.cmake.\n#include \"${HEADER}\"\n\nnamespace ${NAMESPACE} {\n")
foreach(entry IN LISTS FILES)
  string(REGEX MATCH "^([^=]+)=(.+)$" matched "${entry}")
  set(name ${CMAKE_MATCH_1})
  file(READ "${CMAKE_MATCH_2}" content)
  string(FIND "${content}" ")liq_asset\"" end)
  if(NOT end EQUAL -1)
    message(FATAL_ERROR "${CMAKE_MATCH_2} contains )liq_asset\", the end of the text in C++")
  endif()
  string(APPEND source "std::string_view const ${name} = R\"liq_asset(${content})liq_asset\";\n")
endforeach()
file(WRITE "${OUTPUT}" "${source}}  // namespace ${NAMESPACE}\n")
