#include "groupware/formats/ical/rule.h"

#include "groupware/base/error.h"
#include "groupware/formats/ical/rule_iterator.h"
#include "tests/groupware/formats/ical/samples.h"

#include <sstream>

namespace groupware::formats::ical {
namespace {

std::string refusal(const std::string& text) {
    try {
        (void)parseRule(text);
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::BadRequest);
        return error.publicText();
    }
    ADD_FAILURE() << "accepted: " << text;
    return {};
}

/// The first times of a rule, as many as asked for.
std::vector<std::string> timesOf(const std::string& text, const std::string& start, std::size_t most,
                                 std::size_t maxSteps = 1'000'000) {
    const auto rule = parseRule(text);
    const auto begin = *parseTime(start);
    Steps steps(maxSteps);
    RuleIterator iterator(rule,
                          {.start = begin.local,
                           .isDate = begin.isDate(),
                           .last = rule.until ? rule.until->local : std::chrono::local_seconds::max()},
                          steps);
    std::vector<std::string> times;
    while (times.size() < most) {
        const auto time = iterator.next();
        if (!time) break;
        times.push_back(textOf(*time));
    }
    return times;
}

/// @param expected  days, with blanks between; "..." at the end if there are more
void expectDays(const std::string& rule, const std::string& start, const std::string& expected) {
    std::istringstream words(expected);
    std::vector<std::string> days;
    for (std::string word; words >> word;) days.push_back(word);
    const bool goesOn = days.back() == "...";
    if (goesOn) days.pop_back();
    auto found = timesOf(rule, start, days.size() + 1);
    EXPECT_EQ(found.size(), days.size() + (goesOn ? 1 : 0)) << rule;
    found.resize(days.size());
    for (std::size_t i = 0; i < days.size(); ++i) EXPECT_EQ(found[i], days[i] + start.substr(8)) << rule;
}

// RFC 5545 section 3.8.5.3, in the order of its examples.
TEST(RuleIterator, Rfc5545Days) {
    expectDays("FREQ=DAILY;COUNT=10", "19970902T090000",
               "19970902 19970903 19970904 19970905 19970906 19970907 19970908 19970909 19970910 19970911");
    EXPECT_EQ(timesOf("FREQ=DAILY;UNTIL=19971224T000000Z", "19970902T090000", 200).size(), 113U);
    expectDays("FREQ=DAILY;INTERVAL=2", "19970902T090000", "19970902 19970904 19970906 ...");
    expectDays("FREQ=DAILY;INTERVAL=10;COUNT=5", "19970902T090000", "19970902 19970912 19970922 19971002 19971012");
    for (const auto* rule : {"FREQ=YEARLY;UNTIL=20000131T140000Z;BYMONTH=1;BYDAY=SU,MO,TU,WE,TH,FR,SA",
                             "FREQ=DAILY;UNTIL=20000131T140000Z;BYMONTH=1"}) {
        EXPECT_EQ(timesOf(rule, "19980101T090000", 200).size(), 93U);
    }
}

TEST(RuleIterator, Rfc5545Weeks) {
    expectDays("FREQ=WEEKLY;COUNT=10", "19970902T090000",
               "19970902 19970909 19970916 19970923 19970930 19971007 19971014 19971021 19971028 19971104");
    EXPECT_EQ(timesOf("FREQ=WEEKLY;UNTIL=19971224T000000Z", "19970902T090000", 99).size(), 17U);
    expectDays("FREQ=WEEKLY;INTERVAL=2;WKST=SU", "19970902T090000", "19970902 19970916 19970930 19971014 ...");
    for (const auto* rule :
         {"FREQ=WEEKLY;UNTIL=19971007T000000Z;WKST=SU;BYDAY=TU,TH", "FREQ=WEEKLY;COUNT=10;WKST=SU;BYDAY=TU,TH"}) {
        expectDays(rule, "19970902T090000",
                   "19970902 19970904 19970909 19970911 19970916 19970918 19970923 19970925 19970930 19971002");
    }
    expectDays("FREQ=WEEKLY;INTERVAL=2;UNTIL=19971224T000000Z;WKST=SU;BYDAY=MO,WE,FR", "19970901T090000",
               "19970901 19970903 19970905 19970915 19970917 19970919 19970929 19971001 19971003 19971013 19971015 "
               "19971017 19971027 19971029 19971031 19971110 19971112 19971114 19971124 19971126 19971128 19971208 "
               "19971210 19971212 19971222");
    expectDays("FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH", "19970902T090000",
               "19970902 19970904 19970916 19970918 19970930 19971002 19971014 19971016");
    expectDays("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", "19970805T090000",
               "19970805 19970810 19970819 19970824");
    expectDays("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", "19970805T090000",
               "19970805 19970817 19970819 19970831");
}

TEST(RuleIterator, Rfc5545Months) {
    expectDays("FREQ=MONTHLY;COUNT=10;BYDAY=1FR", "19970905T090000",
               "19970905 19971003 19971107 19971205 19980102 19980206 19980306 19980403 19980501 19980605");
    expectDays("FREQ=MONTHLY;UNTIL=19971224T000000Z;BYDAY=1FR", "19970905T090000",
               "19970905 19971003 19971107 19971205");
    expectDays("FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU", "19970907T090000",
               "19970907 19970928 19971102 19971130 19980104 19980125 19980301 19980329 19980503 19980531");
    expectDays("FREQ=MONTHLY;COUNT=6;BYDAY=-2MO", "19970922T090000",
               "19970922 19971020 19971117 19971222 19980119 19980216");
    expectDays("FREQ=MONTHLY;BYMONTHDAY=-3", "19970928T090000",
               "19970928 19971029 19971128 19971229 19980129 19980226 ...");
    expectDays("FREQ=MONTHLY;COUNT=10;BYMONTHDAY=2,15", "19970902T090000",
               "19970902 19970915 19971002 19971015 19971102 19971115 19971202 19971215 19980102 19980115");
    expectDays("FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1", "19970930T090000",
               "19970930 19971001 19971031 19971101 19971130 19971201 19971231 19980101 19980131 19980201");
    expectDays("FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15", "19970910T090000",
               "19970910 19970911 19970912 19970913 19970914 19970915 19990310 19990311 19990312 19990313");
    expectDays("FREQ=MONTHLY;INTERVAL=2;BYDAY=TU", "19970902T090000",
               "19970902 19970909 19970916 19970923 19970930 19971104 19971111 19971118 19971125 19980106 ...");
    expectDays("FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13", "19970913T090000",
               "19970913 19971011 19971108 19971213 19980110 19980207 19980307 19980411 19980509 19980613 ...");
    expectDays("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "19970902T090000",
               "19980213 19980313 19981113 19990813 20001013 ...");
    expectDays("FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3", "19970904T090000", "19970904 19971007 19971106");
    expectDays("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2", "19970929T090000",
               "19970929 19971030 19971127 19971230 19980129 19980226 19980330 ...");
    expectDays("FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5", "20070115T090000",
               "20070115 20070130 20070215 20070315 20070330");
}

TEST(RuleIterator, Rfc5545Years) {
    expectDays("FREQ=YEARLY;COUNT=10;BYMONTH=6,7", "19970610T090000",
               "19970610 19970710 19980610 19980710 19990610 19990710 20000610 20000710 20010610 20010710");
    expectDays("FREQ=YEARLY;INTERVAL=2;COUNT=10;BYMONTH=1,2,3", "19970310T090000",
               "19970310 19990110 19990210 19990310 20010110 20010210 20010310 20030110 20030210 20030310");
    expectDays("FREQ=YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200", "19970101T090000",
               "19970101 19970410 19970719 20000101 20000409 20000718 20030101 20030410 20030719 20060101");
    expectDays("FREQ=YEARLY;BYDAY=20MO", "19970519T090000", "19970519 19980518 19990517 ...");
    expectDays("FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", "19970512T090000", "19970512 19980511 19990517 ...");
    expectDays("FREQ=YEARLY;BYMONTH=3;BYDAY=TH", "19970313T090000",
               "19970313 19970320 19970327 19980305 19980312 19980319 19980326 19990304 ...");
    expectDays("FREQ=YEARLY;BYDAY=TH;BYMONTH=6,7,8", "19970605T090000",
               "19970605 19970612 19970619 19970626 19970703 19970710 19970717 19970724 19970731 19970807 ...");
    expectDays("FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8", "19961105T090000",
               "19961105 20001107 20041102 ...");
}

TEST(RuleIterator, Rfc5545Hours) {
    EXPECT_EQ(timesOf("FREQ=HOURLY;INTERVAL=3;UNTIL=19970902T170000", "19970902T090000", 9),
              (std::vector<std::string>{"19970902T090000", "19970902T120000", "19970902T150000"}));
    const auto everyTwenty =
        timesOf("FREQ=DAILY;BYHOUR=9,10,11,12,13,14,15,16;BYMINUTE=0,20,40", "19970902T090000", 25);
    EXPECT_EQ(everyTwenty[1], "19970902T092000");
    EXPECT_EQ(everyTwenty[23], "19970902T164000");
    EXPECT_EQ(everyTwenty[24], "19970903T090000");
}

TEST(RuleIterator, DatesThatAMonthLacksAreLeftOut) {
    expectDays("FREQ=MONTHLY", "20260131T090000", "20260131 20260331 20260531 20260731 20260831 20261031 20261231 ...");
    expectDays("FREQ=YEARLY", "20240229T090000", "20240229 20280229 20320229 ...");
    expectDays("FREQ=MONTHLY;BYDAY=5MO", "20260330T090000", "20260330 20260629 20260831 20261130 ...");
}

TEST(RuleIterator, WeeksOfTheYearMayBeginInTheOneBefore) {
    // ISO 8601: 2026 begins on a Thursday, so its first week is that of December 29th.
    expectDays("FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO", "20250101T090000",
               "20251229 20270104 20280103 20290101 20291231 ...");
    expectDays("FREQ=YEARLY;BYWEEKNO=-1;BYDAY=SU", "20250101T090000", "20251228 20270103 20280102 ...");
    expectDays("FREQ=YEARLY;BYWEEKNO=53", "20200701T090000", "20201230 20261230 20321229 ...");
    expectDays("FREQ=YEARLY;BYWEEKNO=20", "19970514T090000", "19970514 19980513 19990519 ...");
}

TEST(RuleIterator, HoursAreLeftOutByDay) {
    const auto times = timesOf("FREQ=HOURLY;INTERVAL=5;BYDAY=MO;BYHOUR=0,1,2,3,4,5,6", "20260105T010000", 6);
    EXPECT_EQ(times, (std::vector<std::string>{"20260105T010000", "20260105T060000", "20260112T030000",
                                               "20260119T000000", "20260119T050000", "20260126T020000"}))
        << "170 hours after the first is a week and two hours";
}

TEST(RuleIterator, WholeDaysIgnoreTimesOfDay) {
    EXPECT_EQ(timesOf("FREQ=DAILY;BYHOUR=9,10;BYMINUTE=5;COUNT=2", "20260101", 9),
              (std::vector<std::string>{"20260101T000000", "20260102T000000"}));
}

TEST(RuleIterator, TheStartCountsWhetherTheRuleNamesItOrNot) {
    expectDays("FREQ=WEEKLY;COUNT=3;BYDAY=TU", "20260105T090000", "20260106 20260113");  // January 5th is a Monday
    EXPECT_TRUE(timesOf("FREQ=WEEKLY;COUNT=1;BYDAY=TU", "20260105T090000", 9).empty());
}

TEST(RuleIterator, StepsBoundWhatNeverHappens) {
    EXPECT_TRUE(timesOf("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "20260101T000000", 1, 5000).empty());
    EXPECT_TRUE(timesOf("FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30", "20260101T000000", 1, 5000).empty());
    EXPECT_TRUE(timesOf("FREQ=DAILY;INTERVAL=100000;BYMONTHDAY=30;BYMONTH=2", "20260101T000000", 1, 1 << 20).empty());
    EXPECT_EQ(timesOf("FREQ=YEARLY;INTERVAL=1000", "20260101T000000", 99).size(), 8U) << "years end with 9999";
    const std::string all60 = "0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23";
    EXPECT_LE(
        timesOf("FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYHOUR=" + all60 + ";BYMINUTE=" + all60 + ";BYSECOND=" + all60,
                "20260101T000000", 1 << 20, 5000)
            .size(),
        5000U);
}

TEST(RuleIterator, SkippingLeavesOutWhatIsBefore) {
    for (const auto* text :
         {"FREQ=HOURLY;INTERVAL=7", "FREQ=DAILY;INTERVAL=3;BYHOUR=8,20", "FREQ=WEEKLY;INTERVAL=5;BYDAY=SU,WE",
          "FREQ=MONTHLY;INTERVAL=7;BYDAY=-1FR", "FREQ=YEARLY;INTERVAL=3;BYMONTH=1,12",
          "FREQ=YEARLY;INTERVAL=2;BYWEEKNO=1,52;BYDAY=MO,SU", "FREQ=DAILY;COUNT=20000"}) {
        const auto rule = parseRule(text);
        const RuleIterator::Series series{
            .start = local("20011231T233000"), .isDate = false, .last = local("20420101T000000")};
        for (const auto from : {local("19900101T000000"), local("20011231T233000"), local("20020102T000000"),
                                local("20271231T120000"), local("20280101T000000"), local("20410605T013000")}) {
            Steps steps(1 << 24);
            RuleIterator all(rule, series, steps);
            RuleIterator skipping(rule, series, steps);
            skipping.skipTo(from);
            auto expected = all.next();
            while (expected && *expected < from) expected = all.next();
            auto found = skipping.next();
            while (found && *found < from) found = skipping.next();
            for (int i = 0; i < 5 && expected; ++i) {
                EXPECT_EQ(found, expected) << text << " from " << textOf(from);
                expected = all.next();
                found = skipping.next();
            }
        }
    }
}

TEST(Rule, IsWrittenSoThatItIsTheSame) {
    for (const auto* text : {"FREQ=DAILY", "FREQ=WEEKLY;COUNT=10;INTERVAL=2;BYDAY=MO,FR;WKST=SU",
                             "FREQ=YEARLY;UNTIL=20301231;BYMONTH=3;BYDAY=-1SU",
                             "FREQ=MONTHLY;UNTIL=20301231T235959Z;BYHOUR=1,2;BYMONTHDAY=-1,15;BYDAY=1MO;BYSETPOS=-1,1",
                             "FREQ=YEARLY;BYYEARDAY=-366,366;BYWEEKNO=53", "FREQ=HOURLY;BYSECOND=0,60;BYMINUTE=59"}) {
        EXPECT_EQ(write(parseRule(text)).size(), std::string(text).size()) << write(parseRule(text));
        EXPECT_EQ(parseRule(write(parseRule(text))), parseRule(text));
    }
    EXPECT_EQ(parseRule("freq=weekly;byday=fr,mo,FR;rscale=gregorian;SKIP=OMIT;"),
              parseRule("FREQ=WEEKLY;BYDAY=MO,FR"));
}

TEST(Rule, SaysWhatIsWrong) {
    EXPECT_EQ(refusal(""), "The recurrence rule's FREQ is missing.");
    EXPECT_EQ(refusal("FREQ=SECONDLY"), "The recurrence rule's FREQ is none that is supported.");
    EXPECT_EQ(refusal("FREQ=MINUTELY;INTERVAL=15"), "The recurrence rule's FREQ is none that is supported.");
    EXPECT_EQ(refusal("FREQ=DAILY;INTERVAL=0"), "The recurrence rule's INTERVAL is no number that it may have.");
    EXPECT_EQ(refusal("FREQ=DAILY;COUNT=-1"), "The recurrence rule's COUNT is no number that it may have.");
    EXPECT_EQ(refusal("FREQ=DAILY;COUNT=9999999999"), "The recurrence rule's COUNT is no number that it may have.");
    EXPECT_EQ(refusal("FREQ=DAILY;UNTIL=never"), "The recurrence rule's UNTIL is no time.");
    EXPECT_EQ(refusal("FREQ=DAILY;BYMONTH=13"), "The recurrence rule's BYMONTH has a number that it may not have.");
    EXPECT_EQ(refusal("FREQ=DAILY;BYMONTH=-1"), "The recurrence rule's BYMONTH has a number that it may not have.");
    EXPECT_EQ(refusal("FREQ=DAILY;BYMONTHDAY=0"),
              "The recurrence rule's BYMONTHDAY has a number that it may not have.");
    EXPECT_EQ(refusal("FREQ=DAILY;BYHOUR=9,x"), "The recurrence rule's BYHOUR has a number that it may not have.");
    EXPECT_EQ(refusal("FREQ=DAILY;BYDAY=XX"), "The recurrence rule's BYDAY is no weekday.");
    EXPECT_EQ(refusal("FREQ=MONTHLY;BYDAY=0MO"), "The recurrence rule's BYDAY has a number that it may not have.");
    EXPECT_EQ(refusal("FREQ=WEEKLY;BYDAY=1MO"), "The recurrence rule's BYDAY may not have numbers here.");
    EXPECT_EQ(refusal("FREQ=YEARLY;BYWEEKNO=1;BYDAY=1MO"), "The recurrence rule's BYDAY may not have numbers here.");
    EXPECT_EQ(refusal("FREQ=MONTHLY;BYWEEKNO=1"), "The recurrence rule's BYWEEKNO is for years only.");
    EXPECT_EQ(refusal("FREQ=DAILY;BYYEARDAY=1"), "The recurrence rule's BYYEARDAY is not for days, weeks and months.");
    EXPECT_EQ(refusal("FREQ=WEEKLY;BYMONTHDAY=1"), "The recurrence rule's BYMONTHDAY is not for weeks.");
    EXPECT_EQ(refusal("FREQ=DAILY;BYSETPOS=1"), "The recurrence rule's BYSETPOS stands alone.");
    EXPECT_EQ(refusal("FREQ=DAILY;FREQ=DAILY"), "The recurrence rule's parts are there twice.");
    EXPECT_EQ(refusal("FREQ=MONTHLY;RSCALE=CHINESE"), "The recurrence rule's text has a part that is not supported.");
    EXPECT_EQ(refusal("FREQ=MONTHLY;BYEASTER=1"), "The recurrence rule's text has a part that is not supported.");
}

}  // namespace
}  // namespace groupware::formats::ical
