#include "groupware/principals/contact_data.h"

#include "groupware/base/error.h"

#include <gtest/gtest.h>

#include <set>

namespace groupware::principals {
namespace {

int columnOf(std::string_view name) {
    const auto* const field = findContactField(name);
    EXPECT_NE(field, nullptr) << name;
    return field == nullptr ? 0 : field->column;
}

std::string complaint(std::string_view name, const std::string& value) {
    try {
        requireValid(ContactData{{columnOf(name), value}});
    } catch (const Error& error) {
        return error.publicText();
    }
    return {};
}

TEST(ContactData, EveryFieldIsFoundByNameAndColumn) {
    std::set<std::string_view> names;
    int last = 0;
    for (const auto& field : contactFields()) {
        EXPECT_GT(field.column, last) << "sorted, so that a column is found";
        last = field.column;
        EXPECT_TRUE(names.insert(field.name).second) << field.name;
        EXPECT_EQ(findContactField(field.column), &field);
        EXPECT_EQ(findContactField(field.name), &field);
    }
    EXPECT_EQ(findContactField(524), nullptr) << "the user's id is no field of his";
    EXPECT_EQ(findContactField("nonsense"), nullptr);
}

TEST(ContactData, WhatIsWrittenIsReadAgain) {
    const ContactData contact{{columnOf("note"), "Two lines\nwith \\n and a \\ at the end\\"},
                              {columnOf("birthday"), "1975-03-01"},
                              {columnOf("telephone_home1"), " +49 30 1 "}};
    EXPECT_EQ(parseContact(writeContact(contact)), contact);
    EXPECT_EQ(writeContact({}), "");
    EXPECT_EQ(parseContact("504 Jr.\n"), (ContactData{{504, "Jr."}}));
}

TEST(ContactData, WhatIsNoLineIsLeftOut) {
    for (const char* text : {"", "\n", "504", "504 ", " x", "x y", "-5 x", "99999999999 x"}) {
        EXPECT_TRUE(parseContact(text).empty()) << text;
    }
}

TEST(ContactData, AChangeSetsAndRemoves) {
    ContactData contact{{504, "Jr."}, {505, "Dr."}};
    apply({{504, ""}, {512, "married"}}, contact);
    EXPECT_EQ(contact, (ContactData{{505, "Dr."}, {512, "married"}}));
}

TEST(ContactData, DatesAreDaysOfTheCalendar) {
    EXPECT_EQ(dateOf("1970-01-01"), 0);
    EXPECT_EQ(dateOf("1969-12-31"), -86'400'000);
    EXPECT_EQ(dateOf("2024-02-29"), 1'709'164'800'000);
    for (const char* text : {"2023-02-29", "2026-13-01", "2026-00-10", "26-01-01", "2026-1-1", "2026/01/01", "",
                             "20a6-01-01", "2026-01-+1"}) {
        EXPECT_FALSE(dateOf(text).has_value()) << text;
    }
    for (const char* text : {"0000-01-01", "1969-12-31", "2024-02-29", "9999-12-31"}) {
        EXPECT_EQ(writeDate(dateOf(text).value()), text);
    }
    EXPECT_EQ(writeDate(-1), "1969-12-31") << "the day that the instant is in";
    EXPECT_THROW((void)writeDate(253'402'300'800'000), Error);
    EXPECT_THROW((void)writeDate(INT64_MIN), Error);
}

TEST(ContactData, EachBrokenFieldIsNamed) {
    EXPECT_EQ(complaint("note", "a\nb\tc"), "");
    EXPECT_EQ(complaint("city_home", ""), "");
    EXPECT_EQ(complaint("city_home", "a\nb"), "The private city has control characters.");
    EXPECT_EQ(complaint("telephone_ip", std::string(256, '1')), "The IP telephone is longer than 255 characters.");
    EXPECT_EQ(complaint("birthday", "yesterday"), "The birthday is not a date such as 2026-11-20.");
    EXPECT_EQ(complaint("title", "\xFF"), "The title is not UTF-8.");
    EXPECT_THROW(requireValid(ContactData{{1, "x"}}), Error);
}

}  // namespace
}  // namespace groupware::principals
