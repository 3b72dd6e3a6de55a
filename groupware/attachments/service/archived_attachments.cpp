#include "groupware/attachments/service/archived_attachments.h"

#include "filestore/quota.h"
#include "groupware/attachments/service/attachment_writing.h"
#include "groupware/attachments/store/attachment_reader.h"
#include "groupware/attachments/store/attachment_writer.h"
#include "groupware/base/error.h"
#include "groupware/formats/mime/media_type.h"
#include "groupware/principals/text_rules.h"

#include <algorithm>
#include <chrono>
#include <string>
#include <utility>

namespace groupware::attachments {
namespace {

namespace json = formats::json;

[[noreturn]] void refuse(const std::string& why) {
    throw Error(ErrorCode::BadRequest, "archived attachment: " + why, "An attachment " + why + ".");
}

/// Years 1970 to 9999.
Instant instantOf(std::int64_t milliseconds) {
    constexpr std::int64_t kLast = 253'402'300'799'999;
    if (milliseconds < 0 || milliseconds > kLast) refuse("has an impossible time");
    return Instant(std::chrono::milliseconds(milliseconds));
}

AttachmentId idOf(const json::Object& object) {
    const auto id = json::integer(object, "id").value_or(0);
    if (id < 0 || id > folders::kMaxArchivedId) refuse("has an impossible id");
    return {id};
}

Attachment attachmentFrom(const json::Object& object, const folders::ArchivedPart& part, const Limits& limits) {
    Attachment attachment{.id = idOf(object),
                          .filename = json::text(object, "filename").value_or(""),
                          .rtf = json::flag(object, "rtf").value_or(false),
                          .blobKey = part.blobKey,
                          .size = part.size,
                          .sha256 = part.sha256,
                          .createdAt = instantOf(json::integer(object, "createdAt").value_or(0))};
    principals::requireName("name of the attachment", attachment.filename, limits.nameCharacters);
    if (attachment.filename.find_first_of("/\\") != std::string::npos) refuse("has a name with a slash");
    attachment.mediaType =
        formats::mime::chooseMediaType(json::text(object, "mediaType").value_or(""), attachment.filename);
    if (part.elsewhere && attachment.id == AttachmentId{}) refuse("is of another object, and has no id");
    if (part.blobKey.empty() && !part.elsewhere) refuse("has a text for a file");
    if (part.size > limits.bytes) {
        throw Error(ErrorCode::TooLarge, "archived attachment beyond attachments.bytes",
                    "An attachment has more than " + std::to_string(limits.bytes) + " bytes.");
    }
    return attachment;
}

/// @param known  hangs on some object
bool isSameFile(const Attachment& known, const Attachment& file) {
    return known.id == file.id && known.sha256 == file.sha256 && known.owner.module == file.owner.module &&
           known.owner.object != file.owner.object;
}

/// What becomes of files that are restored.
struct Sorted {
    std::vector<Attachment> fresh{};   ///< get new ids
    std::vector<Attachment> kept{};    ///< keep theirs
    std::vector<Attachment> shared{};  ///< and share the blob of one that is there
};

Sorted sorted(dbpool::WriteTransaction& tx, std::span<const Attachment> attachments) {
    std::vector<std::int64_t> ids;
    for (const auto& each : attachments) {
        if (each.id != AttachmentId{}) ids.push_back(each.id.value);
    }
    auto known = AttachmentReader(tx).named(ids);
    Sorted files;
    for (auto file : attachments) {
        const bool isElsewhere = file.blobKey.empty();
        const auto same = known.find(file.id);
        if (same != known.end() && isSameFile(same->second, file)) {
            if (!isElsewhere) filestore::trash(tx, file.blobKey);
            file.blobKey = same->second.blobKey;
            file.size = same->second.size;
            files.shared.push_back(std::move(file));
        } else if (isElsewhere) {
            continue;
        } else if (file.id == AttachmentId{} || same != known.end()) {  // the second: an archive that somebody made up
            files.fresh.push_back(std::move(file));
        } else {
            known.emplace(file.id, file);
            files.kept.push_back(std::move(file));
        }
    }
    return files;
}

}  // namespace

std::set<AttachmentId> sharedAmong(dbpool::ReadSession& session,
                                   const std::map<std::int64_t, std::vector<Attachment>>& attachments) {
    std::vector<std::int64_t> ids;
    for (const auto& [object, files] : attachments) {
        for (const auto& file : files) ids.push_back(file.id.value);
    }
    return AttachmentReader(session).shared(ids);
}

json::Array::Ptr archived(std::span<const Attachment> attachments) {
    auto list = json::makeArray();
    for (const auto& attachment : attachments) {
        auto object = json::makeObject();
        object->set("id", attachment.id.value);
        object->set("filename", attachment.filename);
        object->set("mediaType", attachment.mediaType);
        object->set("rtf", attachment.rtf);
        object->set("createdBy", attachment.createdBy.value);
        object->set("createdAt", attachment.createdAt.time_since_epoch().count());
        list->add(object);
    }
    return list;
}

std::vector<folders::ArchivedPart> archivedParts(std::int64_t object, std::span<const Attachment> attachments,
                                                 const std::set<AttachmentId>& shared) {
    std::vector<folders::ArchivedPart> parts;
    int number = 0;  // names may be equal
    for (const auto& attachment : attachments) {
        parts.push_back({.name = ".attachments/" + std::to_string(object) + "/" + std::to_string(++number) + "-" +
                                 attachment.filename,
                         .blobKey = attachment.blobKey,
                         .text = {},
                         .size = attachment.size,
                         .sha256 = attachment.sha256,
                         .shared = shared.contains(attachment.id)});
    }
    return parts;
}

std::vector<Attachment> readArchived(const json::Array::Ptr& list, std::span<const folders::ArchivedPart> parts,
                                     const std::function<UserId(std::int64_t)>& userOf, const Limits& limits) {
    const std::size_t count = list.isNull() ? 0 : list->size();
    if (count != parts.size()) refuse("has no file, or a file no attachment");
    if (count > limits.perObject) {
        throw Error(ErrorCode::TooLarge, "archived object beyond attachments.perObject",
                    "The object has more than " + std::to_string(limits.perObject) + " attachments.");
    }
    std::vector<Attachment> attachments;
    for (std::size_t i = 0; i < count; ++i) {
        if (parts[i].missing) continue;
        const auto object = json::requireObject(list->get(static_cast<unsigned>(i)), "an attachment");
        auto attachment = attachmentFrom(*object, parts[i], limits);
        attachment.createdBy = userOf(json::integer(*object, "createdBy").value_or(0));
        attachments.push_back(std::move(attachment));
    }
    return attachments;
}

std::map<std::int64_t, Summary> restoreAttachments(dbpool::WriteTransaction& tx,
                                                   std::span<const Attachment> attachments) {
    auto files = sorted(tx, attachments);
    if (!files.kept.empty()) keepAttachments(tx, files.kept);
    if (!files.shared.empty()) AttachmentWriter(tx).share(files.shared);
    if (!files.fresh.empty()) insertAttachments(tx, files.fresh);
    std::map<std::int64_t, std::vector<Attachment>> restored;
    for (const auto* some : {&files.kept, &files.shared, &files.fresh}) {
        for (const auto& file : *some) restored[file.owner.object].push_back(file);
    }
    std::map<std::int64_t, Summary> summaries;
    for (const auto& [object, all] : restored) summaries.emplace(object, summaryOf(all));
    return summaries;
}

Summary summaryOf(std::span<const Attachment> attachments) {
    Summary summary{.count = static_cast<std::int64_t>(attachments.size())};
    for (const auto& attachment : attachments) {
        summary.newest = std::max(summary.newest.value_or(Instant{}), attachment.createdAt);
    }
    return summary;
}

}  // namespace groupware::attachments
