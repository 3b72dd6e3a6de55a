#include "groupware/calendar/api/event_change.h"
#include "groupware/calendar/api/event_fields.h"
#include "groupware/calendar/api/time_wire.h"
#include "groupware/calendar/api/wire.h"
#include "tests/groupware/main/direct_call.h"
#include "tests/support/error_code.h"

#include <gtest/gtest.h>

#include <chrono>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

namespace groupware::calendar::api {
namespace {

using main::DirectCall;
using Parameters = DirectCall::Parameters;
using ::test::codeOf;
using namespace std::chrono_literals;
namespace tzif = formats::tzif;

constexpr UserId kAnna{3};
constexpr UserId kBert{4};

/// "Test/Two" is always two hours ahead of UTC.
std::shared_ptr<const tzif::TimeZone> findZone(std::string_view name) {
    if (name != "Test/Two") return nullptr;
    return std::make_shared<const tzif::TimeZone>(2h, std::vector<tzif::TimeZone::Transition>{}, std::nullopt);
}

Instant at(std::chrono::sys_days day, std::chrono::milliseconds time = 0ms) {
    return Instant(day) + time;
}
constexpr std::chrono::sys_days kDay = std::chrono::year(2026) / 3 / 10;

ical::TimeValue time(std::string_view text, std::string_view zone = {}) {
    return ical::parseTime(text, zone).value();
}

class EventWireTest : public testing::Test {
protected:
    EventWireTest() {
        event_.id = {70};
        event_.object = {70};
        event_.folder = {31};
        event_.owner = CalendarUser::of(kAnna);
        event_.uid = "u-1";
        event_.start = at(kDay, 8h);
        event_.end = at(kDay, 9h);
        event_.zone = "Test/Two";
        event_.createdBy = kAnna;
        event_.changedBy = kBert;
        event_.seq = {1'772'323'200'123};
        EventFields fields;
        fields.start = time("20260310T100000", "Test/Two");
        fields.end = time("20260310T110000", "Test/Two");
        event_.fields = fields;
    }
    [[nodiscard]] static Directory directory() {
        const Directory::Addressee anna{.user = kAnna, .displayName = "Anna", .givenName = "An", .email = "Anna@x.org"};
        const Directory::Addressee room{
            .resource = principals::ResourceId{9}, .displayName = "The room", .email = "room@x.org"};
        return {{{"anna@x.org", anna}, {"room@x.org", room}}, {{kAnna, anna}}};
    }
    [[nodiscard]] json::Object::Ptr shown(const std::string& fields = {}, UserId caller = kAnna) const {
        const Directory people = directory();
        Parameters parameters;
        if (!fields.empty()) parameters["fields"] = fields;
        return EventSelection(DirectCall(parameters))
            .object({.event = event_, .directory = people, .times = times_, .caller = caller});
    }
    [[nodiscard]] std::string member(const std::string& name, UserId caller = kAnna) const {
        const auto object = shown(name, caller);
        return object->has(name) ? json::write(object->get(name)) : "absent";
    }
    static EventFields changed(const std::string& body, EventFields fields = {}) {
        eventChangeOf(*json::requireObject(json::parse(body, {}), "body"), findZone).fields(fields);
        return fields;
    }

