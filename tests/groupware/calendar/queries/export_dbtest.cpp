#include "groupware/calendar/queries/event_export.h"
#include "groupware/folders/service/folder_service.h"
#include "tests/groupware/calendar/queries_fixture.h"
#include "tests/support/statement_counter.h"
#include "tests/support/whole_file.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace groupware::calendar {
namespace {

using ::test::wholeFile;

class ExportTest : public CalendarQueriesTest {
protected:
    /// Copies of an object; its id + 1 and so on.
    void copy(const CalendarObject& object, int count) {
        connect()->command(
            "INSERT INTO calendar_object (cid, id, owner_kind, owner, folder, name, uid, role, "
            "schedule_tag, created_by, created_at, changed_by, created_seq, seq, text) SELECT cid, id + "
            "s.seq, owner_kind, owner, folder, CONCAT(s.seq, name), CONCAT(uid, s.seq), role, "
            "schedule_tag, created_by, created_at, changed_by, created_seq, o.seq, REPLACE(text, 'UID:', "
            "CONCAT('UID:', s.seq)) FROM calendar_object o, seq_1_to_" +
            std::to_string(count) + " s WHERE cid = " + std::to_string(kContext.value) +
            " AND id = " + std::to_string(object.id.value));
    }
    [[nodiscard]] static std::set<std::string> uids(const std::string& file) {
        std::set<std::string> found;
        for (auto at = file.find("UID:"); at != std::string::npos; at = file.find("UID:", at + 1))
            found.insert(file.substr(at + 4, file.find("\r\n", at) - at - 4));
        return found;
    }

    const ::test::StatementCounter counter_{::test::sharedServer(), installation().location().schema};
};

TEST_F(ExportTest, LongTextsAreReadOneByOneAndPiecesAreShort) {
    const auto shared = newFolder("shared", folders::kViewerRights);
    const std::string description = "DESCRIPTION:" + std::string(400'000, 'x') + "\r\n";
    const auto first = put(shared, vevent("a", when("20260310") + description));
    put(shared, vevent("b", when("20260311") + named("short")));
    put(shared, vevent("c", when("20260312") + description));
    auto file = queries_.exportFolder(bert(), shared);
    std::string text;
    std::size_t longest = 0;
    for (auto piece = file.next(); !piece.empty(); piece = file.next()) {
        longest = std::max(longest, piece.size());
        text += piece;
    }
    EXPECT_EQ(uids(text), (std::set<std::string>{"a", "b", "c"}));
    EXPECT_GT(text.size(), 800'000U);
    EXPECT_LT(longest, 2 * 400'000U) << "no more than one of them at once";
    EXPECT_EQ(formats::ical::all(formats::ical::parseCalendar(text, {}), "VEVENT").size(), 3U);
    const std::vector<EventRef> named{{.folder = shared, .id = first.id}, {.folder = shared, .id = first.id}};
    EXPECT_EQ(uids(wholeFile(queries_.exportEvents(bert(), named))), std::set<std::string>{"a"});
}

TEST_F(ExportTest, WhoLosesTheFolderMeanwhileGetsNoFileThatLooksWhole) {
    const auto shared = newFolder("shared", folders::kViewerRights);
    // A piece of the file is less than a page.
    copy(put(shared, vevent("a", when("20260310") + "DESCRIPTION:" + std::string(2000, 'x') + "\r\n")), 1200);
    auto file = queries_.exportFolder(bert(), shared);
    EXPECT_NE(file.next(), "");
    folders::FolderChange change;
    change.grants = std::vector<folders::Grant>{{folders::Grantee::of(kAnna), folders::kOwnerRights}};
    folderService_.update(anna(), shared, change, {});
    EXPECT_EQ(codeOf([&] {
                  while (!file.next().empty()) {
                  }
              }),
              ErrorCode::NotFound);
    EXPECT_EQ(codeOf([&] { (void)queries_.exportFolder(bert(), shared); }), ErrorCode::NotFound)
        << "before the first octet";
}

TEST_F(ExportTest, WhatIsNamedGoesPageByPageToo) {
    const auto object = put(annas_, vevent("a", when("20260310")));
    std::vector<EventRef> wanted;
    for (int number = 0; number < 1200; ++number) wanted.push_back({.folder = annas_, .id = object.id});
    const auto other = put(annas_, vevent("b", when("20260311")));
    wanted.push_back({.folder = annas_, .id = other.id});
    const auto file = wholeFile(queries_.exportEvents(anna(), wanted));
    EXPECT_EQ(uids(file), (std::set<std::string>{"a", "b"}));
    EXPECT_EQ(formats::ical::all(formats::ical::parseCalendar(file, {}), "VEVENT").size(), 2U) << "each once";
    limits_.listLength = 1000;
    EXPECT_EQ(codeOf([&] { (void)queries_.exportEvents(anna(), wanted); }), ErrorCode::TooLarge);
}

}  // namespace
}  // namespace groupware::calendar
