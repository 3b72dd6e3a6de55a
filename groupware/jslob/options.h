#pragma once

#include "groupware/base/options.h"

#include <span>

namespace groupware::jslob {

inline constexpr SizeOption kObjectBytes{.key = "jslob.bytes",
                                         .file = "jslob.properties",
                                         .fallback = 256LL << 10,
                                         .min = 1024,
                                         .max = 8LL << 20,
                                         .help = "Longest JSON object of settings that a client keeps for a user.",
                                         .reloadable = true};

inline constexpr IntegerOption kObjects{.key = "jslob.objects",
                                        .file = "jslob.properties",
                                        .unit = "objects",
                                        .fallback = 200,
                                        .min = 1,
                                        .max = 10'000,
                                        .help = "Most such objects of one user.",
                                        .reloadable = true};

/// All of the above.
[[nodiscard]] std::span<const AnyOption> options();

}  // namespace groupware::jslob