    Event event_;
    ical::TimeContext times_{.find = findZone, .zone = "Test/Two"};
};

TEST_F(EventWireTest, TimesHaveTheFormOfTheirEvent) {
    EXPECT_EQ(member("startDate"), R"({"value":"20260310T100000","tzid":"Test/Two"})");
    event_.fields->end = time("20260310T090000Z");
    EXPECT_EQ(member("endDate"), R"({"value":"20260310T090000Z","tzid":"UTC"})");
    event_.fields->start = time("20260310T100000");
    EXPECT_EQ(member("startDate"), R"({"value":"20260310T100000"})") << "floating";
    event_.fields->start = time("20260310");
    EXPECT_EQ(member("startDate"), R"({"value":"20260310"})");
}

TEST_F(EventWireTest, TheIndexGivesTheSameTimesAsTheText) {
    event_.fields.reset();
    EXPECT_EQ(member("startDate"), R"({"value":"20260310T100000","tzid":"Test/Two"})");
    event_.zone.clear();
    EXPECT_EQ(member("startDate"), R"({"value":"20260310T080000Z","tzid":"UTC"})");
    event_.floating = true;
    EXPECT_EQ(member("startDate"), R"({"value":"20260310T100000"})") << "as the viewer has it";
    event_.wholeDays = true;
    event_.start = at(kDay, -2h);  // midnight of the viewer
    EXPECT_EQ(member("startDate"), R"({"value":"20260310"})");
}

TEST_F(EventWireTest, AZoneThatNobodyKnowsIsShownInUtc) {
    event_.fields->start.zone = "My/Own";
    event_.zone = "My/Own";
    EXPECT_EQ(member("startDate"), R"({"value":"20260310T080000Z","tzid":"UTC"})");
}

TEST_F(EventWireTest, FlagsAreTheSameWithAndWithoutTheText) {
    event_.fields->alarms = {{.trigger = "-PT5M"}};
    event_.fields->conferences = {{.uri = "tel:+49"}};
    event_.fields->attachments = {{.uri = "https://example.com/a.pdf"}};
    event_.fields->transparent = true;
    event_.fields->attendees = {{.uri = "mailto:bert@x.org", .status = "DECLINED"}};
    event_.attendeeCount = 1;
    for (const auto hint : {Hint::Derived, Hint::Alarms, Hint::Conferences, Hint::Attachments, Hint::Transparent,
                            Hint::OthersDeclined, Hint::LastInstance})
        event_.hints.set(hint);
    const auto flags = member("flags");
    EXPECT_EQ(flags, R"(["attachments","alarms","conferences","scheduled","transparent","last_occurrence",)"
                     R"("all_others_declined"])");
    event_.fields.reset();
    EXPECT_EQ(member("flags"), flags);
    EXPECT_EQ(member("transp"), "\"TRANSPARENT\"");
    event_.busy = Busy::Free;  // the owner declined
    event_.hints = Hints();
    event_.hints.set(Hint::Derived);
    EXPECT_EQ(member("transp"), "\"OPAQUE\"");
    EXPECT_EQ(member("flags"), R"(["scheduled"])");
}

TEST_F(EventWireTest, WhatAnEventIsRelatedTo) {
    EXPECT_EQ(member("relatedTo"), "absent");
    event_.fields->relatedTo = {{.uid = "a", .type = "SIBLING"}};
    EXPECT_EQ(member("relatedTo"), "\"a\"");
    event_.fields->relatedTo.push_back({.uid = "b"});
    const auto both = R"([{"value":"a","relType":"SIBLING"},{"value":"b","relType":"PARENT"}])";
    EXPECT_EQ(member("relatedTo"), both);
    const auto before = *event_.fields;
    EXPECT_EQ(changed(std::string(R"({"relatedTo":)") + both + "}", before).relatedTo, before.relatedTo);
    EXPECT_EQ(changed(R"({"relatedTo":"a"})", before).relatedTo, std::vector(1, before.relatedTo.front()))
        << "its kind stays";
    EXPECT_EQ(changed(R"({"relatedTo":["c",{"value":"a","relType":"child"}]})", before).relatedTo,
              (std::vector<ical::RelatedTo>{{.uid = "c"}, {.uid = "a", .type = "CHILD"}}));
    for (const auto* none : {R"({"relatedTo":null})", R"({"relatedTo":""})", R"({"relatedTo":[]})"})
        EXPECT_TRUE(changed(none, before).relatedTo.empty()) << none;
    EXPECT_EQ(codeOf([] { (void)changed(R"({"relatedTo":[{"value":"a","relType":"x y"}]})"); }), ErrorCode::BadRequest);
}

TEST_F(EventWireTest, SeriesAndTheirInstancesNameTheSeries) {
    EXPECT_EQ(member("id"), "\"70\"");
    EXPECT_EQ(member("seriesId"), "absent");
    EXPECT_EQ(member("recurrenceId"), "absent");
    event_.recurs = true;
    EXPECT_EQ(member("seriesId"), "\"70\"");
    EXPECT_EQ(member("flags"), R"(["series"])");
    event_.recurs = false;
    event_.exception = true;
    event_.id = {71};
    event_.recurrenceId = "20260310T100000";
    EXPECT_EQ(member("id"), "\"71\"");
    EXPECT_EQ(member("seriesId"), "\"70\"");
    EXPECT_EQ(member("recurrenceId"), "\"20260310T100000\"");
    EXPECT_EQ(member("flags"), R"(["overridden"])");
}

TEST_F(EventWireTest, PeopleAreKnownByTheirAddresses) {
    event_.fields->organizer = ical::Person{.uri = "mailto:ANNA@x.org", .name = "A.", .sentBy = "mailto:sec@x.org"};
    EXPECT_EQ(member("organizer"), R"({"uri":"mailto:ANNA@x.org","cn":"A.","email":"anna@x.org","entity":3,)"
                                   R"("sentBy":{"uri":"mailto:sec@x.org","email":"sec@x.org"}})");
    event_.fields->attendees = {{.uri = "mailto:anna@x.org", .status = "ACCEPTED", .comment = "yes"},
                                {.uri = "mailto:room@x.org"},
                                {.uri = "urn:uuid:1", .type = "UNKNOWN", .members = {"mailto:g@x.org"}}};
    EXPECT_EQ(member("attendees"),
              R"([{"uri":"mailto:anna@x.org","cn":"Anna","email":"anna@x.org","entity":3,"cuType":"INDIVIDUAL",)"
              R"("role":"REQ-PARTICIPANT","partStat":"ACCEPTED","rsvp":false,"comment":"yes","folder":"31"},)"
              R"({"uri":"mailto:room@x.org","cn":"The room","email":"room@x.org","entity":9,"cuType":"RESOURCE",)"
              R"("role":"REQ-PARTICIPANT","partStat":"NEEDS-ACTION","rsvp":false},)"
              R"({"uri":"urn:uuid:1","cuType":"UNKNOWN","role":"REQ-PARTICIPANT","partStat":"NEEDS-ACTION",)"
              R"("rsvp":false,"member":["mailto:g@x.org"]}])");
    EXPECT_EQ(member("createdBy"), R"({"uri":"mailto:Anna@x.org","cn":"Anna","email":"anna@x.org","entity":3})");
    EXPECT_EQ(member("modifiedBy"), R"({"entity":4})") << "deleted";
    EXPECT_EQ(member("calendarUser"), member("createdBy"));
    event_.owner = CalendarUser::of(FolderId{31});
    EXPECT_EQ(member("calendarUser"), "absent") << "a public calendar is nobody's";
}

TEST_F(EventWireTest, FlagsSayWhatTheViewerHasToKnow) {
    event_.role = Role::Attendee;
    event_.partStat = PartStat::NeedsAction;
    event_.attendeeCount = 2;
    event_.attachmentCount = 1;
    event_.classification = Class::Private;
    event_.status = Status::Confirmed;
    event_.fields->transparent = true;
    event_.fields->alarms = {{.trigger = "-PT5M"}};
    event_.fields->conferences = {{.uri = "tel:1"}};
    EXPECT_EQ(member("flags"), R"(["attachments","alarms","conferences","scheduled","attendee","private",)"
                               R"("transparent","event_confirmed","needs_action"])");
    EXPECT_NE(member("flags", kBert).find("attendee_on_behalf"), std::string::npos);
    event_.role = Role::Organizer;
    event_.partStat = PartStat::Accepted;
    event_.fields->organizer = ical::Person{.uri = "mailto:anna@x.org"};
    event_.fields->attendees = {{.uri = "mailto:anna@x.org", .status = "ACCEPTED"},
                                {.uri = "mailto:b@x.org", .status = "DECLINED"}};
    EXPECT_NE(member("flags").find("\"organizer\",\"attendee\""), std::string::npos);
    EXPECT_NE(member("flags").find("\"all_others_declined\""), std::string::npos);
}

TEST_F(EventWireTest, WhoMayNotReadSeesWhenAndNoMore) {
    event_.anonymous = true;
    event_.fields.reset();
    event_.uid.clear();
    event_.classification = Class::Private;
    std::string names;
    for (const auto& name : shown()->getNames()) names += name + " ";
    EXPECT_EQ(names, "id folder timestamp startDate endDate class transp calendarUser flags ");
}

TEST_F(EventWireTest, FieldsDecideWhatIsRead) {
    const auto details = [](const std::string& fields, const std::string& sort = {}) {
        return EventSelection(DirectCall(Parameters{{"fields", fields}, {"sort", sort}})).details().fields;
    };
    EXPECT_FALSE(
        details("id, folder,startDate,endDate,summary,location,categories,color,class,transp,flags,organizer"));
    EXPECT_TRUE(details("id,rrule"));
    EXPECT_TRUE(details("id", "description"));
    EXPECT_FALSE(details("id", "startDate"));
    EXPECT_TRUE(EventSelection(DirectCall(Parameters{})).details().fields);
    EXPECT_FALSE(EventSelection(DirectCall(Parameters{{"fields", "id,summary"}})).people());
    EXPECT_EQ(codeOf([] { EventSelection(DirectCall(Parameters{{"fields", "id,shoeSize"}})); }), ErrorCode::BadRequest);
    EXPECT_EQ(codeOf([] { EventSelection(DirectCall(Parameters{{"sort", "shoeSize"}})); }), ErrorCode::BadRequest);
    EXPECT_EQ(codeOf([] { EventSelection(DirectCall(Parameters{{"order", "up"}})); }), ErrorCode::BadRequest);
    EXPECT_EQ(shown("summary,id")->size(), 1U) << "what is not there is left out";
}

TEST_F(EventWireTest, ListsAreSortedByAnyField) {
    Event later = event_;
    later.id = {9};
    later.start += 24h;
    later.summary = "a";
    event_.summary = "b";
    const Directory nobody;
    const auto sorted = [&](const std::string& sort, const std::string& order) {
        const std::vector<EventView> views{{.event = event_, .directory = nobody, .times = times_},
                                           {.event = later, .directory = nobody, .times = times_}};
        return json::write(
            EventSelection(DirectCall(Parameters{{"fields", "id"}, {"sort", sort}, {"order", order}})).list(views));
    };
    EXPECT_EQ(sorted("startDate", "asc"), R"([{"id":"70"},{"id":"9"}])");
    EXPECT_EQ(sorted("startDate", "DESC"), R"([{"id":"9"},{"id":"70"}])");
    EXPECT_EQ(sorted("id", "asc"), R"([{"id":"9"},{"id":"70"}])") << "as numbers";
    EXPECT_EQ(sorted("summary", "asc"), R"([{"id":"9"},{"id":"70"}])");
    EXPECT_EQ(sorted("", "desc"), R"([{"id":"9"},{"id":"70"}])");
}

TEST_F(EventWireTest, WhatIsSentIsSet) {
    const auto fields = changed(
        R"({"summary":"S","description":"D","location":"L","color":"red","url":"https://x.org/","rrule":"FREQ=DAILY",
            "categories":["a","b c"],"class":"confidential","status":"TENTATIVE","transp":"TRANSPARENT",
            "startDate":{"value":"20260310T100000","tzid":"Test/Two"},"endDate":{"value":"20260310T120000","tzid":"Test/Two"},
            "deleteExceptionDates":["20260311T100000"],"recurrenceDates":["20260312T150000Z"],
            "geo":{"lat":52.5,"long":13},"relatedTo":"other","uid":"mine","flags":["series"],"unknown":{}})");
    EXPECT_EQ(fields.summary, "S");
    EXPECT_EQ(fields.rule, "FREQ=DAILY");
    EXPECT_EQ(fields.categories, (std::vector<std::string>{"a", "b c"}));
    EXPECT_EQ(fields.classification, Class::Confidential);
    EXPECT_EQ(fields.status, Status::Tentative);
    EXPECT_TRUE(fields.transparent);
    EXPECT_EQ(fields.start, time("20260310T100000", "Test/Two"));
    EXPECT_EQ(fields.end, time("20260310T120000", "Test/Two"));
    EXPECT_EQ(fields.exceptions, std::vector{time("20260311T100000", "Test/Two")});
    EXPECT_EQ(fields.additions, std::vector{time("20260312T150000Z")});
    EXPECT_EQ(fields.geo, std::pair(52.5, 13.0));
    EXPECT_EQ(fields.relatedTo.at(0).uid, "other");
    EXPECT_EQ(fields.uid, "mine");

