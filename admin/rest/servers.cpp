#include "admin/rest/servers.h"

#include "admin/service/problems.h"

namespace admin::rest {
namespace {

using dbpool::ConfigReadSession;
using dbpool::ConfigTransaction;
using dbpool::RegisteredServer;
using dbpool::ServerReader;
using dbpool::ServerRegistry;

constexpr std::size_t kMaxNameLength = 255;

json::Object::Ptr toJson(const RegisteredServer& server) {
    auto object = json::makeObject();
    object->set("id", server.id.value);
    object->set("name", server.name);
    return object;
}

std::string nameOf(const json::Object& body) {
    std::string name = requireText(body, "name");
    if (name.size() > kMaxNameLength || name.find_first_of("\r\n\t") != std::string::npos) {
        throw invalid("Invalid server name");
    }
    return name;
}

}  // namespace

RegisteredServer Servers::find(const Key& key) {
    const auto found = config_.readMaster([&](ConfigReadSession& session) {
        ServerReader reader(session);
        return key.byName ? reader.find(key.text) : reader.find(groupware::ServerId{key.id()});
    });
    if (!found) throw invalid("No such server " + key.text);
    return *found;
}

json::Object::Ptr Servers::list(const groupware::http::Request& request) {
    const std::string pattern = patternOf(request);
    return itemsAnswer(
        config_.readMaster([&](ConfigReadSession& session) { return ServerReader(session).list(pattern); }), toJson);
}

json::Object::Ptr Servers::add(const json::Object& body) {
    const std::string name = nameOf(body);
    const auto id =
        config_.write([&](ConfigTransaction& transaction) { return ServerRegistry(transaction).add(name); });
    return idAnswer(id.value);
}

json::Object::Ptr Servers::get(const Key& key) {
    return toJson(find(key));
}

json::Object::Ptr Servers::change(const Key& key, const json::Object& body) {
    const auto server = find(key);
    const std::string name = nameOf(body);
    config_.write([&](ConfigTransaction& transaction) { ServerRegistry(transaction).rename(server.id, name); });
    return idAnswer(server.id.value);
}

json::Object::Ptr Servers::remove(const Key& key, const groupware::http::Request& /*request*/) {
    const auto server = find(key);
    config_.write([&](ConfigTransaction& transaction) { ServerRegistry(transaction).remove(server.id); });
    return idAnswer(server.id.value);
}

}  // namespace admin::rest
