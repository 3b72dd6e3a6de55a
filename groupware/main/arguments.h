#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace groupware::main {

/// What the command line asks a daemon to do.
struct Arguments {
    std::filesystem::path configDirectory;              ///< --config-dir, else YOKE_CONFIG, else /etc/yoke
    std::optional<std::filesystem::path> dumpConfig{};  ///< --dump-config DIR: write every option there and end
    bool version = false;
    bool help = false;
};

/// @throws Error BadRequest for an unknown option or a stray word
[[nodiscard]] Arguments parseArguments(int count, const char* const* words, const char* configFromEnvironment);

/// The text of --help.
[[nodiscard]] std::string usage(const std::string& program, const std::string& purpose);

}  // namespace groupware::main