    const auto cleared = changed(R"({"summary":null,"rrule":"","categories":null,"class":null,"status":null,"geo":null,
                                     "relatedTo":null,"deleteExceptionDates":[]})",
                                 fields);
    EXPECT_EQ(cleared.summary, "");
    EXPECT_EQ(cleared.rule, "");
    EXPECT_TRUE(cleared.categories.empty());
    EXPECT_EQ(cleared.classification, Class::Public);
    EXPECT_EQ(cleared.status, Status::None);
    EXPECT_FALSE(cleared.geo);
    EXPECT_TRUE(cleared.relatedTo.empty());
    EXPECT_TRUE(cleared.exceptions.empty());
    EXPECT_EQ(cleared.description, "D") << "not sent";
    EXPECT_EQ(changed("{}", fields), fields);
}

TEST_F(EventWireTest, AnEndThatIsNotSentMovesWithTheStart) {
    EventFields fields;
    fields.start = time("20260310T100000Z");
    fields.end = time("20260310T113000Z");
    const auto moved = changed(R"({"startDate":{"value":"20260311T080000Z"}})", fields);
    EXPECT_EQ(moved.end, time("20260311T093000Z"));
    EXPECT_EQ(changed(R"({"startDate":{"value":"20260311"}})", fields).end, time("20260311"));
}

