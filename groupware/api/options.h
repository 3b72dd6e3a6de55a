#pragma once

#include "groupware/base/options.h"

#include <span>

namespace groupware::api {

inline constexpr SizeOption kJsonBytes{.key = "api.jsonBytes",
                                       .file = "api.properties",
                                       .fallback = 4 << 20,
                                       .min = 1024,
                                       .max = 256 << 20,
                                       .help = "Longest JSON body of one request."};
inline constexpr IntegerOption kJsonDepth{.key = "api.jsonDepth",
                                          .file = "api.properties",
                                          .unit = "levels",
                                          .fallback = 32,
                                          .min = 4,
                                          .max = 256,
                                          .help = "Deepest nesting of a JSON body."};
inline constexpr IntegerOption kMultipleCalls{.key = "api.multipleCalls",
                                              .file = "api.properties",
                                              .unit = "calls",
                                              .fallback = 500,
                                              .min = 1,
                                              .max = 10'000,
                                              .help = "Most calls in one request to /ajax/multiple."};

inline constexpr IntegerOption kFindSize{.key = "api.findSize",
                                         .file = "api.properties",
                                         .unit = "hits",
                                         .fallback = 200,
                                         .min = 1,
                                         .max = 10'000,
                                         .help = "Most hits in one answer of find; further ones by another start."};

[[nodiscard]] std::span<const AnyOption> options();

}  // namespace groupware::api
