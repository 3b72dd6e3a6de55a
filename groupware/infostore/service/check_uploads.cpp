#include "filestore/quota.h"
#include "groupware/infostore/name.h"
#include "groupware/infostore/service/infostore_service.h"
#include "groupware/principals/service/object_quotas.h"

#include <functional>
#include <limits>

namespace groupware::infostore {
namespace {

void collect(std::vector<Error>& errors, const std::function<void()>& check) {
    try {
        check();
    } catch (const Error& error) {
        if (error.code() == ErrorCode::Unavailable || error.code() == ErrorCode::Internal) throw;
        errors.push_back(error);
    }
}

/// No sum of sizes that clients name overflows.
std::int64_t total(std::span<const PlannedFile> files) {
    std::int64_t octets = 0;
    for (const auto& file : files) {
        if (file.size > std::numeric_limits<std::int64_t>::max() - octets)
            return std::numeric_limits<std::int64_t>::max();
        octets += file.size;
    }
    return octets;
}

void requireCount(dbpool::ReadSession& session, std::int64_t more) {
    const auto quota = principals::quotaOf(session, principals::QuotaModule::Infostore);
    if (!quota.isLimited() || quota.used + more <= *quota.maximum) return;
    throw Error(
        ErrorCode::QuotaExceeded, "object quota of documents",
        "There is no room for more: the quota of " + std::to_string(*quota.maximum) + " documents would be exceeded.");
}

}  // namespace

std::vector<Error> InfostoreService::obstacles(const Caller& caller, FolderId folder,
                                               std::span<const PlannedFile> files) const {
    requireListLength(files.size());
    const Limits now = limits();
    std::vector<Error> errors;
    for (const auto& file : files) {
        if (file.size < 0) throw Error(ErrorCode::BadRequest, "negative size", "A size cannot be negative.");
        if (!file.name.empty()) collect(errors, [&] { requireValidName(file.name, now.nameCharacters); });
        collect(errors, [&] { requireShort(file.size, now); });
    }
    const auto full = database_.read(caller.context, caller.freshness, [&](dbpool::ReadSession& session) {
        std::vector<Error> found;
        access_.require(session, caller, folder, folders::Permission::CreateObjects, folders::kInfostoreModule);
        collect(found, [&] { filestore::requireRoom(session, total(files)); });
        collect(found, [&] { requireCount(session, static_cast<std::int64_t>(files.size())); });
        return found;
    });
    errors.insert(errors.end(), full.begin(), full.end());
    return errors;
}

}  // namespace groupware::infostore