TEST_F(EventWireTest, PeopleAreNamedByAddressOrById) {
    const auto fields =
        changed(R"({"attendees":[{"entity":4},{"entity":9,"cuType":"RESOURCE"},{"entity":1,"cuType":"GROUP"},
        {"email":"Guest@Example.net","cn":"Guest","role":"opt-participant","rsvp":true,"partStat":"TENTATIVE"}]})");
    ASSERT_EQ(fields.attendees.size(), 4U);
    EXPECT_EQ(fields.attendees[0].uri, "yoke:user/4");
    EXPECT_EQ(fields.attendees[1].uri, "yoke:resource/9");
    EXPECT_EQ(fields.attendees[2].uri, "yoke:group/1");
    EXPECT_EQ(fields.attendees[3].uri, "mailto:Guest@Example.net");
    EXPECT_EQ(fields.attendees[3].role, "OPT-PARTICIPANT");
    EXPECT_EQ(fields.attendees[3].status, "TENTATIVE");
    EXPECT_TRUE(fields.attendees[3].rsvp);
}

TEST_F(EventWireTest, WhoStaysKeepsWhatIsNotSent) {
    EventFields fields;
    fields.attendees = {{.uri = "mailto:a@x.org", .name = "A", .status = "ACCEPTED", .comment = "ok", .origin = 7},
                        {.uri = "mailto:b@b\u00FCcher.example", .status = "DECLINED"}};
    fields.alarms = {{.uid = "one", .trigger = "-PT5M", .relatedTo = "zero", .origin = 1},
                     {.trigger = "PT0S", .origin = 2}};
    fields.conferences = {{.uri = "tel:1", .label = "L", .features = {"AUDIO"}, .origin = 3}};
    fields.attachments = {{.uri = "https://x.org/a", .mediaType = "text/plain", .origin = 4},
                          {.octets = "abc", .fileName = "b", .origin = 5}};
    const auto after =
        changed(R"({"attendees":[{"uri":"MAILTO:A@x.org","role":"CHAIR"},{"email":"b@xn--bcher-kva.example"}],
        "alarms":[{"uid":"one","description":"d"},{"id":2,"trigger":{"duration":"-PT1H","related":"end"}}],
        "conferences":[{"uri":"tel:1"}],"attachments":[{"filename":"b","size":3},{"uri":"https://x.org/a"}]})",
                fields);
    EXPECT_EQ(after.attendees[0].status, "ACCEPTED");
    EXPECT_EQ(after.attendees[0].comment, "ok");
    EXPECT_EQ(after.attendees[0].role, "CHAIR");
    EXPECT_EQ(after.attendees[0].origin, 7U);
    EXPECT_EQ(after.attendees[1].status, "DECLINED") << "his domain is only spelled in another way (RFC 5890)";
    EXPECT_EQ(after.alarms[0].relatedTo, "zero");
    EXPECT_EQ(after.alarms[0].description, "d");
    EXPECT_EQ(after.alarms[1].origin, 2U);
    EXPECT_TRUE(after.alarms[1].fromEnd);
    EXPECT_EQ(after.conferences, fields.conferences);
    EXPECT_EQ(after.attachments[0].octets, "abc");
    EXPECT_EQ(after.attachments[1].mediaType, "text/plain");
}

