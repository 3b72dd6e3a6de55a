#include "groupware/api/event_stream.h"

#include <gtest/gtest.h>

#include <vector>

namespace groupware::api {
namespace {

folders::AccessibleFolder folder(std::int64_t id, const char* module) {
    folders::AccessibleFolder entry;
    entry.folder.id = {id};
    entry.folder.module = module;
    return entry;
}

push::ChangeRecord record(std::int64_t seq, sync::Kind kind, std::int64_t in, std::int64_t object) {
    return {.seq = {seq}, .kind = kind, .folder = {in}, .object = object};
}

TEST(EventStream, APositionComesBack) {
    const EventPosition position{.epoch = 3, .seq = {1'800'000'000'123}};
    EXPECT_EQ(position.text(), "3-1800000000123");
    EXPECT_EQ(parseEventPosition(position.text()), position);
    for (const auto* broken : {"", "-", "3", "3-", "-5", "3-x", "3-5-7", "3--5", " 3-5", "99999999999999999999-1"})
        EXPECT_EQ(parseEventPosition(broken), std::nullopt) << broken;
}

TEST(EventStream, EachVisibleFolderIsNamedOnceInTheOrderOfItsLastChange) {
    const std::vector<folders::AccessibleFolder> visible{folder(20, "infostore"), folder(30, "contacts")};
    const auto events = folderEvents({record(1, sync::Kind::Document, 20, 5), record(2, sync::Kind::Contact, 30, 5),
                                      record(3, sync::Kind::Document, 20, 6), record(4, sync::Kind::Document, 99, 7)},
                                     visible);
    ASSERT_EQ(events.size(), 2U);
    EXPECT_EQ(events[0], (FolderEvent{.name = "content", .folder = {30}, .module = "contacts", .seq = {2}}));
    EXPECT_EQ(events[1], (FolderEvent{.name = "content", .folder = {20}, .module = "infostore", .seq = {3}}));
}

TEST(EventStream, AFolderThatChangesNamesItselfAndItsParent) {
    const std::vector<folders::AccessibleFolder> visible{folder(20, "infostore"), folder(21, "infostore")};
    const auto events = folderEvents({record(1, sync::Kind::Folder, 20, 21), record(2, sync::Kind::Folder, 98, 99),
                                      record(3, sync::Kind::User, 0, 20)},
                                     visible);
    ASSERT_EQ(events.size(), 2U);  // nothing of what is hidden, and users are no folders
    EXPECT_EQ(events[0].name, "folder");
    EXPECT_EQ(events[0].folder, FolderId{20});
    EXPECT_EQ(events[1].folder, FolderId{21});
}

TEST(EventStream, LooksAsBrowsersReadIt) {
    EXPECT_EQ(eventText({.name = "content", .folder = {20}, .module = "infostore", .seq = {7}}),
              "event: content\ndata: {\"folder\":\"20\",\"module\":\"infostore\",\"seq\":7}\n\n");
    EXPECT_EQ(positionEvent("reset", {.epoch = 1, .seq = {9}}), "id: 1-9\nevent: reset\ndata: {\"seq\":9}\n\n");
    EXPECT_EQ(positionOnly({.epoch = 1, .seq = {9}}), "id: 1-9\n\n");
}

}  // namespace
}  // namespace groupware::api
