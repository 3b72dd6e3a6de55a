#include "dbpool/configdb/maintenance_reasons.h"

#include "dbpool/configdb/like_pattern.h"
#include "groupware/base/error.h"

namespace dbpool {
namespace {

using groupware::Error;
using groupware::ErrorCode;

constexpr ConfigReadStatement kList{"configdb.reason.list",
                                    "SELECT id, text FROM reason_text WHERE id LIKE ? OR text LIKE ? ORDER BY id"};
constexpr ConfigReadStatement kOf{
    "configdb.reason.of",
    "SELECT r.id, r.text FROM context c JOIN reason_text r ON r.id = c.reason_id WHERE c.cid = ? AND NOT c.enabled"};
constexpr ConfigReadStatement kFindText{"configdb.reason.findText", "SELECT id FROM reason_text WHERE text = ?"};
constexpr ConfigReadStatement kFindId{"configdb.reason.findId", "SELECT id FROM reason_text WHERE id = ?"};
constexpr ConfigReadStatement kUses{"configdb.reason.uses", "SELECT cid FROM context WHERE reason_id = ? LIMIT 1"};
constexpr ConfigWriteStatement kInsert{"configdb.reason.insert", "INSERT INTO reason_text (id, text) VALUES (?, ?)"};
constexpr ConfigWriteStatement kDelete{"configdb.reason.delete", "DELETE FROM reason_text WHERE id = ?"};
constexpr ConfigWriteStatement kAssign{"configdb.reason.assign", "UPDATE context SET reason_id = ? WHERE cid = ?"};

[[noreturn]] void refuse(ErrorCode code, const std::string& text) {
    throw Error(code, text, text);
}

}  // namespace

std::vector<MaintenanceReason> ReasonReader::list(std::string_view pattern) {
    std::vector<MaintenanceReason> reasons;
    const auto like = configdb::likePattern(pattern);
    for (Rows rows = session_.query(kList, {like, like}); rows.next();) {
        reasons.push_back({.id = rows.integer(1), .text = rows.text(2)});
    }
    return reasons;
}

std::optional<MaintenanceReason> ReasonReader::of(groupware::ContextId context) {
    Rows rows = session_.query(kOf, {context.value});
    if (!rows.next()) return std::nullopt;
    return MaintenanceReason{.id = rows.integer(1), .text = rows.text(2)};
}

std::int64_t ReasonRegistry::add(std::string_view text) {
    if (text.empty() || text.size() > kMaxReasonText) refuse(ErrorCode::BadRequest, "Invalid reason text!");
    if (transaction_.query(kFindText, {text}).next()) refuse(ErrorCode::Conflict, "Reason already exists!");
    const auto id = transaction_.nextId();
    transaction_.execute(kInsert, {id, text});
    return id;
}

void ReasonRegistry::remove(std::int64_t reason) {
    requireKnown(reason);
    Rows uses = transaction_.query(kUses, {reason});
    if (uses.next()) {
        refuse(ErrorCode::Conflict,
               "Reason with id " + std::to_string(reason) + " is that of context " + std::to_string(uses.integer(1)));
    }
    transaction_.execute(kDelete, {reason});
}

void ReasonRegistry::assign(groupware::ContextId context, std::optional<std::int64_t> reason) {
    if (reason) requireKnown(*reason);
    transaction_.execute(kAssign, {reason ? Value(*reason) : Value(nullptr), context.value});
}

void ReasonRegistry::requireKnown(std::int64_t reason) {
    if (transaction_.query(kFindId, {reason}).next()) return;
    refuse(ErrorCode::NotFound, "Reason with id " + std::to_string(reason) + " does not exist");
}

}  // namespace dbpool
