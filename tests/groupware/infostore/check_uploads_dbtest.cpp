#include "groupware/principals/service/object_quotas.h"
#include "tests/groupware/infostore/infostore_fixture.h"

#include <gtest/gtest.h>

#include <limits>

namespace groupware::infostore {
namespace {

class CheckUploadsTest : public InfostoreTest {
protected:
    std::vector<ErrorCode> obstacles(const std::vector<PlannedFile>& files, const Caller& caller = anna()) {
        std::vector<ErrorCode> codes;
        for (const auto& error : service().obstacles(caller, annaFiles_, files)) codes.push_back(error.code());
        return codes;
    }
    using Codes = std::vector<ErrorCode>;
};

TEST_F(CheckUploadsTest, WhatFitsMeetsNothing) {
    EXPECT_EQ(obstacles({}), Codes{});
    EXPECT_EQ(obstacles({{"a.txt", 5}, {"", 0}, {"b.txt", 1 << 20}}), Codes{});
}

TEST_F(CheckUploadsTest, NamesAndSizesOfEachAreChecked) {
    EXPECT_EQ(obstacles({{"a/b", 5}, {"large", limits_.uploadBytes + 1}}),
              (Codes{ErrorCode::BadRequest, ErrorCode::TooLarge, ErrorCode::QuotaExceeded}));
    EXPECT_EQ(codeOf([&] { (void)obstacles({{"a", -1}}); }), ErrorCode::BadRequest);
}

TEST_F(CheckUploadsTest, TogetherTheyHaveToFit) {
    setQuota(100);
    upload(anna(), annaFiles_, "there.txt", "0123456789");
    EXPECT_EQ(obstacles({{"a", 50}, {"b", 40}}), Codes{});
    EXPECT_EQ(obstacles({{"a", 50}, {"b", 41}}), Codes{ErrorCode::QuotaExceeded});
    constexpr auto kMost = std::numeric_limits<std::int64_t>::max();
    EXPECT_EQ(obstacles({{"a", kMost}, {"b", kMost}}),
              (Codes{ErrorCode::TooLarge, ErrorCode::TooLarge, ErrorCode::QuotaExceeded}));
}

TEST_F(CheckUploadsTest, SoDoesTheirNumber) {
    database().write(kContext, [&](dbpool::WriteTransaction& tx) {
        principals::setQuota(tx, principals::QuotaModule::Infostore, 2);
        tx.record(sync::change(sync::Kind::Context, sync::Verb::Changed, {0}, 0));
    });
    upload(anna(), annaFiles_, "there.txt", "x");
    EXPECT_EQ(obstacles({{"a", 1}}), Codes{});
    EXPECT_EQ(obstacles({{"a", 1}, {"b", 1}}), Codes{ErrorCode::QuotaExceeded});
}

TEST_F(CheckUploadsTest, WhoMayNotUploadIsRefused) {
    EXPECT_EQ(codeOf([&] { (void)obstacles({{"a", 1}}, bert()); }), ErrorCode::NotFound);
    const std::vector<PlannedFile> many(limits_.listLength + 1);
    EXPECT_EQ(codeOf([&] { (void)obstacles(many); }), ErrorCode::TooLarge);
}

}  // namespace
}  // namespace groupware::infostore
