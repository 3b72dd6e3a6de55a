#pragma once

#include "admin/problem.h"

#include <stdexcept>
#include <string>

namespace admin::cli {

/// Ends a command: one line for standard error and the exit status.
class Failure : public std::runtime_error {
public:
    Failure(Problem problem, const std::string& line) : std::runtime_error(line), problem_(problem) {}
    [[nodiscard]] Problem problem() const noexcept { return problem_; }

private:
    Problem problem_;
};

}  // namespace admin::cli