/// RFC 5545 section 3.8.1.1: calendars that come by mail name its parts. Open-Xchange's clients name those of a form
/// alike.
TEST_F(EventWireTest, AttachmentsOfAMailStayAndThoseOfTheFormAreFiles) {
    EventFields fields;
    fields.attachments = {{.uri = "cid:agenda@example.net", .mediaType = "text/plain", .origin = 2}};
    event_.fields = fields;
    EXPECT_EQ(changed(R"({"attachments":)" + member("attachments") + "}", fields).attachments, fields.attachments);
    EXPECT_EQ(
        changed(R"({"attachments":[{"filename":"a","uri":"cid:file_0"},{"uri":"cid:agenda@example.net"}]})", fields)
            .attachments,
        fields.attachments);
}

TEST_F(EventWireTest, ExtendedPropertiesKeepTheirParameters) {
    EventFields fields;
    fields.extended = {{.name = "X-A", .value = "1", .parameters = {{"P", "x"}, {"P", "y"}, {"Q", "z"}}},
                       {.name = "X-B", .value = "2"},
                       {.name = "X-B", .value = "3"}};
    event_.fields = fields;
    EXPECT_EQ(member("extendedProperties"),
              R"({"X-A":{"value":"1","parameters":{"P":["x","y"],"Q":"z"}},"X-B":[{"value":"2"},{"value":"3"}]})");
    EXPECT_EQ(changed(R"({"extendedProperties":)" + member("extendedProperties") + "}").extended, fields.extended);
    EXPECT_EQ(changed(R"({"extendedProperties":{"X-C":"plain"}})").extended.at(0).value, "plain");
}

