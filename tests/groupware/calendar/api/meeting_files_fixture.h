#pragma once

#include "filestore/trash_collector.h"
#include "groupware/principals/service/object_quotas.h"
#include "tests/groupware/calendar/api/chronos_fixture.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace groupware::calendar::api {

using attachments::AttachmentId;

/// Files of meetings: one blob, on everybody's copy. RFC 8607 section 3.
class MeetingFilesTest : public ChronosTest {
protected:
    static std::string people(const std::string& more = {}) {
        return R"("summary":"Talk","attendees":[{"entity":4},{"entity":5},{"email":"guest@example.net"}])" + more;
    }
    EventRef make(const std::string& body, FolderId folder) {
        const auto result = run("new", {{"folder", text(folder)}}, body);
        const auto made = objectAt(objectOf(result)->getArray("created"), 0);
        return {.folder = folder, .id = {std::stoll(made->getValue<std::string>("id"))}};
    }
    EventRef make(const std::string& body) { return make(body, annas_); }

    /// A public folder that everybody may read.
    FolderId readableFolder() {
        return folderService_
            .create(anna(), {.parent = folders::kPublic,
                             .name = "Public",
                             .module = "calendar",
                             .grants = {{{folders::Grantee::of(kAnna), folders::kOwnerRights},
                                         {folders::Grantee::of(folders::kAllUsers), folders::kViewerRights}}}})
            .folder;
    }

    NewFile staged(const std::string& name, std::string octets, const Caller& caller = anna()) {
        return files_.stage(caller, name, "text/plain", [left = std::move(octets)](std::span<char> into) mutable {
            const auto count = std::min(into.size(), left.size());
            std::copy_n(left.begin(), count, into.begin());
            left.erase(0, count);
            return count;
        });
    }
    attachments::Target targetOf(const CalendarObject& object) {
        return {.owner = {.module = attachments::Module::Appointment, .object = object.id.value},
                .folder = object.folder};
    }
    /// By the module `attachment`.
    AttachmentId attach(const EventRef& ref, const std::string& name, const std::string& octets,
                        const Caller& caller = anna()) {
        std::vector<NewFile> files;
        files.push_back(staged(name, octets, caller));
        return attachments_.attach(caller, targetOf(*stored(ref.id)), files).attachments.at(0);
    }
    /// With other changes of the event, in its transaction.
    WriteResult update(const EventRef& ref, EventChange change, std::vector<NewFile> files,
                       const WriteOptions& options = {}, const Caller& caller = anna()) {
        auto added = files_.prepare(caller, files);
        change.files.added = &added;
        auto result = service_.update(caller, ref, change, options);
        if (result.conflicts.empty()) added.release();
        return result;
    }

    std::string uidOf(const EventRef& ref) { return stored(ref.id).value().uid; }
    CalendarObject copyOf(UserId owner, const std::string& uid) {
        auto session = database().read(kContext, Freshness::strict());
        const auto found = ObjectReader(session).findByUid(CalendarUser::of(owner), uid);
        EXPECT_TRUE(found.has_value());
        return found.value_or(CalendarObject{});
    }
    /// What who may read an object finds there: "a.txt=octets b.txt=..."; its row and lists have to say as many.
    std::string filesOf(const CalendarObject& object, const Caller& caller) {
        const EventRef ref{.folder = object.folder, .id = object.id};
        const auto found = attachments_.all(caller, targetOf(object)).attachments;
        EXPECT_EQ(object.attachments, static_cast<std::int64_t>(found.size()));
        EXPECT_EQ(queries_.get(caller, ref).attachmentCount, object.attachments);
        std::string all;
        for (const auto& each : found) {
            const auto opened = attachments_.open(caller, targetOf(object), each.id);
            std::string octets(static_cast<std::size_t>(opened.reader->size()), '\0');
            EXPECT_EQ(opened.reader->readAt(0, octets), octets.size());
            all += (all.empty() ? "" : " ") + each.filename + "=" + octets;
        }
        return all;
    }
    std::string filesOf(const EventRef& ref, const Caller& caller = anna()) { return filesOf(*stored(ref.id), caller); }
    std::string filesOf(UserId owner, const std::string& uid) { return filesOf(copyOf(owner, uid), callerOf(owner)); }

    std::int64_t number(const std::string& sql) {
        auto rows = connect()->queryText(sql);
        return rows.next() ? rows.integer(1) : -1;
    }
    std::set<std::string> onDisk() {
        std::set<std::string> keys;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(filestoreDirectory_.path())) {
            const auto path = entry.path().string();
            if (entry.is_regular_file() && path.find("hashed") != std::string::npos)
                keys.insert(entry.path().filename().string());
        }
        return keys;
    }
    /// Everything counted once, and nothing stored that no row names, nor named that is not stored.
    void expectExact() {
        EXPECT_EQ(number("SELECT COALESCE(SUM(size), 0) FROM (SELECT DISTINCT id, size FROM attachment) a"),
                  number("SELECT used FROM filestore_usage WHERE cid = 7"));
        EXPECT_EQ(number("SELECT COUNT(DISTINCT id) FROM attachment"),
                  number("SELECT COALESCE(SUM(used), 0) FROM object_quota WHERE cid = 7 AND module = " +
                         std::to_string(static_cast<int>(principals::QuotaModule::Attachment))));
        const ConfigurationSource noGrace{
            Configuration(filestore::options(), {{"filestore.trashGrace", "0"}, {"filestore.freeFloor", "0"}})};
        filestore::TrashCollector(database(), filestores_, clock_, noGrace).collect(kContext);
        std::set<std::string> named;
        auto rows = connect()->queryText("SELECT blob_key FROM attachment WHERE cid = 7");
        while (rows.next()) named.insert(std::filesystem::path(rows.text(1)).filename().string());
        EXPECT_EQ(onDisk(), named);
    }
};

}  // namespace groupware::calendar::api
