#include "dbpool/configdb/context_registry.h"

#include "dbpool/configdb/like_pattern.h"
#include "dbpool/configdb/login_mappings.h"
#include "groupware/base/error.h"

#include <algorithm>

namespace dbpool {
namespace {

using groupware::ContextId;
using groupware::Error;
using groupware::ErrorCode;

constexpr ConfigReadStatement kFind{
    "configdb.context.find",
    "SELECT c.cid, c.name, c.enabled, c.state, c.op_id, c.unsettled, p.server_id, p.cluster_id, p.db_schema, p.epoch,"
    " c.filestore_id, f.uri, c.filestore_name, c.quota_max, c.access_combination FROM context c"
    " JOIN context_server2db_pool p ON p.cid = c.cid JOIN filestore f ON f.id = c.filestore_id WHERE c.cid = ?"};
constexpr ConfigReadStatement kFindName{"configdb.context.findName", "SELECT cid FROM context WHERE name = ?"};
constexpr ConfigReadStatement kList{
    "configdb.context.list",
    "SELECT c.cid, c.name, c.enabled, c.state, c.op_id, c.unsettled, p.server_id, p.cluster_id, p.db_schema, p.epoch,"
    " c.filestore_id, f.uri, c.filestore_name, c.quota_max, c.access_combination FROM context c"
    " JOIN context_server2db_pool p ON p.cid = c.cid JOIN filestore f ON f.id = c.filestore_id"
    " WHERE c.name LIKE ? OR EXISTS (SELECT 1 FROM login2context l WHERE l.cid = c.cid AND l.login_info LIKE ?)"
    " ORDER BY c.cid"};
constexpr ConfigReadStatement kListMappings{
    "configdb.context.listMappings",
    "SELECT m.cid, m.login_info FROM login2context m JOIN context c ON c.cid = m.cid"
    " WHERE c.name LIKE ? OR EXISTS (SELECT 1 FROM login2context l WHERE l.cid = c.cid AND l.login_info LIKE ?)"
    " ORDER BY m.cid, m.login_info"};
constexpr ConfigReadStatement kInService{"configdb.context.inService",
                                         "SELECT cid FROM context WHERE state = 'active' AND enabled ORDER BY cid"};
constexpr ConfigReadStatement kUnfinished{
    "configdb.context.unfinished",
    "SELECT cid FROM context WHERE state <> 'active' OR unsettled ORDER BY state_since LIMIT ?"};
constexpr ConfigWriteStatement kInsert{
    "configdb.context.insert",
    "INSERT INTO context (cid, name, enabled, filestore_id, filestore_name, quota_max, access_combination, state,"
    " op_id) VALUES (?, ?, TRUE, ?, ?, ?, ?, 'creating', ?)"};
constexpr ConfigWriteStatement kInsertPlacement{
    "configdb.context.insertPlacement",
    "INSERT INTO context_server2db_pool (cid, server_id, cluster_id, db_schema, epoch) VALUES (?, ?, ?, ?, ?)"};
constexpr ConfigWriteStatement kTakeDatabase{
    "configdb.context.takeDatabase",
    "UPDATE contexts_per_dbpool n JOIN db_cluster c ON c.cluster_id = n.cluster_id SET n.count = n.count + 1"
    " WHERE n.cluster_id = ? AND (c.max_units = -1 OR n.count < c.max_units)"};
constexpr ConfigWriteStatement kTakeSchema{
    "configdb.context.takeSchema",
    "UPDATE contexts_per_dbschema SET count = count + 1 WHERE cluster_id = ? AND schemaname = ? AND count < ?"};
constexpr ConfigWriteStatement kTakeFilestore{
    "configdb.context.takeFilestore",
    "UPDATE contexts_per_filestore n JOIN filestore f ON f.id = n.filestore_id SET n.count = n.count + 1"
    " WHERE n.filestore_id = ? AND n.count < f.max_context"};
constexpr ConfigWriteStatement kGiveDatabase{
    "configdb.context.giveDatabase",
    "UPDATE contexts_per_dbpool SET count = count - 1 WHERE cluster_id = ? AND count > 0"};
constexpr ConfigWriteStatement kGiveSchema{
    "configdb.context.giveSchema",
    "UPDATE contexts_per_dbschema SET count = count - 1 WHERE cluster_id = ? AND schemaname = ? AND count > 0"};
constexpr ConfigWriteStatement kGiveFilestore{
    "configdb.context.giveFilestore",
    "UPDATE contexts_per_filestore SET count = count - 1 WHERE filestore_id = ? AND count > 0"};
constexpr ConfigWriteStatement kActivate{"configdb.context.activate",
                                         "UPDATE context SET state = 'active', state_since = CURRENT_TIMESTAMP(3)"
                                         " WHERE cid = ? AND op_id = ? AND state = 'creating'"};
constexpr ConfigWriteStatement kTakeOver{"configdb.context.takeOver",
                                         "UPDATE context SET op_id = ?, state_since = CURRENT_TIMESTAMP(3)"
                                         " WHERE cid = ? AND op_id = ? AND state <> 'active'"};
constexpr ConfigWriteStatement kBeginDelete{
    "configdb.context.beginDelete",
    "UPDATE context SET state = 'deleting', enabled = FALSE, op_id = ?, state_since = CURRENT_TIMESTAMP(3)"
    " WHERE cid = ?"};
constexpr ConfigWriteStatement kDelete{"configdb.context.delete",
                                       "DELETE FROM context WHERE cid = ? AND op_id = ? AND state <> 'active'"};
constexpr ConfigWriteStatement kSetEnabled{
    "configdb.context.setEnabled",
    "UPDATE context SET enabled = ?, unsettled = TRUE, state_since = CURRENT_TIMESTAMP(3) WHERE cid = ?"};
constexpr ConfigWriteStatement kSettle{"configdb.context.settle", "UPDATE context SET unsettled = FALSE WHERE cid = ?"};
constexpr ConfigWriteStatement kSetQuota{
    "configdb.context.setQuota",
    "UPDATE context SET quota_max = ?, unsettled = TRUE, state_since = CURRENT_TIMESTAMP(3) WHERE cid = ?"};
constexpr ConfigWriteStatement kRename{"configdb.context.rename", "UPDATE context SET name = ? WHERE cid = ?"};
constexpr ConfigWriteStatement kAddMapping{"configdb.context.addMapping",
                                           "INSERT INTO login2context (login_info, cid) VALUES (?, ?)"};
constexpr ConfigWriteStatement kRemoveMapping{"configdb.context.removeMapping",
                                              "DELETE FROM login2context WHERE cid = ? AND login_info = ?"};

ContextStage stageOf(std::string_view state) {
    if (state == "creating") return ContextStage::Creating;
    return state == "active" ? ContextStage::Active : ContextStage::Deleting;
}

RegisteredContext contextOf(const Rows& rows) {
    return {.id = {rows.integer(1)},
            .name = rows.text(2),
            .enabled = rows.flag(3),
            .stage = stageOf(rows.text(4)),
            .operation = rows.text(5),
            .unsettled = rows.flag(6),
            .server = {rows.integer(7)},
            .location = {.cluster = rows.integer(8), .schema = rows.text(9), .epoch = rows.integer(10)},
            .filestore = {rows.integer(11)},
            .filestoreUri = rows.text(12),
            .filestoreName = rows.text(13),
            .quotaBytes = rows.integer(14),
            .accessCombination = rows.text(15),
            .mappings = {}};
}

void requireNameFree(ConfigTransaction& transaction, std::string_view name) {
    if (!transaction.query(kFindName, {name}).next()) return;
    const std::string text = "Context " + std::string(name) + " already exists!";
    throw Error(ErrorCode::Conflict, text, text);
}

}  // namespace

std::optional<RegisteredContext> ContextReader::find(ContextId context) {
    Rows rows = session_.query(kFind, {context.value});
    if (!rows.next()) return std::nullopt;
    auto found = contextOf(rows);
    found.mappings = LoginMappings(session_).of(context);
    return found;
}

std::optional<RegisteredContext> ContextReader::find(std::string_view name) {
    Rows rows = session_.query(kFindName, {name});
    if (!rows.next()) return std::nullopt;
    return find(ContextId{rows.integer(1)});
}

std::vector<RegisteredContext> ContextReader::list(std::string_view pattern) {
    std::vector<RegisteredContext> contexts;
    const std::string like = configdb::likePattern(pattern);
    for (Rows rows = session_.query(kList, {like, like}); rows.next();) contexts.push_back(contextOf(rows));
    // Both lists are sorted by context, so one pass joins them.
    auto context = contexts.begin();
    for (Rows rows = session_.query(kListMappings, {like, like}); rows.next();) {
        const ContextId owner{rows.integer(1)};
        context = std::find_if(context, contexts.end(), [&](const auto& candidate) { return candidate.id == owner; });
        if (context == contexts.end()) break;
        context->mappings.push_back(rows.text(2));
    }
    return contexts;
}

std::vector<ContextId> ContextReader::inService() {
    std::vector<ContextId> contexts;
    for (Rows rows = session_.query(kInService); rows.next();) contexts.push_back({rows.integer(1)});
    return contexts;
}

std::vector<ContextId> ContextReader::unfinished(std::int64_t limit) {
    std::vector<ContextId> contexts;
    for (Rows rows = session_.query(kUnfinished, {limit}); rows.next();) {
        contexts.push_back(ContextId{rows.integer(1)});
    }
    return contexts;
}

bool ContextRegistry::reserve(const RegisteredContext& context, std::int64_t contextsPerSchema) {
    requireNameFree(transaction_, context.name);
    const ContextLocation& location = context.location;
    const bool taken = transaction_.execute(kTakeDatabase, {location.cluster}) == 1 &&
                       transaction_.execute(kTakeSchema, {location.cluster, location.schema, contextsPerSchema}) == 1 &&
                       transaction_.execute(kTakeFilestore, {context.filestore.value}) == 1;
    if (!taken) return false;
    transaction_.execute(kInsert, {context.id.value, context.name, context.filestore.value, context.filestoreName,
                                   context.quotaBytes, context.accessCombination, Blob{context.operation}});
    transaction_.execute(kInsertPlacement,
                         {context.id.value, context.server.value, location.cluster, location.schema, location.epoch});
    addMapping(context.id, std::to_string(context.id.value));
    for (const auto& mapping : context.mappings) addMapping(context.id, mapping);
    return true;
}

bool ContextRegistry::activate(ContextId context, std::string_view operation) {
    return transaction_.execute(kActivate, {context.value, Blob{operation}}) == 1;
}

bool ContextRegistry::takeOver(ContextId context, std::string_view from, std::string_view to) {
    return transaction_.execute(kTakeOver, {Blob{to}, context.value, Blob{from}}) == 1;
}

void ContextRegistry::beginDelete(ContextId context, std::string_view operation) {
    transaction_.execute(kBeginDelete, {Blob{operation}, context.value});
}

bool ContextRegistry::forget(const RegisteredContext& context, std::string_view operation) {
    if (transaction_.execute(kDelete, {context.id.value, Blob{operation}}) == 0) return false;
    transaction_.execute(kGiveDatabase, {context.location.cluster});
    transaction_.execute(kGiveSchema, {context.location.cluster, context.location.schema});
    transaction_.execute(kGiveFilestore, {context.filestore.value});
    return true;
}

void ContextRegistry::setEnabled(ContextId context, bool enabled) {
    transaction_.execute(kSetEnabled, {enabled, context.value});
}

void ContextRegistry::settle(ContextId context) {
    transaction_.execute(kSettle, {context.value});
}

void ContextRegistry::setQuota(ContextId context, std::int64_t bytes) {
    transaction_.execute(kSetQuota, {bytes, context.value});
}

void ContextRegistry::rename(ContextId context, std::string_view name) {
    Rows rows = transaction_.query(kFindName, {name});
    if (rows.next() && rows.integer(1) == context.value) return;
    requireNameFree(transaction_, name);
    transaction_.execute(kRename, {name, context.value});
}

void ContextRegistry::addMapping(ContextId context, std::string_view mapping) {
    const auto owner = LoginMappings(transaction_).find(mapping);
    if (owner == context) return;
    if (owner) {
        const std::string text = "The login mapping " + std::string(mapping) + " is used by another context";
        throw Error(ErrorCode::Conflict, text, text);
    }
    transaction_.execute(kAddMapping, {mapping, context.value});
}

void ContextRegistry::removeMapping(ContextId context, std::string_view mapping) {
    transaction_.execute(kRemoveMapping, {context.value, mapping});
}

}  // namespace dbpool
