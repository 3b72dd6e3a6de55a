#include "groupware/infostore/service/document_archive.h"

#include "dbpool/routing/id_sequence.h"
#include "filestore/quota.h"
#include "groupware/base/crypto.h"
#include "groupware/base/error.h"
#include "groupware/folders/service/folder_touch.h"
#include "groupware/formats/json/json.h"
#include "groupware/formats/mime/media_type.h"
#include "groupware/infostore/document_patch.h"
#include "groupware/infostore/name.h"
#include "groupware/infostore/store/document_reader.h"
#include "groupware/infostore/store/document_writer.h"
#include "groupware/infostore/versioning.h"
#include "groupware/principals/service/object_quotas.h"
#include "groupware/sync/change.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace groupware::infostore {
namespace {

namespace json = groupware::formats::json;

/// A document whose rows can be written.
struct RestorableDocument final : folders::RestorableObject {
    Document document{};
    std::vector<Version> versions{};
};

std::int64_t milliseconds(Instant instant) {
    return instant.time_since_epoch().count();
}

[[noreturn]] void refuse(const std::string& why) {
    throw Error(ErrorCode::BadRequest, "archived document: " + why, "The document " + why + ".");
}

// -- out

json::Object::Ptr toJson(const Version& version) {
    auto object = json::makeObject();
    object->set("number", version.number);
    object->set("filename", version.filename);
    object->set("mediaType", version.mediaType);
    object->set("comment", version.comment);
    object->set("md5", crypto::toHex(version.md5));
    object->set("createdBy", version.createdBy.value);
    object->set("createdAt", milliseconds(version.createdAt));
    return object;
}

json::Object::Ptr toJson(const Document& document, const std::vector<Version>& versions) {
    auto object = json::makeObject();
    object->set("filename", document.filename);
    object->set("title", document.title);
    object->set("description", document.description);
    object->set("url", document.url);
    object->set("categories", document.categories);
    object->set("colorLabel", document.colorLabel);
    object->set("currentVersion", document.currentVersion);
    object->set("lastVersion", document.lastVersion);
    object->set("createdBy", document.createdBy.value);
    object->set("createdAt", milliseconds(document.createdAt));
    object->set("changedBy", document.changedBy.value);
    object->set("modified", milliseconds(document.modified));
    if (document.origin) object->set("origin", document.origin->value);
    auto list = json::makeArray();
    for (const auto& version : versions) list->add(toJson(version));
    object->set("versions", list);
    return object;
}

folders::ArchivedPart partOf(const Document& document, const Version& version) {
    const bool current = version.number == document.currentVersion;
    return {
        .name = current ? document.filename : ".versions/" + document.filename + "/" + std::to_string(version.number),
        .blobKey = version.blobKey,
        .text = {},
        .size = version.size,
        .sha256 = version.sha256};
}

folders::ArchivedObject archived(const Document& document, const std::vector<Version>& versions) {
    folders::ArchivedObject object{.id = document.id.value, .data = json::write(toJson(document, versions))};
    for (const auto& version : versions) object.parts.push_back(partOf(document, version));
    return object;
}

// -- in

std::string textIn(const json::Object& object, const char* key) {
    return json::text(object, key).value_or("");
}

std::int64_t numberIn(const json::Object& object, const char* key, std::int64_t lowest, std::int64_t highest) {
    const auto value = json::integer(object, key).value_or(0);
    if (value < lowest || value > highest) refuse(std::string("has an impossible ") + key);
    return value;
}

int intIn(const json::Object& object, const char* key) {
    return static_cast<int>(numberIn(object, key, 0, std::numeric_limits<int>::max() - 1));
}

/// Years 0 to 9999: what every client can show.
Instant instantIn(const json::Object& object, const char* key) {
    return Instant(std::chrono::milliseconds(numberIn(object, key, -62'167'219'200'000, 253'402'300'799'999)));
}

Document documentIn(const json::Object& object, const Limits& limits) {
    const DocumentPatch patch{.filename = textIn(object, "filename"),
                              .title = textIn(object, "title"),
                              .description = textIn(object, "description"),
                              .url = textIn(object, "url"),
                              .categories = textIn(object, "categories"),
                              .colorLabel = intIn(object, "colorLabel")};
    requireValid(patch, limits);
    Document document;
    apply(patch, document);
    document.title = *patch.title;
    document.currentVersion = intIn(object, "currentVersion");
    document.lastVersion = intIn(object, "lastVersion");
    document.createdAt = instantIn(object, "createdAt");
    document.modified = instantIn(object, "modified");
    if (object.has("origin")) document.origin = FolderId{numberIn(object, "origin", 1, folders::kMaxArchivedId)};
    return document;
}

Version versionIn(const json::Object& object, const folders::ArchivedPart& part, const Limits& limits) {
    requireValid({.versionComment = textIn(object, "comment")}, limits);
    Version version{.number = intIn(object, "number"),
                    .blobKey = part.blobKey,
                    .size = part.size,
                    .sha256 = part.sha256,
                    .md5 = crypto::fromHex(textIn(object, "md5")),
                    .mediaType = {},
                    .filename = textIn(object, "filename"),
                    .comment = textIn(object, "comment"),
                    .createdBy = {},
                    .createdAt = instantIn(object, "createdAt")};
    requireValidName(version.filename, limits.nameCharacters);
    version.mediaType = formats::mime::chooseMediaType(textIn(object, "mediaType"), version.filename);
    constexpr std::size_t kMd5Octets = 16;
    if (version.md5.size() != kMd5Octets) refuse("has a version with an impossible MD5");
    if (version.size > limits.uploadBytes) {
        throw Error(ErrorCode::TooLarge, "archived document: a version is too long",
                    "The document has a version of more than " + std::to_string(limits.uploadBytes) + " bytes.");
    }
    return version;
}

/// Versions ascend, the current one is among them, and a document has a file name if it has contents.
void requireConsistent(const RestorableDocument& found, const Limits& limits) {
    const auto& versions = found.versions;
    const auto ascends = [](const Version& a, const Version& b) { return a.number >= b.number; };
    if (std::adjacent_find(versions.begin(), versions.end(), ascends) != versions.end()) refuse("has equal versions");
    if (static_cast<int>(versions.size()) > limits.versions) refuse("has too many versions");
    const auto& document = found.document;
    if (versions.empty() != document.filename.empty())
        refuse("has contents without a name, or a name without contents");
    if (versions.empty()) {
        if (document.currentVersion != 0) refuse("has no current version");
        return;
    }
    const bool current = std::any_of(versions.begin(), versions.end(),
                                     [&](const auto& version) { return version.number == document.currentVersion; });
    if (!current || versions.front().number < 1) refuse("has no current version");
    if (versions.back().number > document.lastVersion) refuse("has a version after its last");
}

/// What the archive does not have is detached, as a user would have done it.
void dropMissing(RestorableDocument& found, const std::vector<folders::ArchivedPart>& parts) {
    std::vector<std::int64_t> missing;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (parts[i].missing) missing.push_back(found.versions[i].number);
    }
    if (missing.empty()) return;
    if (missing.size() == parts.size()) refuse("has lost its contents");
    (void)detach(found.document, found.versions, missing);
    std::erase_if(found.versions, [&](const Version& version) {
        return std::find(missing.begin(), missing.end(), version.number) != missing.end();
    });
}

}  // namespace

