#include "groupware/calendar/api/appointments/appointment.h"

#include "groupware/base/error.h"
#include "groupware/calendar/api/appointments/appointment_change.h"
#include "groupware/calendar/api/appointments/appointment_columns.h"
#include "groupware/calendar/api/appointments/appointment_instances.h"
#include "groupware/calendar/attendee_id.h"
#include "tests/groupware/calendar/random_event.h"
#include "tests/support/error_code.h"

#include <gtest/gtest.h>

#include <functional>

namespace groupware::calendar::api {
namespace {

using formats::ical::instant;
using test::calendarOf;
namespace engine = groupware::api;
using ::test::codeOf;
using test::eventText;
using test::timeOf;

constexpr UserId kAnna{3};
constexpr UserId kBert{4};

/// What Anna sees of an object that is hers.
struct Seen {
    ical::Component calendar;
    Event event{};
    ical::TimeContext times = test::contextIn().times;
    engine::LocalTime localTime;
    Directory directory;

    explicit Seen(ical::Component object) : calendar(std::move(object)) {
        const Directory::Addressee anna{.user = kAnna, .displayName = "Anna", .email = "anna@example.com"};
        const Directory::Addressee bert{.user = kBert, .displayName = "Bert", .email = "p1@example.com"};
        const Directory::Addressee room{.resource = principals::ResourceId{9}, .displayName = "Room"};
        directory = Directory({{"anna@example.com", anna}, {"p1@example.com", bert}, {"p2@example.com", room}},
                              {{kAnna, anna}, {kBert, bert}});
        const auto zone = times.userZone();
        localTime = [zone](std::int64_t utc) {
            const Instant at{std::chrono::milliseconds(utc)};
            return utc + std::chrono::milliseconds(zone->offsetAt(at)).count();
        };
        look();
    }

    void look() {
        auto zones = zonesOf();
        event = Event{.id = {70}, .object = {70}, .folder = {31}, .owner = CalendarUser::of(kAnna)};
        event.fields = fieldsOf(*findSeries(calendar), zones);
        const auto& fields = *event.fields;
        event.recurs = fields.recurs();
        event.start = zones.instantOf(fields.start);
        event.end = zones.instantOf(fields.end);
        event.wholeDays = fields.start.isDate();
        event.floating = event.wholeDays || fields.start.form == ical::TimeValue::Form::Floating;
        event.zone = fields.start.zone == "W. Europe Standard Time" ? "Europe/Berlin" : fields.start.zone;
        event.classification = fields.classification;
        event.status = fields.status;
        event.summary = fields.summary.substr(0, 5) + "...";  // as an index that cuts
    }
    [[nodiscard]] ical::Zones zonesOf() const { return {times.find, times.userZone(), &calendar}; }

