#pragma once

#include <string>
#include <vector>

namespace test {

/// The settings of files in etc/mariadb, for example "master.cnf", as options of mariadbd; of two settings with the
/// same name the later one holds.
/// @throws std::runtime_error if there is no such file
[[nodiscard]] std::vector<std::string> exampleSettings(const std::vector<std::string>& files);

}  // namespace test
