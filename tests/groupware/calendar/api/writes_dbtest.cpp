#include "tests/groupware/calendar/api/chronos_fixture.h"

#include <gtest/gtest.h>

#include <string>

namespace groupware::calendar::api {
namespace {

class WritesApiTest : public ChronosTest {
protected:
    struct Made {
        std::string id;
        std::string timestamp;
    };
    Made make(const std::string& body, Parameters more = {}) {
        more["folder"] = text(annas_);
        const auto result = run("new", std::move(more), body);
        return {objectAt(objectOf(result)->getArray("created"), 0)->getValue<std::string>("id"),
                std::to_string(result.timestamp.value().value)};
    }
    Parameters of(const Made& event, Parameters more = {}) const {
        more.insert({{"folder", text(annas_)}, {"id", event.id}, {"timestamp", event.timestamp}});
        return more;
    }
    /// "start summary" of what is in a calendar in March.
    std::string month(FolderId folder, const Caller& caller) {
        const auto events = run(
            "all", march({{"folder", text(folder)}, {"expand", "true"}, {"fields", "startDate,summary"}}), {}, caller);
        std::string all;
        for (const auto& each : *json::requireArray(events.data, "data")) {
            const auto object = json::requireObject(each, "event");
            all += (all.empty() ? "" : ", ") +
                   json::object(*object, "startDate")->getValue<std::string>("value").substr(6) + " " +
                   object->getValue<std::string>("summary");
        }
        return all;
    }
    static json::Array::Ptr list(const engine::Result& result, const char* name) {
        return objectOf(result)->getArray(name);
    }
    static constexpr auto kWithBert =
        R"("summary":"Talk","attendees":[{"entity":4,"role":"OPT-PARTICIPANT"},{"email":"guest@example.net","cn":"Guest"}])";
};

TEST_F(WritesApiTest, AMeetingIsInEverybodysCalendarAtOnce) {
    const auto made = make(event("20260310T100000", kWithBert));
    EXPECT_EQ(month(annas_, anna()), "10T100000 Talk");
    EXPECT_EQ(month(berts_, bert()), "10T100000 Talk");
    const auto whole = objectOf(run("get", of(made, {{"fields", "organizer,attendees,flags"}})));
    EXPECT_EQ(whole->getObject("organizer")->getValue<int>("entity"), 3);
    const auto attendees = whole->getArray("attendees");
    std::string people;
    for (const auto& each : *attendees) {
        const auto person = json::requireObject(each, "attendee");
        people += person->getValue<std::string>("email") + " " + person->getValue<std::string>("partStat") + " " +
                  person->getValue<std::string>("role") + "; ";
    }
    EXPECT_NE(people.find("bert@example.com NEEDS-ACTION OPT-PARTICIPANT"), std::string::npos) << people;
    EXPECT_NE(people.find("guest@example.net NEEDS-ACTION REQ-PARTICIPANT"), std::string::npos) << people;
    EXPECT_NE(people.find("anna@example.com ACCEPTED"), std::string::npos) << people;
    const auto waiting = run("needsAction", march({{"fields", "summary,flags"}}), {}, bert());
    EXPECT_EQ(json::write(waiting.data), R"([{"summary":"Talk","flags":["scheduled","attendee","needs_action"]}])");
}

TEST_F(WritesApiTest, AnswersReachTheOrganizer) {
    const auto made = make(event("20260310T100000", kWithBert));
    const auto mine =
        objectOf(run("resolve", {{"id", objectOf(run("get", of(made)))->getValue<std::string>("uid")}}, {}, bert()));
    Parameters berts{{"folder", mine->getValue<std::string>("folder")},
                     {"id", mine->getValue<std::string>("id")},
                     {"timestamp", mine->get("timestamp").convert<std::string>()},
                     {"fields", "flags,alarms"}};
    const auto answered = run(
        "updateAttendee", berts,
        R"({"attendee":{"entity":4,"partStat":"TENTATIVE","comment":"perhaps"},"alarms":[{"trigger":{"duration":"-PT10M"}}]})",
        bert());
    const auto updated = list(answered, "updated");
    ASSERT_EQ(updated->size(), 1U) << json::write(answered.data);
    EXPECT_EQ(json::write(objectAt(updated, 0)->get("flags")), R"(["alarms","scheduled","attendee","tentative"])");
    const auto seen = json::write(run("get", of(made, {{"fields", "attendees"}})).data);
    EXPECT_NE(seen.find(R"("partStat":"TENTATIVE","rsvp":)"), std::string::npos) << seen;
    EXPECT_NE(seen.find(R"("comment":"perhaps")"), std::string::npos) << seen;
    EXPECT_EQ(codeOf([&] { (void)run("updateAttendee", berts, R"({"attendee":{"partStat":"SURE"}})", bert()); }),
              ErrorCode::BadRequest);
}

TEST_F(WritesApiTest, OneInstanceOrThatAndAllThatFollow) {
    const auto made =
        make(event("20260303T100000", R"("summary":"Weekly","rrule":"FREQ=WEEKLY","attendees":[{"entity":4}])"));
    EXPECT_EQ(month(berts_, bert()),
              "03T100000 Weekly, 10T100000 Weekly, 17T100000 Weekly, 24T100000 Weekly, 31T100000 Weekly");
    const auto moved = run("update",
                           march(of(made, {{"recurrenceId", "20260310T100000"},
                                           {"expand", "true"},
                                           {"fields", "id,seriesId,recurrenceId,summary"}})),
                           R"({"startDate":)" + berlin("20260310T150000") + R"(,"summary":"Moved"})");
    EXPECT_EQ(month(berts_, bert()),
              "03T100000 Weekly, 10T150000 Moved, 17T100000 Weekly, 24T100000 Weekly, 31T100000 Weekly");
    const auto created = list(moved, "created");
    ASSERT_EQ(created->size(), 1U) << json::write(moved.data);
    EXPECT_EQ(objectAt(created, 0)->getValue<std::string>("seriesId"), made.id);
    EXPECT_NE(objectAt(created, 0)->getValue<std::string>("id"), made.id);
    EXPECT_EQ(list(moved, "updated")->size(), 4U) << "the other instances: " << json::write(moved.data);

    Made now{made.id, std::to_string(moved.timestamp->value)};
    const auto split = run(
        "update",
        of(now,
           {{"recurrenceId", "20260324T100000"}, {"recurrenceRange", "THISANDFUTURE"}, {"fields", "id,summary,rrule"}}),
        R"({"summary":"Later"})");
    EXPECT_EQ(month(berts_, bert()),
              "03T100000 Weekly, 10T150000 Moved, 17T100000 Weekly, 24T100000 Later, 31T100000 Later");
    EXPECT_EQ(objectAt(list(split, "created"), 0)->getValue<std::string>("summary"), "Later");
    now.timestamp = std::to_string(split.timestamp->value);
    const auto gone =
        run("delete", {{"timestamp", now.timestamp}},
            R"([{"folder":")" + text(annas_) + R"(","id":")" + made.id + R"(","recurrenceId":"20260303T100000"}])");
    EXPECT_EQ(month(berts_, bert()), "10T150000 Moved, 17T100000 Weekly, 24T100000 Later, 31T100000 Later");
    EXPECT_EQ(json::requireArray(gone.data, "data")->size(), 1U);
    EXPECT_EQ(codeOf([&] {
                  (void)run("update", of(now, {{"recurrenceRange", "THISANDFUTURE"}}), "{}");
              }),
              ErrorCode::BadRequest);
}

TEST_F(WritesApiTest, WhatSomebodyElseChangedIsNotLost) {
    const auto made = make(event("20260310T100000", R"("summary":"Mine")"));
    const auto changed = run("update", of(made), R"({"summary":"First"})");
    EXPECT_EQ(codeOf([&] { (void)run("update", of(made), R"({"summary":"Second"})"); }), ErrorCode::PreconditionFailed);
    EXPECT_GT(changed.timestamp->value, std::stoll(made.timestamp));
    EXPECT_EQ(month(annas_, anna()), "10T100000 First");
    EXPECT_EQ(codeOf([&] {
                  (void)run("update", {{"folder", text(annas_)}, {"id", made.id}}, "{}");
              }),
              ErrorCode::BadRequest)
        << "no timestamp";
}

TEST_F(WritesApiTest, ConflictsAreReportedAndNothingIsStored) {
    (void)make(event("20260310T100000", R"("summary":"Busy","attendees":[{"entity":)" + std::to_string(room_.value) +
                                            R"(,"cuType":"RESOURCE"}])"));
    const auto body = event("20260310T103000", R"("summary":"Second","attendees":[{"entity":)" +
                                                   std::to_string(room_.value) + R"(,"cuType":"RESOURCE"}])");
    const auto refused =
        run("new", {{"folder", text(annas_)}, {"checkConflicts", "true"}, {"fields", "summary"}}, body);
    const auto conflicts = list(refused, "conflicts");
    ASSERT_EQ(conflicts->size(), 1U) << "one meeting, which Anna has and the room: " << json::write(refused.data);
    const auto conflict = conflicts->getObject(0);
    EXPECT_TRUE(conflict->getValue<bool>("hard_conflict"));
    const auto attendees = json::write(conflict->get("conflicting_attendees"));
    EXPECT_NE(attendees.find(R"("uri":"mailto:room@example.com","cn":"Room")"), std::string::npos) << attendees;
    EXPECT_NE(attendees.find(R"("cn":"Anna")"), std::string::npos) << attendees;
    EXPECT_EQ(json::write(conflict->get("event")), R"({"summary":"Busy"})");
    EXPECT_FALSE(refused.timestamp);
    EXPECT_EQ(month(annas_, anna()), "10T100000 Busy");
}

TEST_F(WritesApiTest, DeletingNamesWhatStays) {
    const auto made = make(event("20260310T100000", kWithBert));
    const auto gone = run("delete", {{"timestamp", made.timestamp}, {"fields", "id"}},
                          R"({"events":[{"folder":")" + text(annas_) + R"(","id":")" + made.id + R"("},{"folder":")" +
                              text(annas_) + R"(","id":"999"}],"comment":"sorry"})");
    const auto results = json::requireArray(gone.data, "data");
    ASSERT_EQ(results->size(), 2U) << json::write(gone.data);
    EXPECT_EQ(json::write(results->getObject(0)->get("deleted")), R"([{"folder":")" + text(annas_) + R"(","id":")" +
                                                                      made.id + R"(","timestamp":)" +
                                                                      std::to_string(gone.timestamp->value) + "}]");
    EXPECT_EQ(results->getObject(1)->getObject("error")->getValue<std::string>("code"), "CAL-4040");
    EXPECT_EQ(gone.warnings.size(), 1U);
    EXPECT_EQ(month(annas_, anna()), "");
    const auto invited = month(berts_, bert());
    EXPECT_TRUE(invited.empty() || invited == "10T100000 Talk") << "cancelled: " << invited;
    for (const char* wrong : {R"([{"folder":"1","id":"2","recurrenceRange":"ALL"}])",
                              R"([{"folder":"1","id":"2","recurrenceRange":"THISANDFUTURE"},{"folder":"1","id":"3"}])",
                              R"({"events":3})"}) {
        EXPECT_EQ(codeOf([&] { (void)run("delete", {{"timestamp", "0"}}, wrong); }), ErrorCode::BadRequest) << wrong;
    }
}

