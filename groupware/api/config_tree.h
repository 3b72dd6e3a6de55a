#pragma once

#include "groupware/api/action.h"
#include "groupware/formats/json/json.h"

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace groupware::api {

/// The settings tree of `/ajax/config/<path>`: folders register leaves, clients read leaves or whole subtrees.
/// Filled by main/ before the first request, then only read.
class ConfigTree {
public:
    using Read = std::function<formats::json::Value(const Caller&)>;
    using Write = std::function<CommitToken(const Caller&, const formats::json::Value&)>;

    /// @param path  "folder/infostore"
    void addLeaf(std::string_view path, Read read, Write write = nullptr);

    /// The leaf's value, or an object of everything below `path`; nothing if there is neither.
    /// A path below a leaf whose value is an object goes on inside it.
    [[nodiscard]] std::optional<formats::json::Value> get(const Caller& caller,
                                                          std::span<const std::string> path) const;
    /// @throws Error NotFound for an unknown path, Forbidden for one that cannot be written
    CommitToken set(const Caller& caller, std::span<const std::string> path, const formats::json::Value& value) const;

private:
    struct Node {
        Read read;
        Write write;
        std::map<std::string, Node, std::less<>> children;
    };
    [[nodiscard]] static formats::json::Value render(const Node& node, const Caller& caller);

    Node root_;
};

/// GET or PUT `/ajax/config/<path>`: a body writes, none reads. Guests only read.
class ConfigAction final : public Action {
public:
    explicit ConfigAction(const ConfigTree& tree) : tree_(tree) {}
    [[nodiscard]] Result handle(const Caller& caller, const Call& call) override;
    [[nodiscard]] bool needsMaster(const Call& call) const override;

private:
    const ConfigTree& tree_;
};

}  // namespace groupware::api
