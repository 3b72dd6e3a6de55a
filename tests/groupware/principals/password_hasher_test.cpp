#include "groupware/principals/service/password_hasher.h"

#include "groupware/principals/options.h"
#include "tests/support/error_code.h"

#include <gtest/gtest.h>

#include <future>
#include <map>
#include <string>
#include <vector>

namespace groupware::principals {
namespace {

using ::test::codeOf;
using Verdict = PasswordHasher::Verdict;

Configuration configuration(const std::map<std::string, std::string>& values = {}) {
    return Configuration(options(), values);
}

TEST(PasswordHasher, NewHashesAreSaltedYescrypt) {
    PasswordHasher hasher(configuration());
    const auto one = hasher.hash("secret");
    const auto two = hasher.hash("secret");
    EXPECT_TRUE(one.value.starts_with("$y$"));
    EXPECT_NE(one.value, two.value);
    EXPECT_EQ(hasher.verify("secret", one), Verdict::Right);
    EXPECT_EQ(hasher.verify("Secret", one), Verdict::Wrong);
    EXPECT_EQ(hasher.verify("", one), Verdict::Wrong);
}

// SHA-crypt: Ulrich Drepper, "Unix crypt using SHA-256 and SHA-512", test vectors. bcrypt: the vectors of
// crypt_blowfish by Openwall.
TEST(PasswordHasher, KnownVectorsOfOtherMethodsAreRightButWeak) {
    PasswordHasher hasher(configuration());
    EXPECT_EQ(hasher.verify("Hello world!", {"$5$saltstring$5B8vYYiY.CVt1RlTTf8KbXBH3hsxY/GNooZaBBGWEc5"}),
              Verdict::RightButWeak);
    EXPECT_EQ(hasher.verify("Hello world!", {"$6$saltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnI"
                                             "FNjnQJuesI68u4OTLiBFdcbYEdFCoEOfaS35inz1"}),
              Verdict::RightButWeak);
    EXPECT_EQ(hasher.verify("U*U", {"$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW"}),
              Verdict::RightButWeak);
    EXPECT_EQ(hasher.verify("Hello world?", {"$5$saltstring$5B8vYYiY.CVt1RlTTf8KbXBH3hsxY/GNooZaBBGWEc5"}),
              Verdict::Wrong);
}

TEST(PasswordHasher, AnUnknownOrBrokenStoredFormIsNeverRight) {
    PasswordHasher hasher(configuration());
    for (const char* stored :
         {"", "secret", "*0", "$1$abcdefgh$G//4keteveJp0qb8z2DxG/", "$y$", "$6$", "{SHA}5en6G6Mez"}) {
        EXPECT_EQ(hasher.verify("secret", {stored}), Verdict::Wrong) << stored;
        EXPECT_EQ(hasher.verify(stored, {stored}), Verdict::Wrong) << stored;
    }
}

TEST(PasswordHasher, ANulDoesNotShortenAPassword) {
    PasswordHasher hasher(configuration());
    const auto stored = hasher.hash("secret");
    EXPECT_EQ(hasher.verify(std::string_view("secret\0more", 11), stored), Verdict::Wrong);
    EXPECT_EQ(codeOf([&] { (void)hasher.hash(std::string_view("secret\0more", 11)); }), ErrorCode::BadRequest);
}

TEST(PasswordHasher, TheRulesOfNewPasswordsAreOptions) {
    PasswordHasher hasher(configuration({{"password.minLength", "8"}, {"password.maxLength", "16"}}));
    EXPECT_NO_THROW(hasher.requireAcceptable("12345678"));
    EXPECT_EQ(codeOf([&] { hasher.requireAcceptable("1234567"); }), ErrorCode::BadRequest);
    EXPECT_EQ(codeOf([&] { hasher.requireAcceptable("m\xC3\xBC\xC3\xBC\xC3\xBC\xC3\xBC\xC3\xBC\xC3\xBC"); }),
              ErrorCode::BadRequest);  // seven characters
    EXPECT_EQ(codeOf([&] { hasher.requireAcceptable(std::string(17, 'a')); }), ErrorCode::BadRequest);
}

TEST(PasswordHasher, AFullQueueIsRefusedAtOnce) {
    PasswordHasher hasher(configuration({{"password.threads", "1"}, {"password.queue", "0"}}));
    const auto stored = hasher.hash("secret");
    constexpr int kCallers = 8;
    std::vector<std::future<bool>> callers;
    callers.reserve(kCallers);
    for (int i = 0; i < kCallers; ++i) {
        callers.push_back(std::async(std::launch::async, [&] {
            for (int round = 0; round < 20; ++round) {
                try {
                    EXPECT_EQ(hasher.verify("secret", stored), Verdict::Right);
                } catch (const Error& error) {
                    EXPECT_EQ(error.code(), ErrorCode::TooManyRequests);
                    return true;
                }
            }
            return false;
        }));
    }
    int refused = 0;
    for (auto& caller : callers) refused += caller.get() ? 1 : 0;
    EXPECT_GT(refused, 0);
    EXPECT_EQ(hasher.verify("secret", stored), Verdict::Right);  // and works again afterwards
}

TEST(PasswordHasher, AWaitingCallGivesUpInTime) {
    PasswordHasher hasher(configuration({{"password.threads", "1"}, {"password.wait", "10ms"}}));
    // A bcrypt of cost 12 takes about a quarter of a second.
    const PasswordHash slow{"$2a$12$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW"};
    std::vector<std::future<bool>> callers;
    callers.reserve(3);
    for (int i = 0; i < 3; ++i) {
        callers.push_back(std::async(std::launch::async, [&] {
            try {
                (void)hasher.verify("U*U", slow);
                return false;
            } catch (const Error& error) {
                EXPECT_EQ(error.code(), ErrorCode::Unavailable);
                return true;
            }
        }));
    }
    int refused = 0;
    for (auto& caller : callers) refused += caller.get() ? 1 : 0;
    EXPECT_GE(refused, 1);
}

}  // namespace
}  // namespace groupware::principals
