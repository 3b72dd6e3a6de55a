#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace groupware {

/// The file's text without its last line end.
/// @throws Error BadRequest if it is missing, longer than 4 KiB, or readable by group or others
[[nodiscard]] std::string readSecretFile(const std::filesystem::path& path);

/// Replaces the file by `text` and a line end, readable by its owner only, in one step: a crash leaves the old file or
/// the new one.
/// @throws Error Unavailable if the directory cannot be written
void writeSecretFile(const std::filesystem::path& path, std::string_view text);

}  // namespace groupware
