#include "admin/archive/manifest.h"

#include "groupware/base/error.h"
#include "groupware/formats/json/json.h"

#include <algorithm>
#include <optional>

namespace admin::archive {
namespace {

namespace json = groupware::formats::json;
using groupware::Error;
using groupware::ErrorCode;

constexpr const char* kFormat = "yoke-context";
constexpr json::Limits kLimits{.bytes = std::size_t{1} << 20U, .depth = 8};
constexpr std::size_t kMaxMappings = 1000;

[[noreturn]] void refuse(const std::string& why) {
    throw Error(ErrorCode::BadRequest, "archive: " + why, "This archive cannot be read: " + why + ".");
}

std::int64_t count(const json::Object& object, const char* key) {
    const auto value = json::integer(object, key).value_or(0);
    if (value < 0) refuse(std::string(key) + " is negative");
    return value;
}

json::Object::Ptr objectOf(const std::map<std::string, std::int64_t>& values) {
    auto object = json::makeObject();
    for (const auto& [key, value] : values) object->set(key, value);
    return object;
}

std::map<std::string, std::int64_t> valuesOf(const json::Object::Ptr& object) {
    std::map<std::string, std::int64_t> values;
    if (object.isNull()) return values;
    for (const auto& key : object->getNames()) values[key] = json::integer(*object, key).value_or(0);
    return values;
}

json::Array::Ptr arrayOf(const std::vector<std::string>& texts) {
    auto array = json::makeArray();
    for (const auto& text : texts) array->add(text);
    return array;
}

std::vector<std::string> textsOf(const json::Array::Ptr& array, std::size_t atMost) {
    std::vector<std::string> texts;
    if (array.isNull()) return texts;
    if (array->size() > atMost) refuse("a list is too long");
    for (const auto& value : *array) texts.push_back(json::textOf(value, "a text"));
    return texts;
}

}  // namespace

std::string write(const Manifest& manifest) {
    auto context = json::makeObject();
    context->set("id", manifest.context.value);
    context->set("name", manifest.name);
    context->set("quota", manifest.quotaBytes);
    context->set("accessCombination", manifest.accessCombination);
    context->set("mappings", arrayOf(manifest.mappings));
    context->set("objectQuotas", objectOf(manifest.objectQuotas));
    auto object = json::makeObject();
    object->set("format", kFormat);
    object->set("version", kArchiveVersion);
    object->set("product", manifest.product);
    object->set("exported", manifest.exported);
    object->set("seq", manifest.seq.value);
    object->set("context", context);
    return json::write(object);
}

Manifest readManifest(std::string_view text) {
    const auto object = json::requireObject(json::parse(text, kLimits), kManifest);
    if (json::text(*object, "format") != kFormat) refuse("it is none of a context");
    const auto version = json::integer(*object, "version").value_or(0);
    if (version < 1 || version > kArchiveVersion) {
        refuse("it has version " + std::to_string(version) + " of the format, this program reads those up to " +
               std::to_string(kArchiveVersion));
    }
    const auto context = json::object(*object, "context");
    if (context.isNull()) refuse("it does not say which context it has");
    Manifest manifest{.product = json::text(*object, "product").value_or(""),
                      .context = {count(*context, "id")},
                      .name = json::text(*context, "name").value_or(""),
                      .quotaBytes = json::integer(*context, "quota").value_or(-1),
                      .accessCombination = json::text(*context, "accessCombination").value_or(""),
                      .mappings = textsOf(json::array(*context, "mappings"), kMaxMappings),
                      .objectQuotas = valuesOf(json::object(*context, "objectQuotas")),
                      .exported = json::text(*object, "exported").value_or(""),
                      .seq = {count(*object, "seq")}};
    if (manifest.context.value == 0 || manifest.name.empty()) refuse("it does not say which context it has");
    if (manifest.quotaBytes < -1) refuse("its quota is negative");
    return manifest;
}

std::string write(const Summary& summary) {
    auto object = json::makeObject();
    object->set("users", summary.users);
    object->set("groups", summary.groups);
    object->set("resources", summary.resources);
    object->set("guests", summary.guests);
    object->set("folders", summary.folders);
    object->set("objects", objectOf(summary.objects));
    object->set("octets", summary.octets);
    object->set("missing", summary.missing);
    object->set("missingFiles", arrayOf(summary.missingFiles));
    return json::write(object);
}

Summary readSummary(std::string_view text) {
    constexpr json::Limits kLong{.bytes = std::size_t{16} << 20U, .depth = 8};
    const auto object = json::requireObject(json::parse(text, kLong), kSummary);
    return {.users = count(*object, "users"),
            .groups = count(*object, "groups"),
            .resources = count(*object, "resources"),
            .guests = count(*object, "guests"),
            .folders = count(*object, "folders"),
            .objects = valuesOf(json::object(*object, "objects")),
            .octets = count(*object, "octets"),
            .missing = count(*object, "missing"),
            .missingFiles = textsOf(json::array(*object, "missingFiles"), Summary::kMaxListed)};
}

}  // namespace admin::archive