std::vector<folders::ArchivedObject> DocumentArchive::page(dbpool::ReadSession& session, FolderId folder,
                                                           folders::ArchivePosition& position,
                                                           std::size_t atMost) const {
    DocumentReader reader(session);
    const auto documents = reader.behind(folder, position.seq, {position.id}, atMost);
    if (documents.empty()) return {};
    position = {.seq = documents.back().seq, .id = documents.back().id.value};
    std::vector<std::int64_t> ids;
    for (const auto& document : documents) ids.push_back(document.id.value);
    auto versions = reader.versions(ids);
    std::vector<folders::ArchivedObject> objects;
    for (const auto& document : documents) objects.push_back(archived(document, versions[document.id.value]));
    return objects;
}

std::unique_ptr<folders::RestorableObject> DocumentArchive::read(
    const folders::ArchivedObject& object, const std::function<UserId(std::int64_t)>& userOf) const {
    const auto data =
        json::requireObject(json::parse(object.data, {.bytes = folders::ArchivedPart::kMaxTextOctets}), "a document");
    auto found = std::make_unique<RestorableDocument>();
    auto& document = found->document;
    document = documentIn(*data, limits_);
    if (object.id < 1 || object.id > folders::kMaxArchivedId) refuse("has an impossible id");
    document.id = {object.id};
    document.createdBy = userOf(json::integer(*data, "createdBy").value_or(0));
    document.changedBy = userOf(json::integer(*data, "changedBy").value_or(0));
    const auto list = json::array(*data, "versions");
    const std::size_t count = list.isNull() ? 0 : list->size();
    if (count != object.parts.size()) refuse("has not as many files as versions");
    for (std::size_t i = 0; i < count; ++i) {
        if (object.parts[i].blobKey.empty() && !object.parts[i].missing) refuse("has a text for a file");
        const auto version = json::requireObject(list->get(static_cast<unsigned>(i)), "a version");
        found->versions.push_back(versionIn(*version, object.parts[i], limits_));
        found->versions.back().createdBy = userOf(json::integer(*version, "createdBy").value_or(0));
    }
    document.versionCount = static_cast<int>(count);
    requireConsistent(*found, limits_);
    dropMissing(*found, object.parts);
    return found;
}

void DocumentArchive::restore(dbpool::WriteTransaction& tx, FolderId folder,
                              std::span<const std::unique_ptr<folders::RestorableObject>> objects) const {
    DocumentWriter writer(tx);
    std::int64_t octets = 0;
    std::int64_t last = 0;
    principals::requireRoom(tx, principals::QuotaModule::Infostore, static_cast<std::int64_t>(objects.size()));
    for (const auto& object : objects) {
        const auto& found = static_cast<const RestorableDocument&>(*object);
        Document document = found.document;  // the closure may run again
        document.folder = folder;
        writer.insert(document);
        for (const auto& version : found.versions) {
            writer.insertVersion(document.id, version);
            octets += version.size;
        }
        last = std::max(last, document.id.value);
        tx.record(sync::change(sync::Kind::Document, sync::Verb::Created, folder, document.id.value));
    }
    if (octets > 0) filestore::charge(tx, octets);
    dbpool::takeIds(tx, "document", last);
    folders::touchContent(tx, folder);
}

}  // namespace groupware::infostore
