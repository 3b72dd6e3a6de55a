#pragma once

#include <string_view>
#include <vector>

namespace dbpool {

/// One numbered SQL file. Statements end with `;` at the end of a line; files are only ever added.
struct Migration {
    int number = 0;
    std::string_view name;
    std::string_view sql;
};

/// The files of one folder, by number. Folders are applied in the order main/ lists them.
struct MigrationSet {
    std::string_view folder;
    std::vector<Migration> migrations;
};

}  // namespace dbpool
