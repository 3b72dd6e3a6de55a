#include "admin/rest/filestores.h"

#include "admin/service/problems.h"
#include "admin/units.h"

namespace admin::rest {
namespace {

json::Object::Ptr toJson(const dbpool::RegisteredFilestore& store, std::int64_t averageBytes) {
    auto object = json::makeObject();
    object->set("id", store.id.value);
    object->set("uri", store.uri);
    object->set("size", store.sizeBytes / kMiB);
    object->set("reserved", store.contexts * averageBytes / kMiB);
    object->set("maxContexts", store.maxContexts);
    object->set("contexts", store.contexts);
    return object;
}

std::optional<std::int64_t> bytesOf(const json::Object& body, const std::string& key) {
    const auto megabytes = json::integer(body, key);
    if (!megabytes) return std::nullopt;
    if (*megabytes < 0 || *megabytes > kMaxMegabytes) {
        throw invalid("Invalid store size " + std::to_string(*megabytes));
    }
    return *megabytes * kMiB;
}

}  // namespace

json::Object::Ptr Filestores::list(const groupware::http::Request& request) {
    std::map<groupware::FilestoreId, std::int64_t> used;
    const bool wanted = request.parameter("usage") != "false";
    if (wanted) {
        const auto contexts = contexts_.list("*");
        const auto ofContexts = contexts_.usedBytes(contexts);
        for (const auto& context : contexts) {
            if (const auto known = ofContexts.find(context.id); known != ofContexts.end()) {
                used[context.filestore] += known->second;
            }
        }
    }
    return itemsAnswer(filestores_.list(patternOf(request)), [&](const auto& store) {
        auto object = toJson(store, averageBytes_);
        if (wanted) object->set("used", used[store.id] / kMiB);
        return object;
    });
}

json::Object::Ptr Filestores::add(const json::Object& body) {
    constexpr std::int64_t kDefaultMegabytes = 1000;
    constexpr std::int64_t kDefaultContexts = 5000;
    const auto added = filestores_.add({.id = {},
                                        .uri = requireText(body, "uri"),
                                        .sizeBytes = bytesOf(body, "size").value_or(kDefaultMegabytes * kMiB),
                                        .maxContexts = json::integer(body, "maxContexts").value_or(kDefaultContexts),
                                        .contexts = 0},
                                       json::flag(body, "ifNonexistent").value_or(false));
    auto answer = idAnswer(added.id.value);
    answer->set("found", added.found);
    return answer;
}

json::Object::Ptr Filestores::get(const Key& key) {
    return toJson(filestores_.find(groupware::FilestoreId{key.id()}), averageBytes_);
}

json::Object::Ptr Filestores::change(const Key& key, const json::Object& body) {
    filestores_.change(groupware::FilestoreId{key.id()}, {.uri = json::text(body, "uri"),
                                                          .sizeBytes = bytesOf(body, "size"),
                                                          .maxContexts = json::integer(body, "maxContexts")});
    return idAnswer(key.id());
}

json::Object::Ptr Filestores::remove(const Key& key, const groupware::http::Request& /*request*/) {
    filestores_.remove(groupware::FilestoreId{key.id()});
    return idAnswer(key.id());
}

}  // namespace admin::rest