TEST_F(EventWireTest, WhatCannotBeMeantIsRefused) {
    for (const char* body : {R"({"startDate":null})",
                             R"({"startDate":"20260310"})",
                             R"({"startDate":{"value":"tomorrow"}})",
                             R"({"startDate":{"value":"20260310T100000","tzid":"Nowhere/Land"}})",
                             R"({"startDate":{"value":"20260310T100000Z","tzid":"Test/Two"}})",
                             R"({"class":"SECRET"})",
                             R"({"status":"LATE"})",
                             R"({"transp":"MAYBE"})",
                             R"({"categories":"a"})",
                             R"({"categories":[{}]})",
                             R"({"attendees":[{"cn":"Nobody"}]})",
                             R"({"attendees":[{"entity":-1}]})",
                             R"({"attendees":{}})",
                             R"({"attendees":[{"entity":3,"role":"BOSS"}]})",
                             R"({"attendees":[{"entity":3,"partStat":"SURE"}]})",
                             R"({"alarms":[{}]})",
                             R"({"alarms":[{"trigger":{"duration":"soon"}}]})",
                             R"({"alarms":[{"trigger":{"dateTime":"20260310T100000"}}]})",
                             R"({"geo":{"lat":91,"long":0}})",
                             R"({"geo":{"lat":"north","long":0}})",
                             R"({"geo":{}})",
                             R"({"deleteExceptionDates":["never"]})",
                             R"({"conferences":[{"label":"no uri"}]})",
                             R"({"attachments":[{"filename":"new"}]})",
                             R"({"extendedProperties":{"X A":"1"}})",
                             R"({"extendedProperties":{"X-A":{"parameters":{"":"1"}}}})",
                             R"({"folder":"here"})"}) {
        EXPECT_EQ(codeOf([&] { (void)changed(body); }), ErrorCode::BadRequest) << body;
    }
}

