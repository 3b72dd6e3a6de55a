#include "groupware/formats/ical/calendar_cutter.h"
#include "groupware/formats/ical/properties.h"
#include "tests/support/error_code.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace groupware::formats::ical {
namespace {

using ::test::codeOf;

constexpr FileLimits kLimits{.octets = 1 << 20, .objects = 10};
constexpr std::size_t kObject = 1 << 16;
constexpr Wanted kEvents{.kind = "VEVENT", .nameOthers = true};

/// A file in memory, looked through.
struct File {
    explicit File(std::string content, const Wanted& wanted = kEvents)
        : text(std::move(content)), file(CalendarFile::look(lines::sourceOf(text), wanted, kLimits)) {}

    [[nodiscard]] const std::vector<CalendarFile::Item>& items() const { return file.items(); }
    [[nodiscard]] Component object(std::size_t item, std::size_t octets = kObject) const {
        return file.object(lines::sourceOf(text), items().at(item), octets);
    }

    std::string text;
    CalendarFile file;
};

ErrorCode codeOfLooking(const std::string& text, const FileLimits& limits = kLimits) {
    return codeOf([&] { (void)CalendarFile::look(lines::sourceOf(text), kEvents, limits); });
}

std::string event(const std::string& uid, const std::string& rest = "") {
    return "BEGIN:VEVENT\r\n" + (uid.empty() ? "" : "UID:" + uid + "\r\n") + rest + "END:VEVENT\r\n";
}
std::string calendar(const std::string& inside) {
    return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//A//B//EN\r\n" + inside + "END:VCALENDAR\r\n";
}

TEST(CalendarFileTest, ChangedInstancesGoWithTheirSeriesWhereverTheyAre) {
    const auto text = calendar(event("a", "RRULE:FREQ=DAILY\r\n") + event("b") +
                               event("a", "RECURRENCE-ID:20260101T100000Z\r\nX-ODD;P=\"a:b\":kept as it is\r\n"));
    const File file(text);
    ASSERT_EQ(file.items().size(), 2U);
    EXPECT_EQ(file.object(0).text(),
              calendar(event("a", "RRULE:FREQ=DAILY\r\n") +
                       event("a", "RECURRENCE-ID:20260101T100000Z\r\nX-ODD;P=\"a:b\":kept as it is\r\n")));
    EXPECT_EQ(file.object(1).text(), calendar(event("b")));
    EXPECT_EQ(file.items()[0].line, 4U);
    EXPECT_EQ(file.items()[1].line, 8U);
}

TEST(CalendarFileTest, AFoldedUidIsOneAndEventsWithoutAreEachTheirOwn) {
    const auto text = calendar("BEGIN:VEVENT\r\nUID;X-P=\"1:2\":abc\r\n def\r\nEND:VEVENT\r\n" + event("abcdef") +
                               event("") + event(""));
    const File file(text);
    ASSERT_EQ(file.items().size(), 3U);
    EXPECT_TRUE(file.items()[0].named);
    EXPECT_EQ(all(file.object(0), "VEVENT").size(), 2U);
    EXPECT_FALSE(file.items()[1].named);
}

TEST(CalendarFileTest, ObjectsHaveTheZonesThatTheyName) {
    const std::string zone =
        "BEGIN:VTIMEZONE\r\nTZID:Here\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
        "TZOFFSETFROM:+0100\r\nTZOFFSETTO:+0100\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n";
    const auto text = calendar(zone + event("a", "DTSTART;TZID=Here:20260101T100000\r\n") + event("b"));
    const File file(text);
    ASSERT_EQ(file.items().size(), 2U);
    EXPECT_EQ(file.object(0).text(), calendar(event("a", "DTSTART;TZID=Here:20260101T100000\r\n") + zone));
    EXPECT_EQ(file.object(1).text(), calendar(event("b")));
}

TEST(CalendarFileTest, OtherComponentsAreNamed) {
    const auto text = calendar("BEGIN:VTODO\r\nUID:a\r\nEND:VTODO\r\n" + event("a"));
    const File file(text);
    ASSERT_EQ(file.items().size(), 2U);
    EXPECT_EQ(file.items()[0].kind, "VTODO");
    EXPECT_EQ(file.items()[1].kind, "VEVENT");
}

TEST(CalendarFileTest, OthersAreLeftOutIfNobodyAsksForThem) {
    const File file(calendar("BEGIN:VTODO\r\nUID:a\r\nEND:VTODO\r\n" + event("a")), {.kind = "VTODO"});
    ASSERT_EQ(file.items().size(), 1U);
    EXPECT_EQ(all(file.object(0), "VTODO").size(), 1U);
}

// RFC 5545 section 3.6: components stand in any order, and a file comes in whatever pieces the network makes of it.
TEST(CalendarFileTest, AFileIsTheSameInBlocksThatEndAnywhere) {
    const std::string zone =
        "BEGIN:VTIMEZONE\r\nTZID:Here\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
        "TZOFFSETFROM:+0100\r\nTZOFFSETTO:+0100\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n";
    const std::string text = "\xEF\xBB\xBF" +
                             calendar(event("a\r\n b", "DTSTART;TZID=He\r\n re:20260101T100000\r\n") + event("c") +
                                      event("ab", "RECURRENCE-ID;TZID=Here:20260102T100000\r\n") + zone) +
                             "\r\n" + calendar(event("ab"));
    const File whole(text);
    ASSERT_EQ(whole.items().size(), 3U);
    EXPECT_EQ(whole.object(0).text(), calendar(event("a\r\n b", "DTSTART;TZID=He\r\n re:20260101T100000\r\n") +
                                               event("ab", "RECURRENCE-ID;TZID=Here:20260102T100000\r\n") + zone));
    for (std::size_t at = 0; at <= text.size(); ++at) {
        CalendarCutter cutter(kEvents, kLimits);
        cutter.add(std::string_view(text).substr(0, at));
        cutter.add(std::string_view(text).substr(at));
        ASSERT_EQ(cutter.finish().items(), whole.items()) << "cut at " << at;
    }
    CalendarCutter cutter(kEvents, kLimits);
    for (const char& octet : text) cutter.add({&octet, 1});
    EXPECT_EQ(cutter.finish().items(), whole.items());
}

// What is kept of a file does not grow with it: names are digests, pieces and zones are counted.
TEST(CalendarFileTest, HostileFilesAreRefusedBeforeTheyFillTheMemory) {
    const std::string uid(400, 'u');
    const File file(calendar(event(uid + "1") + event(uid + "2") + event(uid + "1")));
    ASSERT_EQ(file.items().size(), 2U);
    EXPECT_EQ(all(file.object(0), "VEVENT").size(), 2U);

    std::string alternating;
    for (int number = 0; number < 200; ++number) alternating += event(number % 2 == 0 ? "a" : "b");
    EXPECT_EQ(codeOfLooking(calendar(alternating)), ErrorCode::TooLarge);
    std::string calendars;
    for (int number = 0; number < 11; ++number) calendars += "BEGIN:VCALENDAR\nEND:VCALENDAR\n";
    EXPECT_EQ(codeOfLooking(calendars), ErrorCode::TooLarge);
    std::string zones;
    for (int number = 0; number < 2001; ++number)
        zones += "BEGIN:VTIMEZONE\nTZID:" + std::to_string(number) + "\nEND:VTIMEZONE\n";
    EXPECT_EQ(codeOfLooking(calendar(zones)), ErrorCode::TooLarge);
    // One object that names many zones is as long as all of them.
    const File wide(calendar("BEGIN:VTIMEZONE\r\nTZID:Z\r\nX-LONG:" + std::string(2000, 'z') + "\r\nEND:VTIMEZONE\r\n" +
                             event("a", "DTSTART;TZID=Z:20260101T100000\r\n")));
    EXPECT_EQ(codeOf([&] { (void)wide.object(0, 1000); }), ErrorCode::TooLarge);
}

/// A long file that is nowhere: what is read of it is made up. Counts what readers hold at once.
class EndlessFile {
public:
    explicit EndlessFile(std::size_t events) : events_(events) {}

