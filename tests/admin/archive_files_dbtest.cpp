#include "admin/archive/records.h"
#include "groupware/base/crypto.h"
#include "tests/admin/support/archive_fixture.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>

namespace {

using test::ArchiveTest;
namespace archive = admin::archive;

/// Events of Anna's, each with a file that is in the archive with one of them only.
class SharedFilesTest : public ArchiveTest {
protected:
    /// Event `id` with file `file`, whose octets it brings or another event did.
    void addEvent(Entries& entries, int id, const std::string& uid, int file, bool brings) const {
        const std::string text = uid.empty()
                                     ? "no calendar"
                                     : "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:" + uid +
                                           "\r\nDTSTAMP:20260310T100000Z\r\nDTSTART:20260310T100000Z\r\n"
                                           "END:VEVENT\r\nEND:VCALENDAR\r\n";
        const auto number = std::to_string(id);
        const auto items = "items/" + number + ".ics";
        const auto path = "files/" + std::to_string(file);
        entries.emplace_back(items, text);
        if (brings) entries.emplace_back(path, kOctets);
        archive::ObjectRecord record{.folder = {std::stoll(annasCalendar_)}};
        record.paths = {items, path};
        record.object = {.id = id,
                         .data = R"({"name":")" + number + R"(.ics","attachments":[{"id":)" + std::to_string(file) +
                                 R"(,"filename":"a.txt","mediaType":"text/plain"}]})"};
        record.object.parts = {
            {.name = items, .size = static_cast<std::int64_t>(text.size()), .sha256 = groupware::crypto::sha256(text)},
            {.name = path,
             .size = static_cast<std::int64_t>(kOctets.size()),
             .sha256 = groupware::crypto::sha256(kOctets),
             .elsewhere = !brings}};
        entries.emplace_back("objects/calendar/" + annasCalendar_ + "/" + number + ".json", archive::write(record));
    }
    void SetUp() override {
        ArchiveTest::SetUp();
        annasCalendar_ = value("SELECT id FROM " + table(1, "folder") +
                               " WHERE cid = 1 AND owner = 3 AND module = 'calendar' AND is_default = 1");
    }

    const std::string kOctets = "octets";
    std::string annasCalendar_;
};

TEST_F(SharedFilesTest, EventsThatLackAFileOfARefusedOneAreReported) {
    ASSERT_EQ(exported(1, "good").status, 0);
    auto entries = goodEntries();
    const auto summary = entries.back();
    entries.pop_back();
    addEvent(entries, 101, "", 11, true);  // refused when it is read
    addEvent(entries, 102, "b", 11, false);
    addEvent(entries, 103, "c", 12, true);
    addEvent(entries, 104, "c", 13, true);  // refused by the database
    addEvent(entries, 105, "d", 13, false);
    addEvent(entries, 106, "e", 12, false);  // whole
    addEvent(entries, 107, "f", 14, true);
    for (auto& [path, text] : entries) {
        if (path == "files/14") text = "OCTETS";  // not what its sum says
    }
    addEvent(entries, 108, "g", 14, false);
    entries.push_back(summary);
    writeArchive("shared", entries);

    const auto lacks = [&](const test::ToolResult& result, int id) {
        return result.err.find("calendar " + annasCalendar_ + "/" + std::to_string(id) +
                               ": A file came with an object") != std::string::npos;
    };
    const auto dry = imported("shared", {"--as", "2", "--dry-run"});
    EXPECT_EQ(dry.status, 1);
    EXPECT_TRUE(lacks(dry, 102) && lacks(dry, 108)) << dry.err;
    EXPECT_FALSE(lacks(dry, 103) || lacks(dry, 106)) << dry.err;

    const auto result = imported("shared");
    EXPECT_EQ(result.status, 1);
    EXPECT_TRUE(lacks(result, 102) && lacks(result, 105) && lacks(result, 108)) << result.err;
    EXPECT_FALSE(lacks(result, 103) || lacks(result, 106)) << result.err;
    EXPECT_NE(result.err.find("Error: 6 objects"), std::string::npos) << result.err;
    EXPECT_EQ(rowsOf(2, "calendar_object"), 6);
    EXPECT_EQ(rowsOf(2, "attachment"), 2);
}

}  // namespace
