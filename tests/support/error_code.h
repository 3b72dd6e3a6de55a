#pragma once

#include "groupware/base/error.h"

#include <gtest/gtest.h>

namespace test {

/// The code of the Error that `action` throws; a failure of the test if it throws none.
template <class Action>
groupware::ErrorCode codeOf(const Action& action) {
    try {
        action();
    } catch (const groupware::Error& error) {
        return error.code();
    }
    ADD_FAILURE() << "no error was thrown";
    return groupware::ErrorCode::Internal;
}

}  // namespace test