    [[nodiscard]] lines::FileSource source() {
        return {.size = kHead.size() + events_ * kOctets + kTail.size(),
                .readAt = [this](std::uint64_t at, std::span<char> into) {
                    most_ = std::max(most_, into.size());
                    for (char& octet : into) octet = octetAt(at++);
                }};
    }
    [[nodiscard]] std::size_t most() const { return most_; }

private:
    static constexpr std::string_view kHead = "BEGIN:VCALENDAR\r\n";
    static constexpr std::string_view kTail = "END:VCALENDAR\r\n";
    static constexpr std::string_view kBegin = "BEGIN:VEVENT\r\nDESCRIPTION:";
    static constexpr std::string_view kEnd = "\r\nEND:VEVENT\r\n";
    static constexpr std::size_t kOctets = 1 << 20;  // one content line of a megabyte each

    [[nodiscard]] char octetAt(std::uint64_t at) const {
        if (at < kHead.size()) return kHead[at];
        at -= kHead.size();
        if (at >= events_ * kOctets) return kTail[at - events_ * kOctets];
        at %= kOctets;
        if (at < kBegin.size()) return kBegin[at];
        return at < kOctets - kEnd.size() ? 'x' : kEnd[at - (kOctets - kEnd.size())];
    }

    std::size_t events_;
    std::size_t most_ = 0;
};

TEST(CalendarFileTest, NoMoreThanABlockOrAnObjectIsReadAtOnce) {
    EndlessFile endless(8);
    const auto source = endless.source();
    const auto file = CalendarFile::look(source, kEvents, {.octets = 64 << 20, .objects = 10});
    ASSERT_EQ(file.items().size(), 8U);
    EXPECT_LE(endless.most(), 64U << 10) << "of the file, to look through it";
    EXPECT_EQ(codeOf([&] { (void)file.object(source, file.items()[0], 1000); }), ErrorCode::TooLarge);
    EXPECT_LE(endless.most(), 64U << 10) << "what is too long is refused unread";
    EXPECT_EQ(file.object(source, file.items()[7], 2 << 20).components().size(), 1U);
    EXPECT_LE(endless.most(), 1U << 20);
}

TEST(CalendarFileTest, BatchesEndByNumberOrOctets) {
    const File file(calendar(event("a") + event("b") + event("c", "X:" + std::string(500, 'x') + "\r\n") + event("d")));
    EXPECT_EQ(file.file.batch(0, 2, 10'000).size(), 2U);
    EXPECT_EQ(file.file.batch(0, 10, 200).size(), 2U);
    EXPECT_EQ(file.file.batch(2, 10, 200).size(), 1U) << "longer than a batch, and goes all the same";
    EXPECT_EQ(file.file.batch(3, 10, 200).size(), 1U);
    EXPECT_EQ(file.file.batch(4, 10, 200).size(), 0U);
}

TEST(CalendarFileTest, SeveralCalendarsHaveNothingInCommon) {
    const auto text = "METHOD-LESS\r\n";
    EXPECT_EQ(codeOfLooking(text), ErrorCode::BadRequest);
    const auto two =
        "BEGIN:VCALENDAR\nMETHOD:PUBLISH\nX-WR-CALNAME:Mine\nX-KEPT:1\n"
        "BEGIN:VEVENT\nUID:a\nEND:VEVENT\nEND:VCALENDAR\n" +
        calendar(event("a"));
    const File file(two);
    ASSERT_EQ(file.items().size(), 2U);
    EXPECT_EQ(file.object(0).text(), "BEGIN:VCALENDAR\nX-KEPT:1\nBEGIN:VEVENT\nUID:a\nEND:VEVENT\nEND:VCALENDAR\n");
    EXPECT_EQ(file.object(1).text(), calendar(event("a")));
}

TEST(CalendarFileTest, WhatIsNoCalendarIsRefusedAndLimitsHold) {
    for (const std::string text : {"", "BEGIN:VCALENDAR\r\n", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:VCALENDAR\r\n",
                                   "BEGIN:VEVENT\r\nEND:VEVENT\r\n", "END:VCALENDAR\r\n"})
        EXPECT_EQ(codeOfLooking(text), ErrorCode::BadRequest) << text;
    std::string many;
    for (int number = 0; number < 11; ++number) many += event(std::to_string(number));
    EXPECT_EQ(codeOfLooking(calendar(many)), ErrorCode::TooLarge);
    EXPECT_EQ(codeOfLooking(calendar(event("a")), {.octets = 20, .objects = 10}), ErrorCode::TooLarge);
    std::string deep;
    for (int level = 0; level < 20; ++level) deep += "BEGIN:X\r\n";
    EXPECT_EQ(codeOfLooking("BEGIN:VCALENDAR\r\n" + deep), ErrorCode::TooLarge);

    const auto text =
        calendar(event("a", "SUMMARY:" + std::string(2000, 'x') + "\r\n") + event("b", "BROKEN\r\n") + event("c"));
    const File file(text);
    EXPECT_EQ(codeOf([&] { (void)file.object(0, 1000); }), ErrorCode::TooLarge);
    EXPECT_EQ(codeOf([&] { (void)file.object(1, 1000); }), ErrorCode::BadRequest);
    EXPECT_EQ(file.object(2, 1000).components().size(), 1U);
}

}  // namespace
}  // namespace groupware::formats::ical
