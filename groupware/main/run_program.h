#pragma once

#include "groupware/base/configuration_source.h"
#include "groupware/main/arguments.h"

#include <functional>

namespace groupware::main {

/// What the daemons differ in.
struct Program {
    const char* name;     ///< in --version and in syslog
    const char* purpose;  ///< a sentence for --help
    const TextOption& logFile;
    /// Builds what serves, starts it, waits for `untilEnd()` to return, stops it.
    std::function<void(const Arguments&, const ConfigurationSource&, const std::function<void()>& untilEnd)> serve;
};

/// The whole of a daemon's main(): arguments, configuration, log, and signals as main/README.md lists them.
/// @return the exit status: 1 after a line on standard error and in the log
[[nodiscard]] int runProgram(int count, const char* const* words, const Program& program) noexcept;

}  // namespace groupware::main
