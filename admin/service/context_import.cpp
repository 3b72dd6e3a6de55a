#include "admin/service/context_import.h"

#include "admin/service/context_service.h"
#include "admin/service/problems.h"
#include "dbpool/routing/request_counters.h"
#include "groupware/base/crypto.h"
#include "groupware/base/error.h"
#include "groupware/base/log.h"
#include "groupware/folders/service/folder_restore.h"
#include "groupware/principals/service/object_quotas.h"
#include "groupware/principals/service/principals_restore.h"
#include "groupware/principals/service/provisioning.h"
#include "groupware/sync/change.h"

#include <algorithm>
#include <array>
#include <exception>
#include <utility>

namespace admin {
namespace {

namespace folders = groupware::folders;
namespace principals = groupware::principals;
namespace sync = groupware::sync;
using groupware::Error;
using groupware::ErrorCode;
using groupware::UserId;

/// Parts of one object.
constexpr std::size_t kMaxParts = 10'000;
constexpr std::string_view kUsers = "principals/users/";

[[noreturn]] void refuse(const std::string& why) {
    throw Error(ErrorCode::BadRequest, "archive: " + why, "This archive cannot be imported: " + why + ".");
}

std::string textOf(const Error& error) {
    return error.publicText().empty() ? error.what() : error.publicText();
}

/// What is wrong with one object and not with the whole import.
bool concernsOneObject(ErrorCode code) {
    switch (code) {
        case ErrorCode::BadRequest:
        case ErrorCode::NotFound:
        case ErrorCode::Conflict:
        case ErrorCode::TooLarge:
        case ErrorCode::QuotaExceeded: return true;
        case ErrorCode::NotAuthenticated:
        case ErrorCode::Forbidden:
        case ErrorCode::PreconditionFailed:
        case ErrorCode::TooManyRequests:
        case ErrorCode::Unavailable:
        case ErrorCode::Internal: return false;
    }
    return false;
}

/// Contents of an entry for the filestore, or for their sum alone.
class EntrySource final : public filestore::BlobSource {
public:
    explicit EntrySource(archive::ArchiveReader& reader) : reader_(reader) {}
    [[nodiscard]] std::size_t read(std::span<char> into) override { return reader_.read(into); }

private:
    archive::ArchiveReader& reader_;
};

std::string sumOf(archive::ArchiveReader& reader) {
    std::array<char, std::size_t{64} << 10U> piece{};
    groupware::crypto::Sha256 hash;
    while (const auto count = reader.read(piece)) hash.update(std::span(piece).first(count));
    return hash.finish();
}

principals::NewUser newAdmin(const archive::UserRecord& record) {
    const auto& user = record.user;
    return {.login = user.login,
            .displayName = user.displayName,
            .givenName = user.givenName,
            .surname = user.surname,
            .email = user.email,
            .language = user.language,
            .timeZone = user.timeZone,
            .password = {principals::kNoPassword}};
}

}  // namespace

ContextImport::ContextImport(const ArchiveParts& parts, ContextService& contexts, const folders::FolderLimits& limits,
                             ImportWish wish)
    : parts_(parts), contexts_(contexts), limits_(limits), wish_(std::move(wish)) {}

ImportReport ContextImport::run(archive::ArchiveReader& reader) {
    try {
        begin(reader);
        while (const auto entry = reader.next()) take(reader, *entry);
        complete();
        if (!wish_.dryRun) finish();
        return std::move(report_);
    } catch (...) {
        if (!created_) throw;
        const auto id = report_.context;
        try {
            contexts_.remove(id);
            groupware::log::warning("context.import.undone", {{"context", id.value}});
        } catch (const std::exception& error) {
            groupware::log::error("context.import.left", {{"context", id.value}, {"why", error.what()}});
        }
        throw;
    }
}

/// The manifest and the administrator: with them there is a context.
void ContextImport::begin(archive::ArchiveReader& reader) {
    auto entry = reader.next();
    if (!entry || entry->path != archive::kManifest) refuse("it does not begin with a manifest");
    manifest_ = archive::readManifest(reader.text(archive::kMaxRecordOctets));
    entry = reader.next();
    const std::string admin = std::string(kUsers) + std::to_string(principals::kContextAdmin.value) + ".json";
    if (!entry || entry->path != admin) refuse("its administrator is missing");
    const auto record = archive::readUser(reader.text(archive::kMaxRecordOctets));
    if (record.user.id != principals::kContextAdmin) refuse("its administrator is another user");
    create(manifest_, record);
    takeUser(record);
}

void ContextImport::create(const archive::Manifest& manifest, const archive::UserRecord& admin) {
    NewContext wanted{.id = wish_.context.value > 0 ? wish_.context : manifest.context,
                      .name = wish_.name,
                      .quotaBytes = manifest.quotaBytes,
                      .admin = {},
                      .mappings = {},
                      .filestore = {},
                      .database = {}};
    // A context without a name of its own is called by its id.
    if (wanted.name.empty() && manifest.name != std::to_string(manifest.context.value)) wanted.name = manifest.name;
    report_.context = wanted.id;
    const auto fresh = newAdmin(admin);
    if (wish_.dryRun) return contexts_.requireCreatable(wanted, fresh);
    if (!manifest.accessCombination.empty()) wanted.admin.accessCombination = manifest.accessCombination;
    contexts_.createForImport(wanted, fresh);
    created_ = true;
    add(
        [this](dbpool::WriteTransaction& tx) {
            for (const auto& [name, maximum] : manifest_.objectQuotas) {
                const auto module = principals::quotaModule(name);
                if (!module) refuse("there is no quota of \"" + name + "\"");
                principals::setQuota(tx, *module, maximum);
            }
            tx.record(sync::change(sync::Kind::Context, sync::Verb::Changed, {}, report_.context.value));
        },
        0);
}

void ContextImport::take(archive::ArchiveReader& reader, const archive::Entry& entry) {
    if (summed_) refuse("something follows its summary");
    if (entry.path.starts_with("files/")) return takeFile(reader, entry);
    if (entry.path.starts_with("items/")) return takeText(reader, entry);
    const auto text = reader.text(archive::kMaxRecordOctets);
    if (entry.path.starts_with("objects/")) return takeObject(text);
    if (!waitingParts_.empty()) refuse(waitingParts_.front().path + " belongs to no object");
    if (entry.path.starts_with("principals/")) return takePrincipal(entry.path, text);
    if (entry.path.starts_with("folders/")) return takeFolder(text);
    if (entry.path.starts_with("tree/")) {
        return add([this, record = archive::readTree(text)](
                       dbpool::WriteTransaction& tx) { folders::restoreTree(tx, record.user, record.tree, limits_); },
                   text.size());
    }
    if (entry.path != archive::kSummary) refuse("nobody knows what " + entry.path + " is");
    const auto summary = archive::readSummary(text);
    summed_ = true;
    flushObjects();
    report_.imported.missing = summary.missing;
    report_.imported.missingFiles = summary.missingFiles;
    const auto& all = report_.imported;
    if (summary.users != all.users || summary.groups != all.groups || summary.resources != all.resources ||
        summary.guests != all.guests || summary.folders != all.folders) {
        refuse("it has not as many users, groups, resources, guests and folders as it says");
    }
}

void ContextImport::takePrincipal(const std::string& path, const std::string& text) {
    if (path.starts_with(kUsers)) return takeUser(archive::readUser(text));
    if (path.starts_with("principals/groups/")) {
        ++report_.imported.groups;
        return add(
            [group = archive::readGroup(text)](dbpool::WriteTransaction& tx) { principals::restoreGroup(tx, group); },
            text.size());
    }
    if (path.starts_with("principals/guests/")) return takeGuest(text);
    if (!path.starts_with("principals/resources/")) refuse("nobody knows what " + path + " is");
    ++report_.imported.resources;
    add([resource =
             archive::readResource(text)](dbpool::WriteTransaction& tx) { principals::restoreResource(tx, resource); },
        text.size());
}

void ContextImport::takeUser(const archive::UserRecord& record) {
    const auto id = record.user.id;
    if (!users_.insert(id.value).second) refuse("user " + std::to_string(id.value) + " is there twice");
    if (record.password.empty()) {
        report_.warnings.push_back("User " + record.user.login + " has no password; set one with changeuser");
    } else {
        logins_.push_back(
            {.user = id, .password = principals::restoredHash(record.password), .credentials = record.credentials});
    }
    ++report_.imported.users;
    std::size_t octets = 0;
    for (const auto& [name, value] : record.attributes) octets += name.size() + value.size();
    for (const auto& [name, value] : record.settings) octets += name.size() + value.size();
    add(
        [this, record](dbpool::WriteTransaction& tx) {
            principals::restoreUser(tx, record.user, record.attributes);
            parts_.settings.restore(tx, record.user.id, record.settings);
        },
        octets);
}

/// Ids of guests are users' ids: what guests made stays theirs.
void ContextImport::takeGuest(const std::string& text) {
    const auto guest = archive::readGuest(text);
    if (!users_.insert(guest.id.value).second) refuse("guest " + std::to_string(guest.id.value) + " is there twice");
    ++report_.imported.guests;
    add([this, guest](dbpool::WriteTransaction& tx) { principals::restoreGuest(tx, guest, parts_.tokens); },
        text.size());
}

void ContextImport::takeFolder(const std::string& text) {
    auto archived = archive::readFolder(text);
    modules_[archived.folder.id] = archived.folder.module;
    ++report_.imported.folders;
    add([this, archived = std::move(archived)](
            dbpool::WriteTransaction& tx) { folders::restoreFolder(tx, archived, limits_); },
        text.size());
}

void ContextImport::takeFile(archive::ArchiveReader& reader, const archive::Entry& entry) {
    if (waitingParts_.size() >= kMaxParts) refuse("an object has too many files");
    Part part{.path = entry.path};
    part.stored.size = entry.size;
    if (wish_.dryRun) {
        part.stored.blobKey = "none";
        part.stored.sha256 = sumOf(reader);
    } else {
        EntrySource source(reader);
        auto blob = parts_.filestores.storeOf(report_.context)->put(source, entry.size);
        part.stored.blobKey = std::move(blob.key);
        part.stored.sha256 = std::move(blob.sha256);
    }
    report_.imported.octets += entry.size;
    waitingParts_.push_back(std::move(part));
}

void ContextImport::takeText(archive::ArchiveReader& reader, const archive::Entry& entry) {
    constexpr auto kMaxTexts = static_cast<std::int64_t>(folders::ArchivedPart::kMaxTextOctets);
    if (waitingParts_.size() >= kMaxParts || partOctets_ + entry.size > kMaxTexts) refuse("an object is too large");
    Part part{.path = entry.path};
    part.stored.text = reader.text(kMaxTexts);
    part.stored.size = entry.size;
    part.stored.sha256 = groupware::crypto::sha256(part.stored.text);
    partOctets_ += entry.size;
    waitingParts_.push_back(std::move(part));
}

/// Gives the object the parts that stood before it. One that was damaged when it was exported counts as missing.
void ContextImport::claimParts(archive::ObjectRecord& record, Waiting& waiting) {
    auto next = waitingParts_.begin();
    for (std::size_t i = 0; i < record.object.parts.size(); ++i) {
        auto& part = record.object.parts[i];
        if (part.missing) continue;
        if (part.elsewhere) {
            waiting.elsewhere.push_back(record.paths[i]);
            continue;
        }
        if (next == waitingParts_.end() || next->path != record.paths[i]) refuse("a file of an object is not there");
        const bool same = next->stored.size == part.size && next->stored.sha256 == part.sha256;
        next->stored.name = part.name;
        part = std::move((next++)->stored);
        if (same) {
            if (!part.blobKey.empty()) waiting.files.push_back({record.paths[i], part.blobKey});
            continue;
        }
        fail(waiting.label, "A file is not what its sum says.");
        if (!part.blobKey.empty()) lose({record.paths[i], part.blobKey});
        part.blobKey.clear();
        part.missing = true;
    }
    if (next != waitingParts_.end()) refuse(next->path + " belongs to no object");
    waitingParts_.clear();
    partOctets_ = 0;
}

std::string ContextImport::moduleOf(const archive::ObjectRecord& record) const {
    if (record.folder == folders::kNoFolder) {
        const auto* objects = parts_.objects.find(record.module);
        if (objects != nullptr && !objects->hasObjectsInNoFolder()) refuse("an object is in no folder");
        return record.module;
    }
    const auto place = modules_.find(record.folder);
    if (place == modules_.end()) refuse("an object is in no folder");
    return place->second;
}

void ContextImport::takeObject(const std::string& text) {
    flushSteps();
    auto record = archive::readObject(text);
    const auto module = moduleOf(record);
    Waiting waiting{.label =
                        module + " " + std::to_string(record.folder.value) + "/" + std::to_string(record.object.id)};
    claimParts(record, waiting);
    if (record.folder != objectFolder_ || module != objectModule_ || objects_.size() >= kBatchObjects ||
        objectOctets_ > kBatchOctets) {
        flushObjects();
    }
    objectFolder_ = record.folder;
    objectModule_ = module;
    const auto* objects = parts_.objects.find(module);
    if (objects == nullptr) return refuseObject(waiting, "This version has no module " + module + ".");
    objectOctets_ += static_cast<std::int64_t>(text.size());
    for (const auto& part : record.object.parts) objectOctets_ += static_cast<std::int64_t>(part.text.size());
    try {
        waiting.object = objects->read(record.object, [this](std::int64_t id) {
            return users_.contains(id) ? UserId{id} : principals::kContextAdmin;
        });
        objects_.push_back(std::move(waiting));
    } catch (const Error& error) {
        if (!concernsOneObject(error.code())) throw;
        refuseObject(waiting, textOf(error));
    }
}

void ContextImport::complete() {
    if (!summed_) refuse("its summary is missing");
    flushSteps();
    flushObjects();
}

void ContextImport::add(Step step, std::size_t octets) {
    if (wish_.dryRun) return;
    steps_.push_back(std::move(step));
    stepOctets_ += octets;
    if (steps_.size() >= kBatchSteps || stepOctets_ > static_cast<std::size_t>(kBatchOctets)) flushSteps();
}

void ContextImport::flushSteps() {
    const auto steps = std::exchange(steps_, {});
    stepOctets_ = 0;
    if (steps.empty()) return;
    write([&](dbpool::WriteTransaction& tx) {
        for (const auto& step : steps) step(tx);
    });
}

/// Each transaction has a request's time for itself: the import is one request of hours.
void ContextImport::write(const Step& step) {
    dbpool::RequestCounters counters;
    const dbpool::CountingScope scope(counters);
    parts_.contexts.write(report_.context, step);
}

void ContextImport::restore(std::span<const std::unique_ptr<folders::RestorableObject>> objects) {
    const auto* archive = parts_.objects.find(objectModule_);
    write([&](dbpool::WriteTransaction& tx) { archive->restore(tx, objectFolder_, objects); });
    report_.imported.objects[objectModule_] += static_cast<std::int64_t>(objects.size());
}

void ContextImport::flushObjects() {
    objectOctets_ = 0;
    if (objects_.empty()) return;
    if (wish_.dryRun) {
        report_.imported.objects[objectModule_] += static_cast<std::int64_t>(objects_.size());
        for (const auto& waiting : std::exchange(objects_, {})) reportLost(waiting);
        return;
    }
    std::vector<std::unique_ptr<folders::RestorableObject>> batch;
    for (auto& waiting : objects_) batch.push_back(std::move(waiting.object));
    try {
        restore(batch);
        for (const auto& waiting : std::exchange(objects_, {})) reportLost(waiting);
        return;
    } catch (const Error& error) {
        if (!concernsOneObject(error.code())) throw;
    }
    for (std::size_t i = 0; i < batch.size(); ++i) objects_[i].object = std::move(batch[i]);
    restoreOneByOne();
}

/// Somebody in the batch is refused: who it is, is found out.
void ContextImport::restoreOneByOne() {
    for (auto& waiting : std::exchange(objects_, {})) {
        try {
            restore(std::span(&waiting.object, 1));
            reportLost(waiting);
        } catch (const Error& error) {
            if (!concernsOneObject(error.code())) throw;
            refuseObject(waiting, textOf(error));
        }
    }
}

/// With the files that came with it: others may name them.
void ContextImport::refuseObject(const Waiting& waiting, const std::string& why) {
    fail(waiting.label, why);
    for (const auto& file : waiting.files) lose(file);
}

/// The object is there, and not whole.
void ContextImport::reportLost(const Waiting& waiting) {
    const auto isLost = [this](const std::string& path) { return lost_.contains(path); };
    if (std::any_of(waiting.elsewhere.begin(), waiting.elsewhere.end(), isLost))
        fail(waiting.label, "A file came with an object that was refused, or was damaged there.");
}

void ContextImport::fail(const std::string& label, const std::string& why) {
    ++report_.failed;
    if (report_.failures.size() < archive::Summary::kMaxListed) report_.failures.push_back(label + ": " + why);
}

void ContextImport::lose(const StoredFile& file) {
    lost_.insert(file.path);
    if (!wish_.dryRun) parts_.filestores.storeOf(report_.context)->remove(file.blobKey);
}

void ContextImport::finish() {
    addMappings();
    setPasswords();
    ContextChange change;
    change.enabled = report_.failed == 0;
    contexts_.change(report_.context, change);
    groupware::log::information("context.imported", {{"context", report_.context.value}, {"failed", report_.failed}});
}

void ContextImport::setPasswords() {
    const auto hasMore = [](const Login& login) { return !login.credentials.empty(); };
    if (report_.context != manifest_.context && std::any_of(logins_.begin(), logins_.end(), hasMore)) {
        report_.warnings.emplace_back("App passwords left out: they name the context that they are for");
    }
    for (std::span<const Login> rest(logins_); !rest.empty();) {
        const auto some = rest.first(std::min(rest.size(), kBatchSteps));
        write([&](dbpool::WriteTransaction& tx) {
            for (const auto& login : some) {
                principals::setPassword(tx, login.user, login.password);
                parts_.credentials.restore(tx, login.user, login.credentials);
            }
        });
        rest = rest.subspan(some.size());
    }
}

/// Those that another context has are its own.
void ContextImport::addMappings() {
    for (const auto& mapping : manifest_.mappings) {
        ContextChange change;
        change.addMappings = {mapping};
        try {
            contexts_.change(report_.context, change);
        } catch (const Error& error) {
            if (!concernsOneObject(error.code())) throw;
            report_.warnings.push_back("Login mapping left out: " + textOf(error));
        }
    }
}

}  // namespace admin
