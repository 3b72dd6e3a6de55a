#pragma once

#include "groupware/base/error.h"

#include <string>
#include <string_view>

namespace admin {

/// Why an administrative command fails, and with which exit status. The numbers are those of the tools that
/// administrators script against, so they never change.
enum class Problem {
    General = 1,
    InvalidCredentials = 101,
    NoSuchContext = 102,
    InvalidData = 103,
    MissingOption = 104,
    CommunicationError = 105,
    ServerStorageError = 106,
    RemoteError = 107,
    NoSuchUser = 108,
    IllegalOptionValue = 109,
    ContextAlreadyExists = 110,
    UnknownOption = 111,
    NoSuchGroup = 112,
    NoSuchResource = 113,
    UnableToParse = 114,
    NoSuchPublication = 115,
};

/// What a service throws when the exit status says more than the ErrorCode. `text` reaches the administrator.
class AdminError : public groupware::Error {
public:
    AdminError(groupware::ErrorCode code, Problem problem, const std::string& text)
        : Error(code, text, text), problem_(problem) {}
    [[nodiscard]] Problem problem() const noexcept { return problem_; }

private:
    Problem problem_;
};

/// The problem that stands for an error without one of its own.
[[nodiscard]] Problem problemOf(const groupware::Error& error);

}  // namespace admin
