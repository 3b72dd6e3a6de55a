#include "filestore/quota.h"

#include "filestore/store/trash_store.h"
#include "filestore/store/usage_store.h"
#include "groupware/base/error.h"

namespace filestore {

using groupware::Error;
using groupware::ErrorCode;

namespace {

[[noreturn]] void refuse(const Usage& usage, std::int64_t octets) {
    throw Error(ErrorCode::QuotaExceeded,
                "quota: " + std::to_string(usage.used) + " of " + std::to_string(usage.quota) + " used, " +
                    std::to_string(octets) + " asked",
                "The storage quota is exceeded: " + std::to_string(usage.used) + " of " + std::to_string(usage.quota) +
                    " bytes are used and " + std::to_string(octets) + " more are needed.");
}

}  // namespace

void createUsage(dbpool::WriteTransaction& tx, std::int64_t quota) {
    UsageWriter(tx).create(quota);
}

void setQuota(dbpool::WriteTransaction& tx, std::int64_t quota) {
    if (!UsageWriter(tx).setQuota(quota)) throw Error(ErrorCode::NotFound, "context without filestore usage");
}

Usage usage(dbpool::ReadSession& session) {
    const auto row = UsageReader(session).find();
    if (!row) throw Error(ErrorCode::NotFound, "context without filestore usage");
    return {.used = row->used, .quota = row->quota};
}

std::map<groupware::ContextId, std::int64_t> usageOfSchema(dbpool::Connection& connection, std::string_view schema) {
    return usedInSchema(connection, schema);
}

void charge(dbpool::WriteTransaction& tx, std::int64_t octets) {
    if (!UsageWriter(tx).add(octets)) refuse(usage(tx), octets);
}

void requireRoom(dbpool::ReadSession& session, std::int64_t octets) {
    const auto now = usage(session);
    if (octets > 0 && now.quota >= 0 && octets > now.quota - now.used) refuse(now, octets);
}

void trash(dbpool::WriteTransaction& tx, std::string_view key) {
    TrashWriter(tx).add(key);
}

}  // namespace filestore
