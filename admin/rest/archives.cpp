#include "admin/rest/archives.h"

#include "admin/rest/resource.h"
#include "admin/service/context_service.h"
#include "groupware/http/router.h"

#include <memory>
#include <utility>

namespace admin::rest {
namespace {

using groupware::http::Request;
using groupware::http::Response;

constexpr int kCreated = 201;

class ExportBody final : public groupware::net::ResponseBody {
public:
    explicit ExportBody(std::unique_ptr<ExportStream> stream) : stream_(std::move(stream)) {}
    [[nodiscard]] std::size_t read(std::span<char> into) override { return stream_->read(into); }

private:
    std::unique_ptr<ExportStream> stream_;
};

json::Object::Ptr toJson(const ImportReport& report) {
    const auto& imported = report.imported;
    auto objects = json::makeObject();
    for (const auto& [module, count] : imported.objects) objects->set(module, count);
    auto object = idAnswer(report.context.value);
    object->set("users", imported.users);
    object->set("groups", imported.groups);
    object->set("resources", imported.resources);
    object->set("folders", imported.folders);
    object->set("objects", objects);
    object->set("octets", imported.octets);
    object->set("missing", imported.missing);
    object->set("missingFiles", arrayOf(imported.missingFiles));
    object->set("failed", report.failed);
    object->set("failures", arrayOf(report.failures));
    object->set("warnings", arrayOf(report.warnings));
    return object;
}

}  // namespace

Response Archives::handle(const std::string& context, const Request& request) {
    if (request.method() == "GET") return exported(context, request);
    if (request.method() == "POST") return imported(context, request);
    return groupware::http::methodNotAllowed("GET, POST");
}

Response Archives::exported(const std::string& context, const Request& request) {
    request.notes().operation = "archive/export";
    const Key key{.text = context, .byName = request.parameter("by") == "name"};
    const auto id = key.byName ? archives_.contexts().findByName(key.text).id : groupware::ContextId{key.id()};
    request.notes().context = id;
    Response response;
    response.headers = {{"Content-Type", "application/zstd"}, {"Cache-Control", "no-store"}};
    response.stream = std::make_unique<ExportBody>(archives_.exportContext(id));
    return response;
}

Response Archives::imported(const std::string& context, const Request& request) {
    request.notes().operation = "archive/import";
    ImportWish wish{.context = {Key{.text = context}.id()},
                    .name = request.parameter("name").value_or(""),
                    .dryRun = request.parameter("dryRun") == "true"};
    const auto report = archives_.importContext(wish, [&](std::span<char> into) { return request.body().read(into); });
    request.notes().context = report.context;
    Response response;
    response.status = kCreated;
    response.headers = {{"Content-Type", "application/json; charset=utf-8"}, {"Cache-Control", "no-store"}};
    response.body = json::write(toJson(report));
    return response;
}

}  // namespace admin::rest
