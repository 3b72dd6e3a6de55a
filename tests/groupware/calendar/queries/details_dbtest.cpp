#include "tests/groupware/calendar/queries_fixture.h"
#include "tests/support/statement_counter.h"

#include <gtest/gtest.h>

#include <string>

namespace groupware::calendar {
namespace {

class DetailsTest : public CalendarQueriesTest {
protected:
    static constexpr Details kFields{.fields = true};

    const ::test::StatementCounter counter_{::test::sharedServer(), installation().location().schema};
};

TEST_F(DetailsTest, LongTextsAreReadOneByOneAndSayTheSame) {
    const std::string description(100'000, 'x');
    put(annas_, vevent("long", when("20260310") + "DESCRIPTION:" + description + "\r\n"));
    put(annas_, vevent("short", when("20260311") + "DESCRIPTION:y\r\n"));
    Events found;
    const auto texts =
        counter_.statements([&] { found = queries_.all(anna(), annas_, kFields); }, "%o.text%FROM calendar_object%");
    EXPECT_EQ(texts.value, 2) << "a page, and the long one";
    ASSERT_EQ(found.events.size(), 2U);
    EXPECT_EQ(found.events[0].fields.value().description, description);
    EXPECT_EQ(found.events[1].fields.value().description, "y");
}

TEST_F(DetailsTest, TextsComeByPages) {
    put(annas_, vevent("a", when("20260310") + named("a")));
    for (int number = 0; number < 700; ++number) put(annas_, vevent("a" + std::to_string(number), when("20260310")));
    Events found;
    const auto texts =
        counter_.statements([&] { found = queries_.all(anna(), annas_, kFields); }, "%o.text%FROM calendar_object%");
    EXPECT_EQ(texts.value, 2);
    EXPECT_EQ(found.events.size(), 701U);
    for (const auto& event : found.events) EXPECT_EQ(event.fields.value().uid, event.uid);
}

// Each instance of a series has the series' description: a list of them is as long as all of them.
TEST_F(DetailsTest, AnAnswerThatIsTooLongIsRefusedAndUpdatesNever) {
    const std::string description = "DESCRIPTION:" + std::string(20'000, 'x') + "\r\n";
    put(annas_, vevent("a", when("20260301") + "RRULE:FREQ=DAILY;COUNT=31\r\n" + description));
    const auto march = between("20260301", "20260401");
    limits_.answerBytes = 500'000;
    EXPECT_EQ(queries_.inRange(anna(), annas_, march, {.expanded = true}).events.size(), 31U);
    EXPECT_EQ(queries_.inRange(anna(), annas_, march, kFields).events.size(), 1U);
    const Details all{.fields = true, .expanded = true};
    EXPECT_EQ(codeOf([&] { (void)queries_.inRange(anna(), annas_, march, all); }), ErrorCode::TooLarge);
    EXPECT_EQ(codeOf([&] { (void)queries_.inRange(anna(), march, all); }), ErrorCode::TooLarge);
    EXPECT_EQ(queries_.updates(anna(), annas_, {}, march, all).changed.size(), 31U);
    limits_.answerBytes = 1'000'000;
    EXPECT_EQ(queries_.inRange(anna(), annas_, march, all).events.size(), 31U);
}

}  // namespace
}  // namespace groupware::calendar