TEST_F(EventWireTest, WhatIsAnsweredMeansTheSameWhenItIsSentBack) {
    std::mt19937 random(20260310);  // NOLINT(cert-msc51-cpp): the same every time
    const auto chance = [&](int of) { return static_cast<int>(random() % static_cast<unsigned>(of)); };
    const auto text = [&] {
        return std::string(static_cast<std::size_t>(chance(4)), 'a') + (chance(3) == 0 ? "\"\n,;" : "");
    };
    for (int round = 0; round < 300; ++round) {
        EventFields fields;
        const bool days = chance(3) == 0;
        fields.start = days ? time("20260310") : time("20260310T100000", chance(2) == 0 ? "Test/Two" : "");
        fields.end = fields.start;
        fields.end.local += std::chrono::days(chance(3));
        fields.rule = chance(2) == 0 ? "FREQ=WEEKLY;COUNT=3" : "";
        if (chance(2) == 0) fields.additions = {fields.end};
        fields.description = text();
        fields.transparent = chance(2) == 0;
        if (chance(2) == 0) fields.geo.emplace(chance(90) / 7.0, -chance(180) / 3.0);
        if (chance(2) == 0)
            fields.attendees = {{.uri = "mailto:b" + std::to_string(chance(9)) + "@x.org", .name = text()}};
        if (chance(2) == 0)
            fields.alarms = {{.uid = "u", .trigger = "-PT15M", .fromEnd = chance(2) == 0, .description = text()}};
        if (chance(2) == 0) fields.conferences = {{.uri = "tel:1", .label = text(), .features = {"VIDEO"}}};
        if (chance(2) == 0) fields.extended = {{.name = "X-A", .value = text(), .parameters = {{"P", "v"}}}};
        if (chance(2) == 0) fields.attachments = {{.uri = "https://x.org/", .fileName = "f" + text()}};
        if (chance(2) == 0) fields.relatedTo = {{.uid = "r"}};
        event_.fields = fields;
        auto sent =
            json::write(shown("startDate,endDate,rrule,recurrenceDates,description,transp,geo,attendees,alarms,"
                              "conferences,extendedProperties,attachments,relatedTo"));
        EventFields back = changed(sent);
        EXPECT_EQ(back, fields) << sent;
        EXPECT_EQ(changed(sent, fields), fields) << "nothing to change: " << sent;
    }
}

TEST_F(EventWireTest, RangesAreInUtc) {
    const auto range =
        requireRange(DirectCall(Parameters{{"rangeStart", "20260310T000000Z"}, {"rangeEnd", "20260311"}}));
    EXPECT_EQ(range.from, at(kDay));
    EXPECT_EQ(range.to, at(kDay, 24h));
    EXPECT_FALSE(rangeOf(DirectCall(Parameters{})));
    for (const char* bad : {"20260310T000000", "1772323200000", "", "20260309"}) {
        EXPECT_EQ(codeOf([&] {
                      (void)requireRange(DirectCall(Parameters{{"rangeStart", "20260310"}, {"rangeEnd", bad}}));
                  }),
                  ErrorCode::BadRequest)
            << bad;
    }
    EXPECT_EQ(codeOf([] {
                  (void)requireRange(DirectCall(Parameters{{"rangeStart", "20260310"}}));
              }),
              ErrorCode::BadRequest);
}

TEST_F(EventWireTest, EventsAreNamedByFolderAndId) {
    const auto ref =
        eventRefOf(DirectCall(Parameters{{"folder", "31"}, {"id", "7"}, {"recurrenceId", "Test/Two:20260310T100000"}}));
    EXPECT_EQ(ref.folder, FolderId{31});
    EXPECT_EQ(ref.id, EventId{7});
    EXPECT_EQ(ref.recurrenceId, "Test/Two:20260310T100000");
    const auto refs =
        eventRefsOf(json::parse(R"([{"folder_id":"31","id":7},{"folder":31,"id":"8","recurrenceId":"20260310"}])", {}));
    EXPECT_EQ(refs.size(), 2U);
    EXPECT_EQ(json::write(refJson(refs[1])), R"({"folder":"31","id":"8","recurrenceId":"20260310"})");
    for (const char* bad :
         {R"([{"id":"7"}])", R"([{"folder":"31"}])", R"([7])", R"({})",
          R"([{"folder":"31","id":"7","recurrenceId":"monday"}])", R"([{"folder":"31","id":"-7"}])"}) {
        EXPECT_EQ(codeOf([&] { (void)eventRefsOf(json::parse(bad, {})); }), ErrorCode::BadRequest) << bad;
    }
}

}  // namespace
}  // namespace groupware::calendar::api
