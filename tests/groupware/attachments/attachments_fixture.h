#pragma once

#include "groupware/attachments/api/actions.h"
#include "groupware/attachments/options.h"
#include "groupware/attachments/schema.h"
#include "groupware/attachments/service/attachment_copier.h"
#include "groupware/attachments/service/attachment_service.h"
#include "groupware/attachments/service/object_attachments.h"
#include "groupware/folders/service/folder_touch.h"
#include "groupware/infostore/store/document_reader.h"
#include "groupware/infostore/store/document_writer.h"
#include "tests/groupware/infostore/api_fixture.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace groupware::attachments {

/// Documents in the part of tasks: an object type whose objects have attachments. What it is told stands in the
/// document's description.
class DocumentTarget final : public AttachmentTarget {
public:
    explicit DocumentTarget(const folders::FolderAccess& access) : access_(access) {}

    [[nodiscard]] Module module() const noexcept override { return Module::Task; }
    void requireRead(dbpool::ReadSession& session, const Caller& caller, FolderId folder,
                     std::int64_t object) const override {
        access_.require(session, caller, folder, folders::Permission::ReadOwn, folders::kInfostoreModule);
        requireThere(session, folder, object);
    }
    void requireWrite(dbpool::ReadSession& session, const Caller& caller, FolderId folder,
                      std::int64_t object) const override {
        access_.require(session, caller, folder, folders::Permission::WriteAll, folders::kInfostoreModule);
        requireThere(session, folder, object);
    }
    void attachmentsChanged(dbpool::WriteTransaction& tx, const Caller& caller, FolderId folder, std::int64_t object,
                            const Summary& summary) override {
        auto document = infostore::DocumentReader(tx).find({object});
        document->description = std::to_string(summary.count) + " " +
                                (summary.newest ? std::to_string(summary.newest->time_since_epoch().count()) : "none");
        document->changedBy = caller.user;
        infostore::DocumentWriter(tx).update(*document);
        folders::touchContent(tx, folder);
        tx.record(sync::change(sync::Kind::Document, sync::Verb::Changed, folder, object));
    }

private:
    static void requireThere(dbpool::ReadSession& session, FolderId folder, std::int64_t object) {
        const auto document = infostore::DocumentReader(session).find({object});
        if (!document || document->folder != folder) throw Error(ErrorCode::NotFound, "no such document");
    }

    const folders::FolderAccess& access_;
};

/// Attachments of one of Anna's documents, behind the real dispatcher, on a real MariaDB and a real filestore.
class AttachmentsTest : public infostore::api::ApiTest {
protected:
    AttachmentsTest()
        : ApiTest({attachments::kSchema}),
          target_(access_),
          service_(serviceWith({})),
          copier_(database(), filestores_, clock_),
          actions_(service_, {}, zones_) {
        actions_.addTo(registry_);
        const auto document = upload(anna(), annaFiles_, "task.txt", "");
        object_ = document.document.id.value;
    }

    [[nodiscard]] AttachmentService serviceWith(const std::map<std::string, std::string>& values) {
        return {database(), filestores_, AttachmentTargets({&target_}), clock_,
                [limits = Limits::from(Configuration(options(), values))] { return limits; }};
    }
    [[nodiscard]] Target target() const {
        return {.owner = {.module = Module::Task, .object = object_}, .folder = annaFiles_};
    }
    [[nodiscard]] NewAttachment fileOf(std::string name, std::string_view octets) {
        return {.filename = std::move(name), .contents = service_.stage(anna(), [&octets](std::span<char> into) {
                    const std::size_t count = octets.copy(into.data(), into.size());
                    octets.remove_prefix(count);
                    return count;
                })};
    }
    Written attach(const std::string& name, std::string_view octets) {
        std::vector<NewAttachment> files;
        files.push_back(fileOf(name, octets));
        return service_.attach(anna(), target(), files);
    }
    [[nodiscard]] std::string contentsOf(AttachmentId id) {
        const auto opened = service_.open(anna(), target(), id);
        std::string octets(static_cast<std::size_t>(opened.reader->size()), '\0');
        EXPECT_EQ(opened.reader->readAt(0, octets), octets.size());
        return octets;
    }
    [[nodiscard]] std::vector<std::string> namesOf(const std::vector<Attachment>& attachments) {
        std::vector<std::string> names;
        for (const auto& attachment : attachments) names.push_back(attachment.filename);
        return names;
    }
    /// What the object was told last.
    [[nodiscard]] std::string told() { return service().get(anna(), {.id = {object_}}).description; }
    [[nodiscard]] std::int64_t counted() {
        auto rows = connect()->queryText("SELECT used FROM object_quota WHERE cid = 7 AND module = 4");
        return rows.next() ? rows.integer(1) : 0;
    }

    DocumentTarget target_;
    AttachmentService service_;
    AttachmentCopier copier_;
    api::Actions actions_;
    std::int64_t object_ = 0;
};

}  // namespace groupware::attachments