TEST_F(WritesApiTest, EventsMoveAndChangeTheirOrganizer) {
    const auto made = make(event("20260310T100000", R"("summary":"Talk","attendees":[{"entity":4}])"));
    const auto other = newFolder("other");
    const auto moved = run("move", of(made, {{"targetFolder", text(other)}, {"fields", "folder"}}));
    EXPECT_EQ(month(annas_, anna()), "");
    EXPECT_EQ(month(other, anna()), "10T100000 Talk");
    const Parameters there{{"folder", text(other)},
                           {"id", made.id},
                           {"timestamp", std::to_string(moved.timestamp->value)},
                           {"fields", "organizer"}};
    (void)run("changeOrganizer", there, R"({"organizer":{"entity":4}})");
    const auto after = objectOf(run("get", there));
    EXPECT_EQ(after->getObject("organizer")->getValue<int>("entity"), 4);
    EXPECT_EQ(codeOf([&] { (void)run("changeOrganizer", there, R"({"organizer":{"uri":"mailto:x@y.z"}})"); }),
              ErrorCode::BadRequest);
}

TEST_F(WritesApiTest, FilesHangOnEvents) {
    const auto made =
        make(event("20260310T100000",
                   R"("summary":"Paper","attachments":[{"uri":"https://example.com/a.pdf","filename":"a.pdf"}])"));
    std::array<NewFile, 1> files{
        files_.stage(anna(), "notes.txt", "text/plain", [left = std::string("octets")](std::span<char> into) mutable {
            const auto count = std::min(into.size(), left.size());
            std::copy_n(left.begin(), count, into.begin());
            left.erase(0, count);
            return count;
        })};
    auto added = files_.prepare(anna(), files);
    const auto attached =
        service_.update(anna(), {.folder = annas_, .id = {std::stoll(made.id)}}, {.files = {.added = &added}}, {});
    added.release();
    ASSERT_EQ(attached.updated.size(), 1U) << "although its text is as it was";
    EXPECT_EQ(attached.updated[0].attachmentCount, 1);
    const auto listed = json::write(run("get", of(made, {{"fields", "attachments,flags"}})).data);
    EXPECT_NE(listed.find(R"({"filename":"notes.txt","fmtType":"text/plain","size":6,"created":)"), std::string::npos)
        << listed;
    EXPECT_NE(listed.find(R"({"filename":"a.pdf","uri":"https://example.com/a.pdf"}])"), std::string::npos) << listed;
    EXPECT_NE(listed.find(R"("flags":["attachments"])"), std::string::npos) << listed;

    // What is sent back stays, what is left out goes.
    const auto stored = json::write(objectOf(run("get", of(made)))->getArray("attachments")->get(0));
    Made now{made.id, std::to_string(attached.committed.seq.value)};
    const auto kept = run("update", of(now, {{"fields", "attachments"}}), R"({"attachments":[)" + stored + "]}");
    EXPECT_NE(json::write(kept.data).find("notes.txt"), std::string::npos) << json::write(kept.data);
    EXPECT_EQ(json::write(kept.data).find("a.pdf"), std::string::npos) << json::write(kept.data);
    now.timestamp = std::to_string(kept.timestamp->value);
    const auto none = run("update", of(now, {{"fields", "id,attachments"}}), R"({"attachments":null})");
    EXPECT_EQ(json::write(list(none, "updated")), R"([{"id":")" + made.id + R"("}])");
}

TEST_F(WritesApiTest, WhatIsNoEventIsRefused) {
    for (const char* body : {"[]", "{}", R"({"startDate":7})", R"({"event":[]})",
                             R"({"startDate":{"value":"20260310"},"rrule":"FREQ=SOMETIMES"})"})
        EXPECT_EQ(codeOf([&] { (void)run("new", {{"folder", text(annas_)}}, body); }), ErrorCode::BadRequest) << body;
    EXPECT_EQ(codeOf([&] { (void)run("new", {}, "{}"); }), ErrorCode::BadRequest);
    EXPECT_EQ(codeOf([&] {
                  (void)run("new", {{"folder", text(berts_)}}, event("20260310T100000", R"("summary":"x")"));
              }),
              ErrorCode::NotFound);
}

}  // namespace
}  // namespace groupware::calendar::api
