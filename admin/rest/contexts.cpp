#include "admin/rest/contexts.h"

#include "admin/rest/user_body.h"
#include "admin/service/problems.h"
#include "admin/units.h"

#include <map>

namespace admin::rest {
namespace {

std::optional<std::int64_t> quotaOf(const json::Object& body) {
    const auto megabytes = json::integer(body, "quota");
    if (!megabytes) return std::nullopt;
    if (*megabytes < -1 || *megabytes > kMaxMegabytes) throw invalid("Illegal quota");
    return *megabytes == -1 ? -1 : *megabytes * kMiB;
}

json::Object::Ptr toJson(const dbpool::RegisteredContext& context,
                         const std::map<groupware::ContextId, std::int64_t>& used) {
    auto object = json::makeObject();
    object->set("id", context.id.value);
    object->set("name", context.name);
    object->set("enabled", context.enabled);
    object->set("filestoreId", context.filestore.value);
    object->set("filestoreName", context.filestoreName);
    object->set("quota", context.quotaBytes < 0 ? -1 : context.quotaBytes / kMiB);
    if (const auto known = used.find(context.id); known != used.end()) object->set("used", known->second / kMiB);
    object->set("mappings", arrayOf(context.mappings));
    object->set("cluster", context.location.cluster);
    object->set("schema", context.location.schema);
    object->set("accessCombination", context.accessCombination);
    return object;
}

QuotaInput objectQuotasOf(const json::Object& body) {
    QuotaInput quotas;
    const auto given = json::object(body, "objectQuotas");
    if (given.isNull()) return quotas;
    for (const auto& module : given->getNames()) {
        const auto value = json::integer(*given, module);
        if (!value) throw invalid("The quota of \"" + module + "\" is no number");
        quotas[module] = *value;
    }
    return quotas;
}

}  // namespace

dbpool::RegisteredContext Contexts::find(const Key& key) {
    return key.byName ? contexts_.findByName(key.text) : contexts_.find(groupware::ContextId{key.id()});
}

json::Object::Ptr Contexts::list(const groupware::http::Request& request) {
    const auto contexts = contexts_.list(patternOf(request));
    const auto used = contexts_.usedBytes(contexts);
    return itemsAnswer(contexts, [&](const auto& context) { return toJson(context, used); });
}

json::Object::Ptr Contexts::add(const json::Object& body) {
    const auto id = json::integer(body, "id");
    const auto admin = json::object(body, "admin");
    const auto quota = quotaOf(body);
    if (!id || admin.isNull() || !quota) throw invalid("Mandatory fields not set: id, quota, admin");
    NewContext wanted{.id = {*id},
                      .name = json::text(body, "name").value_or(""),
                      .quotaBytes = *quota,
                      .admin = userInputOf(*admin),
                      .mappings = textList(body, "mappings").value_or(std::vector<std::string>{}),
                      .filestore = {},
                      .database = {}};
    readAccess(body, wanted.admin);
    if (const auto store = json::integer(body, "filestoreId")) wanted.filestore = groupware::FilestoreId{*store};
    if (const auto database = json::integer(body, "databaseId")) wanted.database = groupware::DatabaseId{*database};
    contexts_.create(wanted);
    return idAnswer(*id);
}

json::Object::Ptr Contexts::get(const Key& key) {
    const auto context = find(key);
    return toJson(context, contexts_.usedBytes({context}));
}

json::Object::Ptr Contexts::change(const Key& key, const json::Object& body) {
    const auto context = find(key);
    ContextChange change{.name = json::text(body, "name"),
                         .quotaBytes = quotaOf(body),
                         .enabled = json::flag(body, "enabled"),
                         .reason = json::integer(body, "reasonId"),
                         .addMappings = textList(body, "addMappings").value_or(std::vector<std::string>{}),
                         .removeMappings = textList(body, "removeMappings").value_or(std::vector<std::string>{}),
                         .users = {},
                         .objectQuotas = objectQuotasOf(body)};
    readAccess(body, change.users);
    contexts_.change(context.id, change);
    return idAnswer(context.id.value);
}

json::Object::Ptr Contexts::remove(const Key& key, const groupware::http::Request& /*request*/) {
    const auto context = find(key);
    contexts_.remove(context.id);
    return idAnswer(context.id.value);
}

}  // namespace admin::rest
