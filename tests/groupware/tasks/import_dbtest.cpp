#include "groupware/tasks/service/task_export.h"
#include "tests/groupware/tasks/tasks_fixture.h"
#include "tests/support/whole_file.h"

#include <gtest/gtest.h>

namespace groupware::tasks {
namespace {

using namespace std::chrono_literals;
using Titles = std::vector<std::string>;

Instant day(int month, int dayOfMonth) {
    return std::chrono::sys_days(std::chrono::year(2026) / month / dayOfMonth);
}

class ImportTest : public TasksTest {};

constexpr auto kFile =
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Other//EN\r\nMETHOD:PUBLISH\r\n"
    "BEGIN:VTIMEZONE\r\nTZID:Own\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0300\r\n"
    "TZOFFSETTO:+0300\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    "BEGIN:VTODO\r\nUID:one\r\nSUMMARY:One\r\nDUE;TZID=Own:20260301T120000\r\nX-APPLE-SORT-ORDER:5\r\n"
    "BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT1H\r\nEND:VALARM\r\nEND:VTODO\r\n"
    "BEGIN:VEVENT\r\nUID:event\r\nEND:VEVENT\r\n"
    "BEGIN:VTODO\r\nUID:two\r\nSUMMARY:Two\r\nDTSTART:20260302T000000Z\r\nDUE:20260301T000000Z\r\nEND:VTODO\r\n"
    "BEGIN:VTODO\r\nUID:one\r\nRECURRENCE-ID:20260308T120000Z\r\nSUMMARY:One later\r\nEND:VTODO\r\n"
    "BEGIN:VTODO\r\nSUMMARY:Three\r\nEND:VTODO\r\nEND:VCALENDAR\r\n";

TEST_F(ImportTest, AnImportReportsEachItem) {
    const auto imported = service_.import(anna(), annas_, formats::lines::sourceOf(kFile), false);
    ASSERT_EQ(imported.items.size(), 3U);
    ASSERT_TRUE(imported.items[0].task);
    EXPECT_TRUE(imported.items[1].failure) << "it is due before it starts";
    ASSERT_TRUE(imported.items[2].task);
    const Task one = service_.get(anna(), {.id = imported.items[0].task->id, .folder = annas_});
    EXPECT_EQ(one.fields.due, day(3, 1) + 9h);
    EXPECT_EQ(one.alarm, day(3, 1) + 8h);
    EXPECT_FALSE(imported.items[2].task->fields.uid.empty());
    const auto text = textOf(one.id);
    EXPECT_NE(text.find("X-APPLE-SORT-ORDER:5\r\n"), std::string::npos);
    EXPECT_NE(text.find("SUMMARY:One later\r\n"), std::string::npos) << "the same object";
    EXPECT_NE(text.find("TZID:Own"), std::string::npos);
    EXPECT_EQ(counted(), 2);

    const auto again = service_.import(anna(), annas_, formats::lines::sourceOf(kFile), false);
    EXPECT_EQ(again.items[0].failure.value().code(), ErrorCode::Conflict) << "it is there";
    EXPECT_TRUE(again.items[2].task) << "it had no uid";
    EXPECT_TRUE(service_.import(anna(), annas_, formats::lines::sourceOf(kFile), true).items[0].task);
    EXPECT_EQ(codeOf([&] { (void)service_.import(anna(), berts_, formats::lines::sourceOf(kFile), false); }),
              ErrorCode::NotFound);
    EXPECT_EQ(codeOf([&] { (void)service_.import(anna(), annas_, formats::lines::sourceOf("BEGIN:VCARD"), false); }),
              ErrorCode::BadRequest);
    limits_.importObjects = 2;
    EXPECT_EQ(codeOf([&] { (void)service_.import(anna(), annas_, formats::lines::sourceOf(kFile), true); }),
              ErrorCode::TooLarge);
    limits_.importBytes = 100;
    EXPECT_EQ(codeOf([&] { (void)service_.import(anna(), annas_, formats::lines::sourceOf(kFile), true); }),
              ErrorCode::TooLarge);
}

TEST_F(ImportTest, WhatIsExportedCanBeImported) {
    (void)service_.import(anna(), annas_, formats::lines::sourceOf(kFile), false);
    add(anna(), annas_, "ours; with, signs");
    const auto file = ::test::wholeFile(service_.exportFolder(anna(), annas_));
    const FolderId other = newFolder("other");
    const auto imported = service_.import(anna(), other, formats::lines::sourceOf(file), false);
    EXPECT_EQ(imported.items.size(), 3U);
    for (const auto& item : imported.items) EXPECT_TRUE(item.task);
    EXPECT_EQ(titles(anna(), other), (Titles{"One", "Three", "ours; with, signs"}));
    EXPECT_EQ(::test::wholeFile(service_.exportFolder(anna(), other)), file);
    const std::vector<TaskRef> one{{.id = imported.items[2].task->id, .folder = other}};
    EXPECT_NE(::test::wholeFile(service_.exportTasks(anna(), one)).find("ours\\; with\\, signs"), std::string::npos);
    EXPECT_EQ(::test::wholeFile(service_.exportTasks(bert(), one)).find("VTODO"), std::string::npos);
}

TEST_F(ImportTest, ALongImportIsSeveralTransactions) {
    std::string file = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n";
    for (int number = 0; number < 1100; ++number)
        file += "BEGIN:VTODO\r\nUID:" + std::to_string(number) + "\r\nSUMMARY:s\r\nEND:VTODO\r\n";
    file += "END:VCALENDAR\r\n";
    const Seq start = now();
    const auto imported = service_.import(anna(), annas_, formats::lines::sourceOf(file), false);
    EXPECT_EQ(imported.items.size(), 1100U);
    std::map<Seq, int> perTransaction;
    for (const auto& task : service_.updates(anna(), annas_, start, {}).changed) ++perTransaction[task.seq];
    EXPECT_EQ(perTransaction.size(), 3U);
    for (const auto& [seq, count] : perTransaction) EXPECT_LE(count, 500);
    EXPECT_EQ(counted(), 1100);
}

}  // namespace
}  // namespace groupware::tasks
