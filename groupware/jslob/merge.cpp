#include "groupware/jslob/merge.h"

#include <string>

namespace groupware::jslob {

namespace json = formats::json;

namespace {

/// Null if `value` is no object.
json::Object::Ptr objectOrNull(const json::Value& value) {
    return value.type() == typeid(json::Object::Ptr) ? value.extract<json::Object::Ptr>() : json::Object::Ptr();
}

}  // namespace

json::Object::Ptr merge(const json::Object& target, const json::Object& patch) {
    auto merged = json::makeObject();
    for (const auto& name : target.getNames()) merged->set(name, target.get(name));
    for (const auto& name : patch.getNames()) {
        const auto value = patch.get(name);
        const auto inner = objectOrNull(value);
        if (value.isEmpty()) {
            merged->remove(name);
        } else if (inner.isNull()) {
            merged->set(name, value);
        } else {
            const auto old = objectOrNull(merged->get(name));
            merged->set(name, merge(old.isNull() ? *json::makeObject() : *old, *inner));
        }
    }
    return merged;
}

}  // namespace groupware::jslob