    [[nodiscard]] json::Object::Ptr shown() const {
        AppointmentView view{.event = &event,
                             .directory = &directory,
                             .localTime = &localTime,
                             .appointment = appointmentOf(event, directory, times)};
        view.series = view.appointment.series;
        return appointmentColumns().object(view, localTime);
    }
    [[nodiscard]] std::string member(const std::string& name) const {
        const auto object = shown();
        return object->has(name) ? json::write(object->get(name)) : "absent";
    }
    [[nodiscard]] EventFields changed(const std::string& body) const {
        const auto object = json::requireObject(json::parse(body, {}), "body");
        auto fields = *event.fields;
        appointmentChange(*object, &event,
                          {.times = times, .localTime = localTime, .directory = directory, .caller = kAnna})
            .fields(fields);
        return fields;
    }
    void update(const std::string& body) {
        auto fields = changed(body);
        auto zones = zonesOf();
        settle(fields, zones);
        changeEvent(calendar, fields, test::contextIn());
        look();
    }
};

Seen seen(const std::string& lines) {
    return Seen(calendarOf(eventText(lines)));
}

const std::string kPlain = "DTSTART;TZID=Europe/Berlin:20260310T100000\r\nDTEND;TZID=Europe/Berlin:20260310T110000\r\n";

TEST(Appointment, WhatIsSentBackAsItWasShownChangesNothing) {
    std::mt19937 random(20261120);
    for (int round = 0; round < 500; ++round) {
        auto fields = test::randomEvent(random);
        auto calendar = makeEventCalendar(fields.uid, test::kNow);
        auto zones = formats::ical::zonesIn("Europe/Berlin");
        putFields(*findSeries(calendar), fields, zones);
        Seen it(ical::parseCalendar(calendar.text(), {}));
        const auto body = json::write(it.shown());
        EXPECT_EQ(it.changed(body), *it.event.fields) << body;
        it.update(body);
        ASSERT_EQ(it.calendar.text(), calendar.text()) << body;
    }
}

TEST(Appointment, WhatOtherClientsWroteSurvivesAnUpdateOfOneMember) {
    std::mt19937 random(4711);
    for (int round = 0; round < 300; ++round) {
        auto fields = test::randomEvent(random);
        auto calendar = makeEventCalendar(fields.uid, test::kNow);
        auto zones = formats::ical::zonesIn("Europe/Berlin");
        putFields(*findSeries(calendar), fields, zones);
        Seen it(ical::parseCalendar(calendar.text(), {}));
        auto object = it.shown();
        object->set("title", "another");
        auto wanted = *it.event.fields;
        wanted.summary = "another";
        ASSERT_EQ(it.changed(json::write(object)), wanted);
    }
}

TEST(Appointment, AMeetingOfOutlookInWordsOfTheInterface) {
    Seen it(ical::parseCalendar(formats::ical::kOutlookEvent, {}));
    EXPECT_EQ(it.member("title"), "\"Weekly\"");
    EXPECT_EQ(it.member("start_date"), "1773050400000") << "2026-03-09 10:00, local milliseconds";
    EXPECT_EQ(it.member("timezone"), "\"Europe/Berlin\"");
    EXPECT_EQ(it.member("shown_as"), "2") << "X-MICROSOFT-CDO-BUSYSTATUS";
    EXPECT_EQ(it.member("alarm"), "15");
    EXPECT_EQ(it.member("recurrence_type"), "2");
    EXPECT_EQ(it.member("days"), "2") << "Monday";
    EXPECT_EQ(it.member("until"), "1774828800000") << "2026-03-30";
    EXPECT_EQ(
        it.member("participants"),
        R"([{"type":5,"mail":"jane@example.com","display_name":"Jane"},{"type":5,"mail":"room@example.com","display_name":"Room"}])");
    EXPECT_EQ(
        it.member("confirmations"),
        R"([{"type":5,"mail":"jane@example.com","display_name":"Jane","status":0},{"type":5,"mail":"room@example.com","display_name":"Room","status":1}])");
    EXPECT_EQ(it.member("organizer"), "\"boss@example.com\"");
    it.update(json::write(it.shown()));
    EXPECT_EQ(it.calendar.text(), formats::ical::kOutlookEvent);
    it.update(R"({"start_date":1773054000000})");
    EXPECT_NE(it.calendar.text().find("DTSTART;TZID=W. Europe Standard Time:20260309T110000"), std::string::npos)
        << "the zone keeps its name";
    EXPECT_NE(it.calendar.text().find("DTEND;TZID=W. Europe Standard Time:20260309T120000"), std::string::npos)
        << "and the event its length";
}

TEST(Appointment, TimesAreTheCallersAndWholeDaysEverybodys) {
    auto it = seen(kPlain);
    it.update(R"({"start_date":1783674000000,"end_date":1783677600000})");  // 2026-07-10 09:00, in summer
    EXPECT_EQ(test::textOf(it.event.fields->start), "Europe/Berlin:20260710T090000");
    it.update(R"({"full_time":true,"start_date":1783641600000,"end_date":1783728000000})");
    EXPECT_EQ(test::textOf(it.event.fields->start), "20260710");
    EXPECT_EQ(test::textOf(it.event.fields->end), "20260711");
    EXPECT_EQ(it.member("start_date"), "1783641600000");
    EXPECT_EQ(it.member("end_date"), "1783728000000");
    it.update(R"({"full_time":false,"start_date":1783674000000,"end_date":1783677600000,"timezone":"Asia/Tokyo"})");
    EXPECT_EQ(test::textOf(it.event.fields->start), "Asia/Tokyo:20260710T160000");
    it.update(R"({"timezone":"America/New_York"})");
    EXPECT_EQ(test::textOf(it.event.fields->start), "America/New_York:20260710T030000") << "the same instant";
    EXPECT_EQ(codeOf([&] { (void)it.changed(R"({"timezone":"No/Where"})"); }), ErrorCode::BadRequest);
    EXPECT_EQ(codeOf([&] { (void)it.changed(R"({"full_time":true})"); }), ErrorCode::BadRequest);
    auto floating = seen("DTSTART:20260310T100000\r\nDTEND:20260310T110000\r\n");
    floating.update(R"({"end_date":1773144000000})");
    EXPECT_EQ(test::textOf(floating.event.fields->end), "20260310T120000") << "what floats goes on floating";
}

TEST(Appointment, ShownAsIsTranspAndOutlooksWord) {
    const std::string word = "X-MICROSOFT-CDO-BUSYSTATUS:";
    struct Case {
        std::string lines, shown;
    };
    const std::vector<Case> cases{{"", "1"},
                                  {"TRANSP:TRANSPARENT\r\n", "4"},
                                  {"STATUS:TENTATIVE\r\n", "2"},
                                  {word + "OOF\r\n", "3"},
                                  {word + "TENTATIVE\r\n", "2"},
                                  {"STATUS:TENTATIVE\r\n" + word + "BUSY\r\n", "1"},
                                  {"TRANSP:TRANSPARENT\r\n" + word + "OOF\r\n", "4"}};
    for (const auto& [lines, shown] : cases) {
        EXPECT_EQ(seen(kPlain + lines).member("shown_as"), shown) << lines;
        for (int wanted = 1; wanted <= 4; ++wanted) {
            auto it = seen(kPlain + lines);
            it.update("{\"shown_as\":" + std::to_string(wanted) + "}");
            EXPECT_EQ(it.member("shown_as"), std::to_string(wanted)) << lines;
        }
    }
}

TEST(Appointment, OneAlarmOfMany) {
    const auto alarm = [](const std::string& trigger, const std::string& action = "DISPLAY") {
        return "BEGIN:VALARM\r\nACTION:" + action + "\r\nTRIGGER" + trigger +
               "\r\nDESCRIPTION:x\r\nX-A:1\r\nEND:VALARM\r\n";
    };
    EXPECT_EQ(seen(kPlain).member("alarm"), "-1");
    auto it = seen(kPlain + alarm(";RELATED=END:-PT5M") + alarm(":-PT5M", "EMAIL") + alarm(":-PT90M") + alarm(":-P1D"));
    EXPECT_EQ(it.member("alarm"), "90");
    it.update(R"({"alarm":30})");
    EXPECT_EQ(it.member("alarm"), "30");
    EXPECT_EQ(it.event.fields->alarms.size(), 4U) << "the others stay";
    EXPECT_NE(it.calendar.text().find("TRIGGER:-PT30M"), std::string::npos);
    it.update(R"({"alarm":-1})");
    EXPECT_EQ(it.member("alarm"), "-1");
    EXPECT_EQ(it.event.fields->alarms.size(), 2U) << "those that the interface cannot say stay";
    it.update(R"({"alarm":0})");
    EXPECT_EQ(it.member("alarm"), "0");
    it.update(R"({"alarm":null})");
    EXPECT_EQ(it.member("alarm"), "-1");
}

TEST(Appointment, CategoriesWithCommasStayWhole) {
    auto it = seen(kPlain + "CATEGORIES:Smith\\, John,a\r\n");
    it.update(R"({"categories":"Smith, John,b"})");
    EXPECT_EQ(it.event.fields->categories, (std::vector<std::string>{"Smith, John", "b"}));
    it.update(R"({"categories":"c,Smith, Johnny"})");
    EXPECT_EQ(it.event.fields->categories, (std::vector<std::string>{"c", "Smith", "Johnny"})) << "not that one";
}

TEST(Appointment, ColorsAreTenAndCategoriesAList) {
    auto it = seen(kPlain + "COLOR:rebeccapurple\r\nCATEGORIES:a,b\r\n");
    EXPECT_EQ(it.member("color_label"), "0") << "a color that the interface does not have";
    it.update(R"({"color_label":0,"categories":"a, b"})");
    EXPECT_EQ(it.event.fields->color, "rebeccapurple");
    it.update(R"({"color_label":10,"categories":"b,c "})");
    EXPECT_EQ(it.member("color_label"), "10");
    EXPECT_EQ(it.member("categories"), "\"b,c\"");
    EXPECT_EQ(codeOf([&] { (void)it.changed(R"({"color_label":11})"); }), ErrorCode::BadRequest);
    auto secret = seen(kPlain + "CLASS:CONFIDENTIAL\r\n");
    secret.update(R"({"private_flag":true})");
    EXPECT_EQ(secret.event.fields->classification, Class::Confidential);
    secret.update(R"({"private_flag":false})");
    EXPECT_EQ(secret.event.fields->classification, Class::Public);
}

TEST(Appointment, ASeriesBeyondTheModelKeepsItsRuleWhenOnlyItsEndChanges) {
    auto it = seen(kPlain + "RRULE:FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1,3;COUNT=7\r\n");
    EXPECT_EQ(it.member("occurrences"), "7");
    it.update(R"({"recurrence_type":3,"occurrences":9})");
    EXPECT_EQ(it.event.fields->rule, "FREQ=MONTHLY;COUNT=9;BYSETPOS=1,3;BYDAY=MO,TU");
    it.update(R"({"until":1893456000000})");
    EXPECT_EQ(it.event.fields->rule, "FREQ=MONTHLY;UNTIL=20300101T225959Z;BYSETPOS=1,3;BYDAY=MO,TU");
    it.update(R"({"recurrence_type":3,"day_in_month":31,"interval":1})");
    EXPECT_EQ(it.event.fields->rule, "FREQ=MONTHLY;UNTIL=20300101T225959Z;BYMONTHDAY=28,29,30,31;BYSETPOS=-1");
    it.update(R"({"recurrence_type":0})");
    EXPECT_EQ(it.event.fields->rule, "");
    auto utc = seen("DTSTART:20260310T090000Z\r\nDTEND:20260310T100000Z\r\n");
    utc.update(R"({"recurrence_type":2,"interval":1,"days":4})");
    EXPECT_EQ(test::textOf(utc.event.fields->start), "Europe/Berlin:20260310T100000")
        << "or it would be an hour off in summer";
    EXPECT_EQ(codeOf([&] { (void)utc.changed(R"({"interval":0})"); }), ErrorCode::BadRequest);
}

TEST(Appointment, ParticipantsAreAttendeesByIdOrAddress) {
    auto it = seen(kPlain);
    EXPECT_EQ(it.member("participants"), R"([{"type":1,"id":3}])") << "whose calendar it is";
    EXPECT_EQ(it.member("users"), R"([{"id":3,"display_name":"Anna","confirm":1}])");
    EXPECT_TRUE(it.changed(R"({"participants":[{"type":1,"id":3}]})").attendees.empty());
    const auto invited = it.changed(
        R"({"participants":[{"type":1,"id":3},{"type":2,"id":7},{"type":3,"id":9},{"type":5,"mail":"New@example.com","display_name":"N"}]})");
    ASSERT_EQ(invited.attendees.size(), 4U);
    EXPECT_EQ(invited.attendees[0].uri, "yoke:user/3");
    EXPECT_EQ(invited.attendees[0].status, "ACCEPTED");
    EXPECT_EQ(invited.attendees[1].uri, "yoke:group/7");
    EXPECT_EQ(invited.attendees[2].uri, "yoke:resource/9");
    EXPECT_EQ(invited.attendees[2].type, "RESOURCE");
    EXPECT_EQ(invited.attendees[3].uri, "mailto:new@example.com");

    auto meeting =
        seen(kPlain +
             "ORGANIZER:mailto:anna@example.com\r\nATTENDEE;X-A=1;PARTSTAT=TENTATIVE:mailto:P1@example.com\r\n"
             "ATTENDEE:mailto:p2@example.com\r\nATTENDEE:urn:x:1\r\nATTENDEE:mailto:out@example.com\r\n");
    EXPECT_EQ(meeting.member("participants"),
              R"([{"type":1,"id":4},{"type":3,"id":9},{"type":5,"mail":"out@example.com"}])");
    EXPECT_EQ(meeting.member("users"), R"([{"id":4,"display_name":"Bert","confirm":3}])");
    EXPECT_EQ(meeting.member("organizerId"), "3");
    const auto fewer = meeting.changed(R"({"participants":[{"type":1,"id":4},{"type":5,"mail":"new@example.com"}]})");
    ASSERT_EQ(fewer.attendees.size(), 3U);
    EXPECT_EQ(fewer.attendees[0], meeting.event.fields->attendees[0]) << "as he was";
    EXPECT_EQ(fewer.attendees[1].uri, "urn:x:1") << "whom the interface cannot name, it cannot remove";
    EXPECT_EQ(fewer.attendees[2].uri, "mailto:new@example.com");
    for (const auto* wrong : {R"([{"type":4,"id":1}])", R"([{"type":1}])", R"([{"type":5}])", "[1]"})
        EXPECT_EQ(codeOf([&] { (void)meeting.changed(std::string("{\"participants\":") + wrong + "}"); }),
                  ErrorCode::BadRequest);
}

TEST(Appointment, WhoActsOnBehalfIsTheOrganizerOfAPrincipal) {
    auto it = seen(
        kPlain +
        "ORGANIZER;SENT-BY=\"mailto:p1@example.com\":mailto:anna@example.com\r\nATTENDEE:mailto:x@example.com\r\n");
    EXPECT_EQ(it.member("organizer"), "\"p1@example.com\"");
    EXPECT_EQ(it.member("organizerId"), "4");
    EXPECT_EQ(it.member("principal"), "\"anna@example.com\"");
    EXPECT_EQ(it.member("principalId"), "3");
}

TEST(Appointment, ANewOneIsWhereTheCallerIs) {
    const Directory nobody;
    const auto times = test::contextIn().times;
    const engine::LocalTime utc;
    const AppointmentContext context{.times = times, .localTime = utc, .directory = nobody, .caller = kAnna};
    const auto made = [&](const std::string& body) {
        EventFields fields;
        appointmentChange(*json::requireObject(json::parse(body, {}), "body"), nullptr, context).fields(fields);
        return fields;
    };
    const auto fields = made(
        R"({"title":"T","uid":"mine","start_date":1773136800000,"end_date":1773140400000,"alarm":15,"recurrence_type":1,)"
        R"("interval":2,"occurrences":3,"participants":[{"type":1,"id":3}],"users":[{"id":4}],"organizer":"x@y"})");
    EXPECT_EQ(test::textOf(fields.start), "Europe/Berlin:20260310T110000");
    EXPECT_EQ(fields.rule, "FREQ=DAILY;COUNT=3;INTERVAL=2");
    EXPECT_EQ(fields.uid, "mine");
    ASSERT_EQ(fields.alarms.size(), 1U);
    EXPECT_EQ(fields.alarms[0].trigger, "-PT15M");
    EXPECT_TRUE(fields.attendees.empty()) << "alone it is no meeting";
    EXPECT_FALSE(fields.organizer);
    EXPECT_EQ(test::textOf(made(R"({"start_date":1773100800000,"end_date":1773187200000,"full_time":true})").start),
              "20260310");
    EXPECT_EQ(test::textOf(made(R"({"start_date":1773136800000,"end_date":1773140400000,"timezone":"UTC"})").start),
              "20260310T100000Z");
    EXPECT_EQ(codeOf([&] { (void)made(R"({"title":"T"})"); }), ErrorCode::BadRequest);
}

TEST(Appointment, InstancesHaveNumbersAndDays) {
    auto it = seen(kPlain + "RRULE:FREQ=DAILY;COUNT=5\r\nEXDATE;TZID=Europe/Berlin:20260311T100000\r\n");
    AppointmentInstances instances(*it.event.fields, it.times, 100'000);
    EXPECT_EQ(instances.at(1), "20260310T100000");
    EXPECT_EQ(instances.at(3), "20260312T100000") << "the deleted one is counted";
    EXPECT_EQ(instances.on(std::chrono::local_days(std::chrono::year(2026) / 3 / 14)), "20260314T100000");
    EXPECT_EQ(codeOf([&] { (void)instances.at(6); }), ErrorCode::NotFound);
    EXPECT_EQ(codeOf([&] { (void)instances.on(std::chrono::local_days(std::chrono::year(2026) / 3 / 15)); }),
              ErrorCode::NotFound);
    using Positions = std::map<std::string, int>;
    EXPECT_EQ(instances.positionsOf({"20260310T100000", "20260314T100000", "20260315T100000"}),
              (Positions{{"20260310T100000", 1}, {"20260314T100000", 5}}));
    EXPECT_EQ(codeOf([&] { (void)AppointmentInstances(*seen(kPlain).event.fields, it.times, 9); }),
              ErrorCode::BadRequest);
}

TEST(Appointment, OfWhatIsPrivateOthersSeeTimes) {
    auto it = seen(kPlain + "CLASS:PRIVATE\r\nSUMMARY:secret\r\nLOCATION:secret\r\n");
    it.event.anonymous = true;
    it.event.fields.reset();
    it.event.summary.clear();
    const auto text = json::write(it.shown());
    EXPECT_EQ(text.find("secret"), std::string::npos);
    EXPECT_EQ(it.member("start_date"), "1773136800000");
    EXPECT_EQ(it.member("private_flag"), "true");
    for (const auto* hidden : {"title", "participants", "users", "uid", "created_by", "organizer", "alarm"})
        EXPECT_EQ(it.member(hidden), "absent") << hidden;
}

}  // namespace
}  // namespace groupware::calendar::api
