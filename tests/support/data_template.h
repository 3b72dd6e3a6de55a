#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace test {

inline constexpr std::string_view kNodeUser = "yoke";
inline constexpr std::string_view kNodePassword = "yoke-test-password";
inline constexpr std::string_view kAdministrator = "administrator";
inline constexpr std::string_view kAdministratorPassword = "administrator-test-password";
inline constexpr std::string_view kReplicationUser = "replication";
inline constexpr std::string_view kReplicationPassword = "replication-test-password";

/// Options that the template and its copies must share.
[[nodiscard]] std::vector<std::string> storageArguments();

/// The data directory of a cleanly stopped server with the accounts above. Made by the first caller on this machine,
/// kept under the temp directory for later processes; concurrent callers wait for it.
[[nodiscard]] std::filesystem::path dataTemplate();

}  // namespace test
