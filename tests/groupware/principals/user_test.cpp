#include "groupware/principals/user.h"

#include "groupware/base/error.h"

#include <gtest/gtest.h>

namespace groupware::principals {
namespace {

NewUser anton() {
    return {.login = "anton",
            .displayName = "Anton Meier",
            .givenName = "Anton",
            .surname = "Meier",
            .email = "anton@example.com",
            .password = {"$y$j9T$x$y"}};
}

/// The sentence a client reads, or empty if the user is fine.
std::string complaint(const NewUser& user) {
    try {
        requireValid(user);
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::BadRequest);
        return error.publicText();
    }
    return {};
}

TEST(User, AUserNameHasLettersDigitsAndAFewOtherCharacters) {
    for (const char* login : {"anton", "Anton.Meier", "a+b", "50%", "$x", "a_b-c", "anton@example.com"}) {
        EXPECT_TRUE(isValidLogin(login)) << login;
    }
    for (const char* login : {"", "anton meier", "a/b", "a'b", "m\xC3\xBCller", "a\tb", "a;b"}) {
        EXPECT_FALSE(isValidLogin(login)) << login;
    }
    EXPECT_TRUE(isValidLogin(std::string(kMaxLoginLength, 'a')));
    EXPECT_FALSE(isValidLogin(std::string(kMaxLoginLength + 1, 'a')));
    EXPECT_FALSE(isValidLogin(std::string_view("a\0b", 3)));
}

TEST(User, ACompleteUserIsAccepted) {
    EXPECT_EQ(complaint(anton()), "");
}

TEST(User, EachBrokenFieldIsNamed) {
    auto user = anton();
    user.displayName.clear();
    EXPECT_EQ(complaint(user), "The display name is empty.");
    user = anton();
    user.surname = "a\nb";
    EXPECT_EQ(complaint(user), "The surname has control characters.");
    user = anton();
    for (const char* address : {"anton", "@example.com", "anton@", "a b@example.com", "a@b,c@d"}) {
        user.email = address;
        EXPECT_EQ(complaint(user), "The mail address is not of the form name@domain.") << address;
    }
    user = anton();
    user.language = "en US";
    EXPECT_EQ(complaint(user), "The language is not a locale such as en_US.");
    user = anton();
    user.timeZone = "Europe Berlin";
    EXPECT_EQ(complaint(user), "The time zone is not a name such as Europe/Berlin.");
    user = anton();
    user.password.value.clear();
    EXPECT_EQ(complaint(user), "The password is missing.");
}

TEST(User, LengthsCountCharactersNotOctets) {
    auto user = anton();
    for (std::size_t i = 0; i < kMaxNameLength; ++i) user.givenName += i == 0 ? "\xC3\x9C" : "\xC3\xBC";
    user.givenName.erase(0, std::string("Anton").size());
    EXPECT_EQ(complaint(user), "");
    user.givenName += 'x';
    EXPECT_EQ(complaint(user), "The given name is longer than 255 characters.");
}

TEST(User, AChangeChecksOnlyWhatItHas) {
    EXPECT_NO_THROW(requireValid(UserChange{}));
    EXPECT_THROW(requireValid(UserChange{.email = "nobody"}), Error);
}

}  // namespace
}  // namespace groupware::principals
