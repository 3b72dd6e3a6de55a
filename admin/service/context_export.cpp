#include "admin/service/context_export.h"

#include "groupware/base/error.h"
#include "groupware/base/log.h"
#include "groupware/base/version.h"
#include "groupware/folders/delegation.h"
#include "groupware/folders/store/folder_reader.h"
#include "groupware/folders/store/subscription_store.h"
#include "groupware/principals/service/principals_restore.h"
#include "groupware/principals/store/attribute_list.h"
#include "groupware/principals/store/group_store.h"
#include "groupware/principals/store/guest_store.h"
#include "groupware/principals/store/quota_store.h"
#include "groupware/principals/store/resource_store.h"
#include "groupware/principals/store/user_store.h"

#include <Poco/DateTimeFormat.h>
#include <Poco/DateTimeFormatter.h>
#include <Poco/Timestamp.h>

#include <algorithm>
#include <limits>
#include <span>
#include <utility>

namespace admin {
namespace {

namespace folders = groupware::folders;
namespace principals = groupware::principals;
using groupware::Error;
using groupware::ErrorCode;

constexpr std::size_t kPieceOctets = std::size_t{256} << 10U;

std::string number(std::int64_t value) {
    return std::to_string(value);
}

std::string dateOf(groupware::Instant instant) {
    constexpr std::int64_t kMicroseconds = 1000;
    return Poco::DateTimeFormatter::format(Poco::Timestamp(instant.time_since_epoch().count() * kMicroseconds),
                                           Poco::DateTimeFormat::ISO8601_FORMAT);
}

/// One segment of a path that any file system can hold, close to `name`.
std::string segmentOf(std::string_view name) {
    constexpr std::size_t kMaxSegment = 200;
    std::string segment(name);
    for (auto& c : segment) {
        const auto octet = static_cast<unsigned char>(c);
        if (octet < ' ' || octet == 0x7f || c == '/' || c == '\\') c = '_';
    }
    if (segment.empty() || segment == "." || segment == "..") segment = "_";
    if (segment.size() <= kMaxSegment) return segment;
    std::size_t end = kMaxSegment;
    const auto continues = [&](std::size_t at) { return (static_cast<unsigned char>(segment[at]) & 0xC0U) == 0x80U; };
    while (end > 0 && continues(end)) --end;
    return segment.substr(0, end);
}

/// As segmentOf(), for several of them.
std::string pathOf(std::string_view name) {
    std::string path;
    while (!name.empty()) {
        const auto slash = std::min(name.find('/'), name.size());
        path += "/" + segmentOf(name.substr(0, slash));
        name.remove_prefix(std::min(slash + 1, name.size()));
    }
    return path;
}

}  // namespace

ContextExport::ContextExport(const ArchiveParts& parts, const dbpool::RegisteredContext& context,
                             archive::Compressor::Sink sink)
    : parts_(parts), context_(context), writer_(std::move(sink), parts.clock.now()) {}

archive::Summary ContextExport::run() {
    auto session = parts_.contexts.read(context_.id, groupware::Freshness::strict());
    exportManifest(session);
    exportPrincipals(session);
    exportGuests(session);
    exportFolders(session);
    for (const auto user : users_) exportTree(session, user);
    for (const auto& folder : folders_) exportObjects(session, folder);
    for (const auto* objects : parts_.objects.all()) {
        if (!objects->hasObjectsInNoFolder()) continue;
        folders::Folder none;
        none.id = folders::kNoFolder;
        none.module = objects->module();
        exportObjects(session, none);
    }
    writer_.add(archive::kSummary, archive::write(summary_));
    writer_.finish();
    return summary_;
}

void ContextExport::exportManifest(dbpool::ReadSession& session) {
    archive::Manifest manifest{.product = std::string(groupware::kVersion),
                               .context = context_.id,
                               .name = context_.name,
                               .quotaBytes = context_.quotaBytes,
                               .accessCombination = context_.accessCombination,
                               .mappings = context_.mappings,
                               .exported = dateOf(parts_.clock.now()),
                               .seq = session.seq()};
    std::erase(manifest.mappings, number(context_.id.value));  // every context has its id
    for (const auto& quota : principals::QuotaReader(session).list()) {
        if (quota.maximum) manifest.objectQuotas[std::string(principals::nameOf(quota.module).name)] = *quota.maximum;
    }
    writer_.add(archive::kManifest, archive::write(manifest));
}

/// Passwords and attributes are read user by user: together they would be too much to hold.
void ContextExport::exportPrincipals(dbpool::ReadSession& session) {
    principals::UserReader reader(session);
    for (auto& user : reader.list()) {
        const auto id = user.id;
        const auto credentials = reader.credentials(id);
        const bool usable = credentials && credentials->password.value != principals::kNoPassword;
        archive::UserRecord record{.user = std::move(user),
                                   .password = usable ? credentials->password.value : "",
                                   .attributes = principals::attributesOf(session, id),
                                   .settings = parts_.settings.texts(session, id),
                                   .credentials = parts_.credentials.texts(session, id)};
        writer_.add("principals/users/" + number(id.value) + ".json", archive::write(record));
        users_.push_back(id);
    }
    for (const auto& group : principals::GroupReader(session).list()) {
        if (group.id == principals::kAllUsers) continue;
        writer_.add("principals/groups/" + number(group.id.value) + ".json", archive::write(group));
        ++summary_.groups;
    }
    for (const auto& resource : principals::ResourceReader(session).list()) {
        writer_.add("principals/resources/" + number(resource.id.value) + ".json", archive::write(resource));
        ++summary_.resources;
    }
    summary_.users = static_cast<std::int64_t>(users_.size());
}

void ContextExport::exportGuests(dbpool::ReadSession& session) {
    for (const auto& guest : principals::GuestReader(session).list()) {
        writer_.add("principals/guests/" + number(guest.id.value) + ".json", archive::write(guest));
        ++summary_.guests;
    }
}

void ContextExport::exportFolders(dbpool::ReadSession& session) {
    folders::FolderReader reader(session);
    folders_ = reader.subtree(folders::kRoot, std::numeric_limits<std::int64_t>::max());
    const auto origins = reader.origins();
    constexpr std::size_t kAtOnce = 500;
    for (std::span<const folders::Folder> rest(folders_); !rest.empty();) {
        const auto some = rest.first(std::min(rest.size(), kAtOnce));
        std::vector<groupware::FolderId> ids;
        for (const auto& folder : some) ids.push_back(folder.id);
        auto grants = reader.grants(ids);
        for (const auto& folder : some) {
            folders::ArchivedFolder archived{.folder = folder, .grants = grants[folder.id]};
            if (const auto origin = origins.find(folder.id); origin != origins.end()) archived.origin = origin->second;
            writer_.add("folders/" + number(folder.id.value) + ".json", archive::write(archived));
            const auto parent = folder.id == folders::kRoot ? "" : paths_[folder.parent];
            auto path = folder.id == folders::kRoot ? "" : parent + "/" + segmentOf(folder.name);
            if (!takenPaths_.insert(path).second) takenPaths_.insert(path += " (" + number(folder.id.value) + ")");
            paths_[folder.id] = std::move(path);
        }
        rest = rest.subspan(some.size());
    }
    summary_.folders = static_cast<std::int64_t>(folders_.size());
}

void ContextExport::exportTree(dbpool::ReadSession& session, groupware::UserId user) {
    archive::TreeRecord record{.user = user};
    record.tree.delegates = folders::FolderReader(session).grants(folders::allPrivateOf(user));
    record.tree.subscriptions = folders::SubscriptionReader(session).of(user);
    if (record.tree.delegates.empty() && record.tree.subscriptions.empty()) return;
    writer_.add("tree/" + number(user.value) + ".json", archive::write(record));
}

void ContextExport::exportObjects(dbpool::ReadSession& session, const folders::Folder& folder) {
    const auto* objects = parts_.objects.find(folder.module);
    if (objects == nullptr) return;
    folders::ArchivePosition position;
    while (true) {
        auto page = objects->page(session, folder.id, position, kPage);
        const bool last = page.size() < kPage;
        for (auto& object : page) exportObject(folder, std::move(object));
        if (last) return;
    }
}

void ContextExport::exportObject(const folders::Folder& folder, folders::ArchivedObject object) {
    archive::ObjectRecord record{.folder = folder.id};
    if (folder.id == folders::kNoFolder) record.module = folder.module;
    for (auto& part : object.parts) record.paths.push_back(exportPart(folder, part));
    const auto path = "objects/" + folder.module + "/" + number(folder.id.value) + "/" + number(object.id) + ".json";
    record.object = std::move(object);
    writer_.add(path, archive::write(record));
    ++summary_.objects[folder.module];
}

/// @return the entry's path, empty if there is none
std::string ContextExport::exportPart(const folders::Folder& folder, folders::ArchivedPart& part) {
    const bool isText = part.blobKey.empty();
    auto path = (isText ? "items" : "files") + paths_[folder.id] + pathOf(part.name);
    if (!isText) {
        if (const auto known = shared_.find(part.blobKey); known != shared_.end()) {
            part.elsewhere = true;
            return known->second;
        }
        if (copyBlob(path, part)) {
            if (part.shared) shared_.emplace(part.blobKey, path);
            return path;
        }
        part.missing = true;
        reportMissing(folder, part);
        return {};
    }
    part.size = static_cast<std::int64_t>(part.text.size());
    writer_.begin(path, part.size);
    writer_.write(part.text);
    part.sha256 = writer_.end();
    return path;
}

/// @return false if the blob is gone, or is not as long as its row says
bool ContextExport::copyBlob(const std::string& path, folders::ArchivedPart& part) {
    std::unique_ptr<filestore::BlobReader> reader;
    try {
        reader = parts_.filestores.storeOf(context_.id)->open(part.blobKey);
    } catch (const Error& error) {
        if (error.code() != ErrorCode::NotFound) throw;
        return false;
    }
    if (reader->size() != part.size) return false;
    writer_.begin(path, part.size);
    std::string piece(kPieceOctets, '\0');
    for (std::int64_t offset = 0; offset < part.size;) {
        const auto count = reader->readAt(offset, piece);
        if (count == 0) break;  // the writer notices
        writer_.write(std::string_view(piece).substr(0, count));
        offset += static_cast<std::int64_t>(count);
    }
    (void)writer_.end();  // if the blob is damaged, whoever reads the archive sees that the sums differ
    summary_.octets += part.size;
    return true;
}

void ContextExport::reportMissing(const folders::Folder& folder, const folders::ArchivedPart& part) {
    groupware::log::error("context.export.missing",
                          {{"context", context_.id.value}, {"folder", folder.id.value}, {"blob", part.blobKey}});
    ++summary_.missing;
    if (summary_.missingFiles.size() < archive::Summary::kMaxListed) {
        summary_.missingFiles.push_back("files" + paths_[folder.id] + pathOf(part.name));
    }
}

}  // namespace admin
