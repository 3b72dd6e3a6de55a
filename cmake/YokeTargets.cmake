# One static library per folder, one test program per folder, one fuzz target per file.

# yoke_library(<folder> PUBLIC <targets...> PRIVATE <targets...>)
# The folder's *.cpp as a static library whose target is the folder's name with '_' for '/'.
# Link lines repeat the include graph that scripts/check-layers checks.
function(yoke_library folder)
  cmake_parse_arguments(PARSE_ARGV 1 ARG "" "" "PUBLIC;PRIVATE")
  string(REPLACE "/" "_" target ${folder})
  file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/${folder}/*.cpp)
  file(GLOB schema CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/${folder}/schema/*.sql)
  if(schema)
    yoke_embed_schema(${folder} generated)
    list(APPEND sources ${generated})
  endif()
  if(NOT sources)
    add_library(${target} INTERFACE)
    target_include_directories(${target} INTERFACE ${PROJECT_SOURCE_DIR})
    target_link_libraries(${target} INTERFACE ${ARG_PUBLIC} ${ARG_PRIVATE})
    return()
  endif()
  add_library(${target} STATIC ${sources})
  target_include_directories(${target} PUBLIC ${PROJECT_SOURCE_DIR} ${PROJECT_BINARY_DIR}/generated)
  target_link_libraries(${target} PUBLIC ${ARG_PUBLIC} PRIVATE ${ARG_PRIVATE})
  yoke_precompiled(${target} library)
endfunction()

# yoke_embed_schema(<folder> <out>)
# Compiles <folder>/schema/NNNN_what.sql into the program, declared by generated/<folder>/schema.h.
function(yoke_embed_schema folder out)
  file(GLOB files CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/${folder}/schema/*.sql)
  set(stem ${PROJECT_BINARY_DIR}/generated/${folder}/schema)
  add_custom_command(
    OUTPUT ${stem}.cpp ${stem}.h
    COMMAND ${CMAKE_COMMAND} -DFOLDER=${folder} -DSTEM=${stem} "-DFILES=${files}"
            -P ${PROJECT_SOURCE_DIR}/cmake/EmbedSchema.cmake
    DEPENDS ${files} ${PROJECT_SOURCE_DIR}/cmake/EmbedSchema.cmake
    VERBATIM)
  set(${out} ${stem}.cpp ${stem}.h PARENT_SCOPE)
endfunction()

# yoke_test(<folder> <targets...>)
# tests/<folder>: *_test.cpp, *_dbtest.cpp and *_reptest.cpp as one program each, registered with CTest.
# Database tests start servers of their own and find nothing to skip.
function(yoke_test folder)
  string(REPLACE "/" "_" stem ${folder})
  foreach(kind test dbtest reptest)
    file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/${folder}/*_${kind}.cpp)
    if(NOT sources)
      continue()
    endif()
    set(target ${stem}_${kind})
    add_executable(${target} ${sources})
    target_link_libraries(${target} PRIVATE ${ARGN} GTest::gtest GTest::gtest_main)
    yoke_precompiled(${target} test)
    if(NOT kind STREQUAL "test")
      target_link_libraries(${target} PRIVATE tests_support)
    endif()
    add_test(NAME ${target} COMMAND ${target})
    set_tests_properties(${target} PROPERTIES LABELS ${kind} TIMEOUT 300)
  endforeach()
endfunction()

# yoke_fuzz(<name> <targets...>)
# tests/fuzz/fuzz_<name>.cpp. With clang and YOKE_FUZZ=ON a libFuzzer program; always a test that replays
# tests/fuzz/corpus/<name>.
function(yoke_fuzz name)
  set(source ${PROJECT_SOURCE_DIR}/tests/fuzz/fuzz_${name}.cpp)
  add_executable(fuzz_${name}_replay ${source})
  target_link_libraries(fuzz_${name}_replay PRIVATE ${ARGN} tests_fuzz_replay)
  add_test(NAME fuzz_${name}_replay COMMAND fuzz_${name}_replay ${PROJECT_SOURCE_DIR}/tests/fuzz/corpus/${name})
  set_tests_properties(fuzz_${name}_replay PROPERTIES LABELS fuzz TIMEOUT 120)
  if(YOKE_FUZZ)
    add_executable(fuzz_${name} ${source})
    target_link_libraries(fuzz_${name} PRIVATE ${ARGN})
    target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
  endif()
endfunction()
