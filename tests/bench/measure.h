#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace bench {

/// Something to be timed.
struct Operation {
    std::string name;
    std::function<void()> run;
};

/// Times so many calls of each operation, which take turns call by call, so that whatever else the machine does hits
/// all of them, and prints a table: median and 99th percentile in microseconds, the ratio of the medians to the first
/// operation, and statements per call.
/// @param questions  statements that the servers have executed so far; what asking itself costs is taken out
void compare(const std::vector<Operation>& operations, int calls, const std::function<std::int64_t()>& questions);

}  // namespace bench
