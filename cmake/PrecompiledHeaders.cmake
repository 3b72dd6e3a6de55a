# With YOKE_PRECOMPILE the headers that nearly every file includes are parsed once, not 1,400 times: two targets that
# every library and every test program borrow from. g++ only: clang-tidy does not read what g++ has precompiled.

if(NOT YOKE_PRECOMPILE)
  function(yoke_precompiled target kind)
  endfunction()
  return()
endif()
if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  message(FATAL_ERROR "YOKE_PRECOMPILE is for g++")
endif()

# g++ takes the precompiled headers only if what they depend on is defined alike everywhere, and Poco's targets define
# what the system's headers look at (_FILE_OFFSET_BITS, _XOPEN_SOURCE).
foreach(poco Foundation Net JSON)
  add_compile_definitions($<TARGET_PROPERTY:Poco::${poco},INTERFACE_COMPILE_DEFINITIONS>)
endforeach()
add_compile_options(-Winvalid-pch -fpch-preprocess)

file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/generated/precompiled.cpp CONTENT "")
set(standard <algorithm> <array> <atomic> <charconv> <chrono> <cstddef> <cstdint> <exception> <functional> <map> <memory>
             <optional> <set> <span> <stdexcept> <string> <string_view> <utility> <variant> <vector>)
add_library(yoke_precompiled_library OBJECT ${PROJECT_BINARY_DIR}/generated/precompiled.cpp)
target_precompile_headers(yoke_precompiled_library PRIVATE ${standard})
if(YOKE_TESTS)
  find_package(GTest REQUIRED)
  add_library(yoke_precompiled_test OBJECT ${PROJECT_BINARY_DIR}/generated/precompiled.cpp)
  target_link_libraries(yoke_precompiled_test PRIVATE GTest::gtest)
  target_precompile_headers(yoke_precompiled_test PRIVATE ${standard} <gtest/gtest.h>)
endif()

# yoke_precompiled(<target> library|test)
function(yoke_precompiled target kind)
  target_precompile_headers(${target} REUSE_FROM yoke_precompiled_${kind})
endfunction()
