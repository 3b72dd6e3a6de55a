#include "admin/rest/databases.h"

#include "admin/service/problems.h"
#include "dbpool/configdb/options.h"

#include <map>

namespace admin::rest {
namespace {

constexpr int kStandardPort = 3306;

json::Object::Ptr toJson(const dbpool::RegisteredDatabase& database) {
    const auto& settings = database.settings;
    const auto url = dbpool::configdb::parseDatabaseUrl(settings.url);
    auto object = json::makeObject();
    object->set("id", database.id.value);
    object->set("name", settings.name);
    object->set("hostname", url.port == kStandardPort ? url.host : url.host + ":" + std::to_string(url.port));
    object->set("url", settings.url);
    object->set("master", database.isMaster());
    object->set("masterId", database.isMaster() ? 0 : database.masterId.value);
    object->set("cluster", database.cluster);
    object->set("maxContexts", settings.maxUnits);
    object->set("contexts", database.contexts);
    object->set("weight", settings.weight);
    object->set("durability", std::string(nameOf(settings.durability)));
    object->set("readWeight", settings.readWeight);
    object->set("site", settings.site);
    object->set("poolHardLimit", settings.hardLimit);
    object->set("poolMax", settings.maxConnections);
    object->set("poolInitial", settings.initialConnections);
    object->set("login", settings.login);
    object->set("operatorLogin", settings.operatorAccount.login);
    object->set("migrationLogin", settings.migrationAccount.login);
    object->set("tlsCa", settings.tlsCaFile);
    object->set("tlsVerifyName", settings.tlsVerifyName);
    object->set("tlsCertificate", settings.tlsCertificateFile);
    object->set("tlsKey", settings.tlsKeyFile);
    return object;
}

DatabaseInput inputOf(const json::Object& body) {
    DatabaseInput input{.name = json::text(body, "name"),
                        .hostname = json::text(body, "hostname"),
                        .login = json::text(body, "login"),
                        .password = json::text(body, "password"),
                        .operatorAccount = {.login = json::text(body, "operatorLogin"),
                                            .password = json::text(body, "operatorPassword")},
                        .migrationAccount = {.login = json::text(body, "migrationLogin"),
                                             .password = json::text(body, "migrationPassword")},
                        .tlsCaFile = json::text(body, "tlsCa"),
                        .tlsVerifyName = json::flag(body, "tlsVerifyName"),
                        .tlsCertificateFile = json::text(body, "tlsCertificate"),
                        .tlsKeyFile = json::text(body, "tlsKey"),
                        .hardLimit = json::flag(body, "poolHardLimit"),
                        .maxConnections = json::integer(body, "poolMax"),
                        .initialConnections = json::integer(body, "poolInitial"),
                        .weight = json::integer(body, "weight"),
                        .maxUnits = json::integer(body, "maxContexts"),
                        .readWeight = json::integer(body, "readWeight"),
                        .site = json::text(body, "site"),
                        .durability = json::text(body, "durability"),
                        .master = {},
                        .strictGrants = json::flag(body, "strictGrants").value_or(false),
                        .unchecked = !json::flag(body, "check").value_or(true)};
    if (const auto master = json::integer(body, "masterId")) input.master = groupware::DatabaseId{*master};
    return input;
}

json::Object::Ptr warnedAnswer(std::int64_t id, const std::vector<std::string>& warnings) {
    auto answer = idAnswer(id);
    answer->set("warnings", arrayOf(warnings));
    return answer;
}

}  // namespace

dbpool::RegisteredDatabase Databases::find(const Key& key) {
    return key.byName ? databases_.findByName(key.text) : databases_.find(groupware::DatabaseId{key.id()});
}

json::Object::Ptr Databases::list(const groupware::http::Request& request) {
    const auto databases = databases_.list(patternOf(request));
    if (request.parameter("state") != "true") return itemsAnswer(databases, toJson);
    std::map<std::string, std::string> actual;
    for (const auto& cluster : replication_.check("*", {}, false)) actual[cluster.name] = cluster.actualDurability;
    return itemsAnswer(databases, [&](const dbpool::RegisteredDatabase& database) {
        auto object = toJson(database);
        object->set("actualDurability", actual[database.clusterName]);
        return object;
    });
}

json::Object::Ptr Databases::add(const json::Object& body) {
    const auto input = inputOf(body);
    const bool master = json::flag(body, "master").value_or(!input.master.has_value());
    if (!master && !input.master) throw invalid("master id must be set if this database isn't the master");
    if (master && input.master) throw invalid("Master ID can only be set if this is a slave.");
    const auto added = databases_.add(input);
    return warnedAnswer(added.id.value, added.warnings);
}

json::Object::Ptr Databases::get(const Key& key) {
    return toJson(find(key));
}

json::Object::Ptr Databases::change(const Key& key, const json::Object& body) {
    const auto database = find(key);
    const auto input = inputOf(body);
    auto warnings = databases_.change(database.id, input);
    if (input.durability) {
        const auto more = replication_.applyDurability(input.name.value_or(database.settings.name));
        warnings.insert(warnings.end(), more.begin(), more.end());
    }
    return warnedAnswer(database.id.value, warnings);
}

json::Object::Ptr Databases::remove(const Key& key, const groupware::http::Request& /*request*/) {
    const auto database = find(key);
    return warnedAnswer(database.id.value, databases_.remove(database.id));
}

}  // namespace admin::rest
