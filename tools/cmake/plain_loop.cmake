# liq_add_plain_loop(TARGET SOURCE): the yardstick of all ratios, compiled by g++ even where clang builds the rest. Under
# clang the standard library's std::generate_canonical calls logl at every draw, which makes the loop half as
# fast and would double every ratio (tools/decisions/compiler.md).
function(liq_add_plain_loop target source)
  find_program(LIQ_GXX NAMES g++)
  if(CMAKE_CXX_COMPILER_ID STREQUAL Clang AND LIQ_GXX AND NOT LIQ_SANITIZE)
    set(object ${CMAKE_CURRENT_BINARY_DIR}/plain_loop.o)
    add_custom_command(OUTPUT ${object} DEPENDS ${source} DEPFILE ${object}.d
      COMMAND ${LIQ_GXX} -std=c++20 -O3 -DNDEBUG -fPIE -I${CMAKE_SOURCE_DIR} -MD -MF ${object}.d -MT ${object}
        -c ${source} -o ${object})
    # A library of its own: commands of a target wait for everything that it links, and its sources for its commands, so
    # that all of the host would wait for the kernels, which take minutes.
    add_library(${target}_plain_loop STATIC ${object})
    set_target_properties(${target}_plain_loop PROPERTIES LINKER_LANGUAGE CXX)
    target_link_libraries(${target} PRIVATE ${target}_plain_loop)
    execute_process(COMMAND ${LIQ_GXX} -dumpfullversion OUTPUT_VARIABLE version OUTPUT_STRIP_TRAILING_WHITESPACE)
    set(compiler "GNU ${version}")
  else()
    target_sources(${target} PRIVATE ${source})
    set(compiler "${CMAKE_CXX_COMPILER_ID} ${CMAKE_CXX_COMPILER_VERSION}")
  endif()
  target_compile_definitions(${target} PRIVATE LIQ_PLAIN_LOOP_COMPILER="${compiler}")
endfunction()
