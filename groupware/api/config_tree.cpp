#include "groupware/api/config_tree.h"

#include "groupware/api/coded_error.h"
#include "groupware/principals/guest.h"

#include <algorithm>

namespace groupware::api {

namespace json = formats::json;

void ConfigTree::addLeaf(std::string_view path, Read read, Write write) {
    Node* node = &root_;
    while (!path.empty()) {
        const auto end = std::min(path.find('/'), path.size());
        node = &node->children[std::string(path.substr(0, end))];
        path.remove_prefix(std::min(end + 1, path.size()));
    }
    node->read = std::move(read);
    node->write = std::move(write);
}

json::Value ConfigTree::render(const Node& node, const Caller& caller) {
    if (node.read) return node.read(caller);
    auto object = json::makeObject();
    for (const auto& [name, child] : node.children) object->set(name, render(child, caller));
    return object;
}

std::optional<json::Value> ConfigTree::get(const Caller& caller, std::span<const std::string> path) const {
    const Node* node = &root_;
    std::size_t used = 0;
    for (; used < path.size() && !node->read; ++used) {
        const auto child = node->children.find(path[used]);
        if (child == node->children.end()) return std::nullopt;
        node = &child->second;
    }
    json::Value value = render(*node, caller);
    for (; used < path.size(); ++used) {
        if (value.type() != typeid(json::Object::Ptr)) return std::nullopt;
        value = value.extract<json::Object::Ptr>()->get(path[used]);
    }
    return std::optional<json::Value>(std::in_place, value);  // Var converts to everything, also to optionals
}

CommitToken ConfigTree::set(const Caller& caller, std::span<const std::string> path, const json::Value& value) const {
    const Node* node = &root_;
    for (const auto& segment : path) {
        const auto child = node->children.find(segment);
        if (child == node->children.end())
            throw Error(ErrorCode::NotFound, "no such setting", "There is no such setting.");
        node = &child->second;
    }
    if (!node->write) throw Error(ErrorCode::Forbidden, "setting is read-only", "This setting cannot be changed.");
    return node->write(caller, value);
}

bool ConfigAction::needsMaster(const Call& call) const {
    return call.request() != nullptr ? call.request()->method() != "GET" && call.request()->method() != "HEAD"
                                     : !call.json().isEmpty();
}

Result ConfigAction::handle(const Caller& caller, const Call& call) {
    Result result;
    if (!needsMaster(call)) {
        const auto value = tree_.get(caller, call.path());
        if (!value) throw Error(ErrorCode::NotFound, "no such setting", "There is no such setting.");
        result.data = *value;
    } else if (principals::isGuest(caller)) {
        throw CodedError(ErrorCode::Forbidden, kNoPermission, "a guest who sets", "Guests keep no settings.");
    } else {
        result.committed = tree_.set(caller, call.path(), call.json());
        result.timestamp = result.committed->seq;
    }
    return result;
}

}  // namespace groupware::api
