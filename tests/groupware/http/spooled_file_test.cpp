#include "groupware/http/spooled_file.h"

#include "tests/support/error_code.h"
#include "tests/support/temporary_directory.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <utility>

namespace groupware::http {
namespace {

std::string read(const SpooledFile& file, std::uint64_t at, std::size_t length) {
    std::string text(length, '?');
    file.read(at, text);
    return text;
}

TEST(SpooledFileTest, WhatWasWrittenIsReadAtAnyPlaceAndLeavesNothing) {
    const ::test::TemporaryDirectory directory;
    {
        SpooledFile file(directory.path());
        file.append(std::string("first "));
        file.append(std::string("second"));
        file.append({});
        EXPECT_EQ(file.size(), 12U);
        EXPECT_EQ(read(file, 6, 6), "second");
        const SpooledFile moved(std::move(file));
        EXPECT_EQ(read(moved, 0, 12), "first second");
        EXPECT_EQ(read(moved, 12, 0), "");
        EXPECT_TRUE(std::filesystem::is_empty(directory.path())) << "it has no name, so a crash leaves none";
        EXPECT_EQ(::test::codeOf([&] { (void)read(moved, 6, 7); }), ErrorCode::Internal);
        EXPECT_EQ(::test::codeOf([&] { (void)read(moved, 13, 0); }), ErrorCode::Internal);
    }
    EXPECT_EQ(::test::codeOf([&] { SpooledFile(directory.path() / "absent"); }), ErrorCode::Unavailable);
}

}  // namespace
}  // namespace groupware::http
