#pragma once

#include "admin/cli/terminal.h"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace admin::cli {

/// Octets for people: "12.4 MiB".
[[nodiscard]] std::string octetsText(std::int64_t octets);

/// A line on standard error that is written over itself while something long goes on, if somebody watches.
class Progress {
public:
    /// @param what   "exported"
    /// @param total  if known; else 0
    /// @param unit   "events"; empty: octets
    /// @param terminal  outlives this object
    Progress(Terminal& terminal, std::string_view what, std::int64_t total, std::string_view unit = {});
    /// Takes the line away.
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    void at(std::int64_t amount);

private:
    [[nodiscard]] std::string textOf(std::int64_t amount) const;

    Terminal& terminal_;
    std::string what_;
    std::int64_t total_;
    std::string unit_;
    std::chrono::steady_clock::time_point shown_{};
    std::size_t width_ = 0;
};

}  // namespace admin::cli
